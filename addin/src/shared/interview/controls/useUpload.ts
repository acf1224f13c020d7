import { useEffect, useRef, useState } from 'react';
import { uploadAnswerFile } from '../../../api/client';
import { ApiError } from '../../../api/error';
import type { AnswerFile, FileKind } from '../../../api/types';
import { said } from '../../components/trouble';
import { useI18n } from '../../i18n/I18n';
import type { ControlProps } from './control';

/** The most that the server takes, in megabytes of 2^20 bytes. */
const MOST: Record<FileKind, number> = { image: 5, file: 10 };

interface Sending {
  name: string;
  /** Which part of it is on its way, from 0 to 1. */
  part: number;
}

/** Sends files for one answer, one at a time; what is wrong is said beside the question. */
export function useUpload(
  set: string,
  kind: FileKind,
  setProblem: ControlProps['setProblem'],
  onAdded: (file: AnswerFile) => void,
) {
  const i18n = useI18n();
  const { t } = i18n;
  const [sending, setSending] = useState<Sending>();
  const running = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      running.current?.abort();
    },
    [],
  );

  const refuse = ({ name }: File, because: string) => {
    setProblem(`${t('file.notAdded', { name })} ${because}`);
  };
  const tooLarge = t('file.tooLarge', { most: MOST[kind] });

  const send = (file: File | undefined) => {
    if (!file || sending) return;
    if (file.size > MOST[kind] * 2 ** 20) {
      refuse(file, tooLarge);
      return;
    }
    const control = new AbortController();
    running.current = control;
    setProblem(undefined);
    setSending({ name: file.name, part: 0 });
    void uploadAnswerFile(
      set,
      file,
      kind,
      (part) => {
        setSending({ name: file.name, part });
      },
      control.signal,
    )
      .then(onAdded, (error: unknown) => {
        if (control.signal.aborted) return;
        const isTooLarge = error instanceof ApiError && error.status === 413;
        refuse(file, isTooLarge ? tooLarge : said(error, i18n));
      })
      .finally(() => {
        if (!control.signal.aborted) setSending(undefined);
      });
  };
  const stop = () => {
    running.current?.abort();
    setSending(undefined);
  };
  return { sending, send, stop };
}
