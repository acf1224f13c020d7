import { expect, test } from 'vitest';
import { ApiError } from '../../api/error';
import openapi from '../../api/openapi.json';
import type { Problem } from '../../api/types';
import { nl } from '../i18n/nl';
import type { I18n } from '../i18n/I18n';
import { write } from '../i18n/message';
import { said } from './trouble';

const dutch = {
  t: (key: keyof typeof nl, parameters?: Record<string, string | number>) => write(nl[key], 'nl', parameters),
} as unknown as I18n;
const detail = 'As the server says it.';
const problem = (type: string, status: number) =>
  new ApiError(status, { type, title: detail, status, detail } as Problem);

test.each(openapi.components.schemas.ProblemKind.enum)('%s is said in the language of the page', (kind) => {
  const texts = Object.values(nl).flatMap((text) => (typeof text === 'string' ? [text] : []));
  expect(texts).toContain(said(problem(kind, 422), dutch));
});

test('what the page does not know is said by its status, never in the words of the server', () => {
  expect(said(problem('urn:akte:problem:of-a-release-to-come', 422), dutch)).toBe(
    nl['problem.misunderstood'],
  );
  expect(said(problem('about:blank', 503), dutch)).toBe(nl['trouble.busy.next']);
  expect(said(new ApiError(413), dutch)).toBe(nl['problem.tooLarge']);
  expect(said(new ApiError(502), dutch)).toBe(nl['trouble.failed.next']);
  expect(said(new Error(detail), dutch)).toBe(nl['trouble.failed.next']);
});
