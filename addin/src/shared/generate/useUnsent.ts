import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useI18n } from '../i18n/I18n';
import { sendUnsent } from '../interview/unsent';
import { useMe } from '../session/Session';
import { answersIn } from './paths';

/** Sends what waits on this device: now that somebody is signed in, and when the network or the person is back. */
export function useUnsent(): void {
  const { person } = useMe();
  const { language } = useI18n();
  const [path] = useLocation();
  const open = answersIn(path);
  const shown = useRef(open);
  useEffect(() => {
    shown.current = open;
    const send = () => void sendUnsent(person.id, language, (set) => set === shown.current);
    send();
    window.addEventListener('online', send);
    window.addEventListener('focus', send);
    return () => {
      window.removeEventListener('online', send);
      window.removeEventListener('focus', send);
    };
  }, [person.id, language, open]);
}
