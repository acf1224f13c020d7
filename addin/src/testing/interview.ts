import type { AnswerSet, PageState, QuestionState } from '../api/types';
import type { Outbox } from '../shared/session/outbox';

/** A browser in which nothing can be kept. */
export const keepsNothing: Outbox = {
  take: () => Promise.resolve([]),
  keep: () => Promise.resolve(false),
};

/** A question as the server gives it, with what matters to a test. */
export function question(part: Partial<QuestionState> & Pick<QuestionState, 'name' | 'kind'>): QuestionState {
  return { label: part.name, required: false, value: null, ...part };
}

/** An answer set with these questions on its pages. */
export function answerSet(rev: number, ...pages: QuestionState[][]): AnswerSet {
  return {
    id: 'set',
    name: null,
    owner: 'Lotte de Vries',
    made_by: 'Lotte de Vries',
    on_behalf_of: null,
    matter: null,
    template: { id: 'template', title: 'Contract', language: 'en' },
    version: 1,
    newer_version: null,
    set_aside: {},
    rev,
    created_at: '2026-01-01T00:00:00Z',
    state: {
      pages: pages.map((questions, index): PageState => {
        const id = `page${String(index + 1)}`;
        return { id, title: id, questions };
      }),
      progress: { answered: 0, needed: 0 },
      complete: true,
      missing: [],
      problems: [],
    },
  };
}
