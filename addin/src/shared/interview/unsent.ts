import { changeAnswers, type LabelLanguage, readAnswerSet } from '../../api/client';
import { ApiError } from '../../api/error';
import { outbox, setsThatWait } from '../session/outbox';
import { compared, merge } from './changes';

/** What waits on for a person to look at it, although the server could be reached. */
export interface Stranded {
  /** The answer set. */
  set: string;
  /** What it is called. */
  title: string;
  /** Given anew elsewhere meanwhile, or refused by the server. */
  because: 'overtaken' | 'refused';
  /** How many answers. */
  count: number;
}

/** So often in a row another device may be first before it is left for later. */
const CONFLICTS = 5;

/** What is being sent now, by answer set. */
const sending = new Map<string, Promise<Stranded | undefined>>();

/** Resolves when nothing of this answer set is being sent: who reads it then reads all of it. */
export async function sentFor(set: string): Promise<void> {
  await sending.get(set);
}

/** Sends what waits for one answer set. What the server does not take, or a person has to know of, stays. */
async function send(person: string, set: string, language: LabelLanguage): Promise<Stranded | undefined> {
  const box = outbox(person, set);
  const unsent = await box.take();
  for (let conflicts = 0; ;) {
    const answers = await readAnswerSet(set, language);
    const { fits, overtaken } = compared(unsent, answers);
    const stranded = (because: Stranded['because'], count: number): Stranded | undefined =>
      count > 0 ? { set, title: answers.name ?? answers.template.title, because, count } : undefined;
    try {
      if (fits.length > 0) await changeAnswers(set, answers.rev, fits.reduce(merge, []), language);
    } catch (error) {
      const trouble = error instanceof ApiError ? error.trouble : 'failed';
      if (trouble === 'conflict' && ++conflicts < CONFLICTS) continue;
      if (trouble === 'invalid') return stranded('refused', fits.length);
      throw error;
    }
    await box.keep(overtaken);
    return stranded('overtaken', overtaken.length);
  }
}

/**
 * Sends what pages that are gone left on this device, save for an answer set that is open: its questionnaire does
 * that itself. What fails is tried again when this is called again, or when its questionnaire is opened. Gives what only
 * a person can settle, in the questionnaire, which says what is wrong.
 */
export async function sendUnsent(
  person: string,
  language: LabelLanguage,
  isOpen: (set: string) => boolean,
): Promise<Stranded[]> {
  const stranded: Stranded[] = [];
  for (const set of await setsThatWait(person)) {
    if (isOpen(set)) continue;
    let sent = sending.get(set);
    if (!sent) {
      sent = send(person, set, language)
        .catch(() => undefined)
        .finally(() => sending.delete(set));
      sending.set(set, sent);
    }
    const kept = await sent;
    if (kept) stranded.push(kept);
  }
  return stranded;
}
