import { ApiError } from '../../api/error';
import type { ProblemKind } from '../../api/types';
import type { I18n, Key } from '../i18n/I18n';

/**
 * What the page says of each kind of problem, in its own language; the server's `detail` is for programs. The kinds come
 * from the server's OpenAPI: a new one does not compile until it is said here.
 */
const SAID = {
  'urn:akte:problem:signed-out': 'trouble.signed-out.next',
  'urn:akte:problem:forbidden': 'trouble.forbidden.next',
  'urn:akte:problem:cross-origin': 'problem.misunderstood',
  'urn:akte:problem:clear': 'problem.misunderstood',
  'urn:akte:problem:network': 'problem.network',
  'urn:akte:problem:not-found': 'trouble.not-found.next',
  'urn:akte:problem:method-not-allowed': 'problem.misunderstood',
  'urn:akte:problem:malformed': 'problem.malformed',
  'urn:akte:problem:media-type': 'problem.misunderstood',
  'urn:akte:problem:too-large': 'problem.tooLarge',
  'urn:akte:problem:too-slow': 'trouble.offline.next',
  'urn:akte:problem:if-match-needed': 'problem.misunderstood',
  'urn:akte:problem:stale': 'trouble.conflict.next',
  'urn:akte:problem:key-destroyed': 'problem.keyDestroyed',
  'urn:akte:problem:key-reused': 'problem.misunderstood',
  'urn:akte:problem:busy': 'trouble.busy.next',
  'urn:akte:problem:not-a-document': 'problem.notDocument',
  'urn:akte:problem:not-a-picture': 'file.notPicture',
  'urn:akte:problem:too-many-files': 'file.tooMany',
  'urn:akte:problem:mark-up': 'problem.markUp',
  'urn:akte:problem:template-tests': 'problem.markUp',
  'urn:akte:problem:wrong-state': 'trouble.conflict.next',
  'urn:akte:problem:own-work': 'problem.someoneElse',
  'urn:akte:problem:oneself': 'problem.someoneElse',
  'urn:akte:problem:taken': 'problem.taken',
  'urn:akte:problem:last-member': 'problem.lastMember',
  'urn:akte:problem:answers': 'problem.answers',
  'urn:akte:problem:too-many': 'trouble.busy.next',
  'urn:akte:problem:overloaded': 'trouble.busy.next',
  'urn:akte:problem:unavailable': 'trouble.busy.next',
  'urn:akte:problem:internal': 'trouble.failed.next',
} as const satisfies Record<ProblemKind, Key>;

const isKnown = (kind: string | undefined): kind is ProblemKind => kind !== undefined && kind in SAID;

/** What to do about an error, in the language of the page. */
export function said(error: unknown, { t }: Pick<I18n, 't'>): string {
  if (!(error instanceof ApiError)) return t('trouble.failed.next');
  const kind = error.problem?.type;
  if (isKnown(kind)) return t(SAID[kind]);
  if (error.status === 413) return t('problem.tooLarge');
  return error.trouble === 'invalid' ? t('problem.misunderstood') : t(`trouble.${error.trouble}.next`);
}
