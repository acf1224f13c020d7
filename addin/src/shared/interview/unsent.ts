import { changeAnswers, type LabelLanguage, readAnswerSet } from '../../api/client';
import { ApiError } from '../../api/error';
import type { Change } from '../../api/types';
import { outbox, setsThatWait, type Unsent } from '../session/outbox';
import { compared, merge } from './changes';

/** What waits on for a person to look at it, although the server could be reached. */
export interface Stranded {
  /** The answer set. */
  set: string;
  /** What it is called; nothing where this device does not know that. */
  title: string | undefined;
  /**
   * Given anew elsewhere meanwhile; refused by the server; or the answer set was removed, or is not the person's to
   * change any more.
   */
  because: 'overtaken' | 'refused' | 'gone';
  /** The answers. */
  unsent: Unsent[];
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
  try {
    const stranded = await sendOver(set, unsent, language);
    if (stranded?.because !== 'refused') await box.keep(stranded?.unsent ?? []);
    return stranded;
  } catch (error) {
    if (!(error instanceof ApiError) || !error.gone) throw error;
    if (unsent.length > 0)
      return { set, title: unsent[0]?.title, because: 'gone', unsent: unsent.reduce<Unsent[]>(merge, []) };
    // What cannot be read here any more, either.
    await box.keep([]);
    return undefined;
  }
}

/** Sends what still fits; gives what does not. */
async function sendOver(
  set: string,
  unsent: Unsent[],
  language: LabelLanguage,
): Promise<Stranded | undefined> {
  for (let conflicts = 0; ;) {
    const answers = await readAnswerSet(set, language);
    const { fits, overtaken } = compared(unsent, answers);
    const title = answers.name ?? answers.template.title;
    const changes = fits.map(({ name, value }): Change => ({ name, value }));
    try {
      if (fits.length > 0)
        await changeAnswers(set, answers.rev, changes.reduce<Change[]>(merge, []), language);
    } catch (error) {
      const trouble = error instanceof ApiError ? error.trouble : 'failed';
      if (trouble === 'conflict' && ++conflicts < CONFLICTS) continue;
      if (trouble === 'invalid') return { set, title, because: 'refused', unsent: fits };
      throw error;
    }
    return overtaken.length > 0 ? { set, title, because: 'overtaken', unsent: overtaken } : undefined;
  }
}

/** Throws away what waits on this device for an answer set. */
export async function discard(person: string, set: string): Promise<void> {
  const box = outbox(person, set);
  await box.take();
  await box.keep([]);
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
