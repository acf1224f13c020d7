import { createContext, useContext, useSyncExternalStore } from 'react';
import { ApiError } from '../../api/error';
import type { QuestionState } from '../../api/types';
import { said } from '../components/trouble';
import { useI18n } from '../i18n/I18n';
import type { Answers } from './answers';
import { answerAfter, isWithin } from './path';

/** What was typed for an answer and is none. */
export interface Unread {
  /** What the question is called. */
  label: string;
  text: string;
}

/** What every question of an interview can reach. */
interface InterviewContext {
  answers: Answers;
  /** Has a screen reader say something without moving the focus. */
  announce: (text: string) => void;
  /** Whether the question came because of an answer on the page that is open. */
  isFresh: (name: string) => boolean;
  /** What was typed and could not be read, by the name of the question: there again when one comes back. */
  unread: Map<string, Unread>;
  /** A list that is being put in order, as it was until then: so it shows until the server knows what to ask of its items. */
  still?: { name: string; value: unknown } | undefined;
  /** Whether the heading of the page that is open says already what the question is called. */
  isInHeading: (name: string) => boolean;
}

export const InterviewContext = createContext<InterviewContext | undefined>(undefined);

export function useInterview(): InterviewContext {
  const context = useContext(InterviewContext);
  if (!context) throw new Error('useInterview needs an Interview above it');
  return context;
}

/** The answer of a question as it shows now, and why the server refused it, if it did. */
export function useAnswer(question: QuestionState): { value: unknown; refusal: string | undefined } {
  const { answers, still } = useInterview();
  const i18n = useI18n();
  const value = useSyncExternalStore(answers.subscribe, () =>
    still && isWithin(question.name, still.name)
      ? answerAfter(question.name, question.value, [still])
      : answers.answer(question.name, question.value),
  );
  const refusal = useSyncExternalStore(answers.subscribe, () => answers.refusal(question.name));
  return { value, refusal: refusal instanceof ApiError ? said(refusal, i18n) : refusal };
}
