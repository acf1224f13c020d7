import { useEffect, useState } from 'react';
import type { QuestionState } from '../../../api/types';
import { useInterview } from '../context';

/** What a control puts on the element (or group) that takes the answer, so that label, help and error belong to it. */
export interface ControlIdentity {
  id: string;
  'aria-labelledby': string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
}

export interface ControlProps {
  question: QuestionState;
  identity: ControlIdentity;
  /** The answer as it shows now; its type is not to be trusted. */
  value: unknown;
  /** Answers; `null` takes the answer away. */
  change: (value: unknown) => void;
  /** Says that what was typed cannot be read; `undefined` that it can. */
  setProblem: (problem: string | undefined) => void;
}

/** An answer as text; numbers come as numbers or texts. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** On leaving, what is white around a text goes: pasted along, it would stand before a comma of the document. */
export function trimmedOnLeaving({ value, change }: Pick<ControlProps, 'value' | 'change'>) {
  return () => {
    const text = asText(value);
    const trimmed = text.trim();
    if (trimmed !== text) change(trimmed === '' ? null : trimmed);
  };
}

interface Draft<T> {
  question: QuestionState;
  /** The answer, written for a person; empty when there is none. */
  written: string;
  parse: (text: string) => T | undefined;
  /** What to say when the text cannot be read. */
  invalid: (text: string) => string;
  change: (answer: T | null) => void;
  setProblem: ControlProps['setProblem'];
}

/**
 * Text that stands for something else, such as a number. While it is typed it stays as typed, and what can be
 * read is answered at once; on leaving it shows as it was understood, or says that it was not. What was not stays
 * as it was typed, also when the page is left.
 */
export function useDraft<T>({ question, written, parse, invalid, change, setProblem }: Draft<T>) {
  const { name, label } = question;
  const { unread } = useInterview();
  const [draft, setDraft] = useState(() => unread.get(name)?.text);
  useEffect(() => {
    const kept = unread.get(name);
    if (kept) setProblem(invalid(kept.text));
  }, [unread, name, invalid, setProblem]);
  const forget = () => {
    setDraft(undefined);
    setProblem(undefined);
    unread.delete(name);
  };
  const input = {
    value: draft ?? written,
    onChange: (_: unknown, { value }: { value: string }) => {
      forget();
      setDraft(value);
      const answer = value.trim() === '' ? null : parse(value);
      if (answer !== undefined) change(answer);
    },
    onBlur: () => {
      if (draft === undefined) return;
      if (draft.trim() === '' || parse(draft) !== undefined) {
        setDraft(undefined);
      } else {
        change(null);
        setProblem(invalid(draft));
        unread.set(name, { label, text: draft });
      }
    },
  };
  /** `forget` is for an answer that is given in another way. */
  return { input, forget };
}
