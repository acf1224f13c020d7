import { useEffect, useState } from 'react';
import { changeAnswers, readAnswerSet } from '../../api/client';
import type { AnswerSet } from '../../api/types';
import type { Language } from '../i18n/message';
import type { Outbox } from '../session/outbox';
import { Answers } from './answers';

/** Keeps the answers of a questionnaire with the server for as long as it is open, and here until it has them. */
export function useAnswers(initial: AnswerSet, language: Language, outbox: Outbox): Answers {
  const [answers] = useState(() => new Answers(initial));
  const { id } = initial;

  useEffect(() => {
    void answers.keepIn(outbox);
  }, [answers, outbox]);

  useEffect(
    () =>
      answers.connect({
        change: (rev, changes) => changeAnswers(id, rev, changes, language),
        reload: () => readAnswerSet(id, language),
      }),
    [answers, id, language],
  );

  useEffect(() => {
    // The network is back, or the person comes back from signing in.
    const retry = () => {
      if (answers.saving !== 'saved') answers.retry();
    };
    const warn = (event: BeforeUnloadEvent) => {
      if (answers.saving !== 'saved' && !answers.isKept) event.preventDefault();
    };
    window.addEventListener('online', retry);
    window.addEventListener('focus', retry);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('online', retry);
      window.removeEventListener('focus', retry);
      window.removeEventListener('beforeunload', warn);
    };
  }, [answers]);

  return answers;
}
