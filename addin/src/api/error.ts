import type { FieldError, Problem } from './types';

/** What went wrong, by what the person can do about it. */
export type Trouble =
  'offline' | 'signed-out' | 'forbidden' | 'not-found' | 'conflict' | 'invalid' | 'busy' | 'failed';

const TROUBLES: Record<number, Trouble> = {
  0: 'offline',
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  408: 'busy',
  412: 'conflict',
  429: 'busy',
  503: 'busy',
};

/** A response that is not a success, or no response at all (status 0). */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when the server could not be reached. */
    readonly status: number,
    readonly problem?: Problem,
    options?: ErrorOptions,
  ) {
    super(problem?.detail ?? problem?.title ?? `HTTP ${String(status)}`, options);
    this.name = 'ApiError';
  }

  get trouble(): Trouble {
    return TROUBLES[this.status] ?? (this.status < 500 ? 'invalid' : 'failed');
  }

  /** Worth trying again unchanged: nothing is wrong with the request itself. */
  get passing(): boolean {
    return ['offline', 'busy', 'failed'].includes(this.trouble);
  }

  /** The server itself, no proxy on the way, says that it is not there for this person, or not to be changed by them. */
  get gone(): boolean {
    const kind = this.problem?.type;
    return kind === 'urn:akte:problem:not-found' || kind === 'urn:akte:problem:forbidden';
  }

  /** Messages that belong to a question, by its name. */
  get errors(): FieldError[] {
    return this.problem?.errors ?? [];
  }
}

/** Reads a problem (RFC 9457) from a body that may be anything, such as a proxy's page. */
export function toApiError(status: number, body: unknown): ApiError {
  const isProblem = typeof body === 'object' && body !== null && 'title' in body;
  return new ApiError(status, isProblem ? (body as Problem) : undefined);
}
