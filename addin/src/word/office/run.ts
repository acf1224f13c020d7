import { WordError, type WordTrouble } from '../word';

/**
 * Runs one batch in Word.
 *
 * @throws WordError for whatever Word refuses; `refused` where its codes do not say more.
 */
export async function run<T>(
  batch: (context: Word.RequestContext) => Promise<T>,
  refused: WordTrouble = 'failed',
): Promise<T> {
  try {
    return await Word.run(batch);
  } catch (cause) {
    throw toWordError(cause, refused);
  }
}

/** A call of the common API, which answers by a callback. */
export function call<T>(start: (done: (result: Office.AsyncResult<T>) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((result) => {
      if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
      else reject(new WordError('failed', { cause: result.error }));
    });
  });
}

function toWordError(cause: unknown, refused: WordTrouble): WordError {
  if (cause instanceof WordError) return cause;
  const code = cause instanceof OfficeExtension.Error ? cause.code : '';
  const isProtected = code === 'AccessDenied' || code === 'NotAllowed';
  return new WordError(isProtected ? 'protected' : refused, { cause });
}
