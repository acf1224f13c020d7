import { useCallback, useState } from 'react';
import type { AnswerSet } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { difference } from './questions';

/** What a screen reader does not say, and makes a text another one: the same is said again. */
const AGAIN = '\u00a0';

/** The text that a live region holds, and how to change it. Questions that come and go announce themselves. */
export function useAnnouncements(set: AnswerSet): { said: string; announce: (text: string) => void } {
  const { t } = useI18n();
  const [said, say] = useState('');
  const announce = useCallback((text: string) => {
    say((before) => (before === text ? text + AGAIN : text));
  }, []);
  const [before, setBefore] = useState(set);

  if (before !== set) {
    setBefore(set);
    const { appeared, vanished } = difference(before.state, set.state);
    const texts: string[] = [];
    const [first] = appeared;
    if (first) texts.push(t('interview.appeared', { count: appeared.length, label: first.label }));
    if (vanished.length > 0) texts.push(t('interview.vanished', { count: vanished.length }));
    if (texts.length > 0) announce(texts.join('. '));
  }

  return { said, announce };
}
