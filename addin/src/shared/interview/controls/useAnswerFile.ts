import { useEffect, useState } from 'react';
import { answerFile, readFile } from '../../../api/client';

/** A file that is an answer; without address and name when it cannot be had. */
interface Shown {
  reference: string;
  url?: string;
  name?: string;
}

/** The file that an answer refers to, once it is here; its address is the page's own and ends with the control. */
export function useAnswerFile(set: string, reference: string): Shown | undefined {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    if (reference === '') return;
    let isWanted = true;
    let url: string | undefined;
    readFile(answerFile(set, reference)).then(
      ({ bytes, name }) => {
        if (!isWanted) return;
        url = URL.createObjectURL(new Blob([bytes]));
        setShown({ reference, url, name });
      },
      () => {
        if (isWanted) setShown({ reference });
      },
    );
    return () => {
      isWanted = false;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [set, reference]);
  return shown?.reference === reference ? shown : undefined;
}
