import type { PageState, QuestionState, State } from '../../api/types';

/** A question and all that it is made of, in the order in which they are read. */
export function withParts(question: QuestionState): QuestionState[] {
  return [question, ...[...(question.fields ?? []), ...(question.items ?? [])].flatMap(withParts)];
}

export const questionsOf = (page: PageState): QuestionState[] => page.questions.flatMap(withParts);

/** The page that asks `name`, or the nearest thing that it is a part of. */
export function pageOf(state: State, name: string): PageState | undefined {
  return state.pages.find((page) => questionsOf(page).some((question) => question.name === name));
}

/** The questions around `name` and itself, outermost first; empty when it is not asked now. */
export function trail(questions: QuestionState[], name: string): QuestionState[] {
  for (const question of questions) {
    if (question.name === name) return [question];
    const within = trail([...(question.fields ?? []), ...(question.items ?? [])], name);
    if (within.length > 0) return [question, ...within];
  }
  return [];
}

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

/** What came and went between two states. A question that belongs to another that came, came with it. */
export function difference(before: State, after: State): { appeared: QuestionState[]; vanished: number } {
  const known = new Set(before.pages.flatMap(questionsOf).map(({ name }) => name));
  const appeared: QuestionState[] = [];
  const look = (question: QuestionState) => {
    if (known.delete(question.name)) [...(question.fields ?? []), ...(question.items ?? [])].forEach(look);
    else appeared.push(question);
  };
  const now = new Set(after.pages.flatMap(questionsOf).map(({ name }) => name));
  after.pages.flatMap((page) => page.questions).forEach(look);
  const vanished = before.pages
    .flatMap((page) => page.questions)
    .flatMap(function outermost(question): QuestionState[] {
      if (!now.has(question.name)) return [question];
      return [...(question.fields ?? []), ...(question.items ?? [])].flatMap(outermost);
    }).length;
  return { appeared, vanished };
}
