import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useI18n } from '../i18n/I18n';
import { discard, type Stranded, sendUnsent } from '../interview/unsent';
import { useMe } from '../session/Session';
import { answersIn } from './paths';

/**
 * Sends what waits on this device: now that somebody is signed in, and when the network or the person is back. Gives
 * what the person has to look at, and a way to throw that away; the questionnaire that is open says it itself.
 */
export function useUnsent(): { stranded: Stranded[]; onDiscard: (set: string) => void } {
  const { person } = useMe();
  const { language } = useI18n();
  const [path] = useLocation();
  const [stranded, setStranded] = useState<Stranded[]>([]);
  const open = answersIn(path);
  const shown = useRef(open);
  useEffect(() => {
    shown.current = open;
    let isGone = false;
    const send = () =>
      void sendUnsent(person.id, language, (set) => set === shown.current).then((found) => {
        if (!isGone) setStranded(found);
      });
    send();
    window.addEventListener('online', send);
    window.addEventListener('focus', send);
    return () => {
      isGone = true;
      window.removeEventListener('online', send);
      window.removeEventListener('focus', send);
    };
  }, [person.id, language, open]);
  return {
    stranded: stranded.filter(({ set }) => set !== open),
    onDiscard: (set) => {
      setStranded((all) => all.filter((each) => each.set !== set));
      void discard(person.id, set);
    },
  };
}
