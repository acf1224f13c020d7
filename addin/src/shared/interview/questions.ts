import type { PageState, QuestionState, State } from '../../api/types';

/** The questions that a question is made of. */
const partsOf = ({ fields, items }: QuestionState): QuestionState[] => [...(fields ?? []), ...(items ?? [])];

/** A question and all that it is made of, in the order in which they are read. */
export function withParts(question: QuestionState): QuestionState[] {
  return [question, ...partsOf(question).flatMap(withParts)];
}

export const questionsOf = (page: PageState): QuestionState[] => page.questions.flatMap(withParts);

/** The page that asks `name`, or the nearest thing that it is a part of. */
export function pageOf(state: State, name: string): PageState | undefined {
  return state.pages.find((page) => questionsOf(page).some((question) => question.name === name));
}

/** The question of this name, wherever it is asked. */
export const questionNamed = (state: State, name: string): QuestionState | undefined =>
  state.pages.flatMap(questionsOf).find((question) => question.name === name);

/** Names still to be answered on a page. */
export function missingOn(page: PageState, state: State): string[] {
  const names = new Set(questionsOf(page).map(({ name }) => name));
  return state.missing.map(({ name }) => name).filter((name) => names.has(name));
}

/** Answers on a page that are wrong. */
export const wrongOn = (page: PageState): QuestionState[] =>
  questionsOf(page).filter(({ error }) => Boolean(error));

/** The id of a question in the page: unique, and free of characters with a meaning elsewhere. */
export const domId = (name: string): string =>
  `q-${name.replace(/[^A-Za-z0-9]/g, (character) => `_${character.charCodeAt(0).toString(16)}_`)}`;

/** Items of a list come and go by the person's own hand. */
const isItem = ({ name }: QuestionState): boolean => name.endsWith(']');

/** The outermost questions of `state` that `other` does not ask; what belongs to one of them is not named again. */
function onlyIn(state: State, other: State): QuestionState[] {
  const known = new Set(other.pages.flatMap(questionsOf).map(({ name }) => name));
  const look = (question: QuestionState): QuestionState[] => {
    if (known.has(question.name)) return partsOf(question).flatMap(look);
    return isItem(question) ? [] : [question];
  };
  return state.pages.flatMap((page) => page.questions).flatMap(look);
}

/** What came and what went because of an answer. */
export const difference = (before: State, after: State) => ({
  appeared: onlyIn(after, before),
  vanished: onlyIn(before, after),
});
