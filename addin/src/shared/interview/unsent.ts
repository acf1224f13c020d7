import { changeAnswers, type LabelLanguage, readAnswerSet } from '../../api/client';
import { outbox, setsThatWait } from '../session/outbox';
import { compared, merge } from './changes';

/** What is being sent now, by answer set. */
const sending = new Map<string, Promise<void>>();

/** Resolves when nothing of this answer set is being sent: who reads it then reads all of it. */
export const sentFor = async (set: string): Promise<void> => sending.get(set);

/** Sends what waits for one answer set. What the server does not take, or a person has to know of, stays. */
async function send(person: string, set: string, language: LabelLanguage): Promise<void> {
  const box = outbox(person, set);
  const unsent = await box.take();
  const answers = await readAnswerSet(set, language);
  const { fits, overtaken } = compared(unsent, answers);
  if (fits.length > 0) await changeAnswers(set, answers.rev, fits.reduce(merge, []), language);
  await box.keep(overtaken);
}

/**
 * Sends what pages that are gone left on this device, save for an answer set that is open: its questionnaire does
 * that itself. What fails is tried again when this is called again, or when its questionnaire is opened, which also
 * says what is wrong.
 */
export async function sendUnsent(
  person: string,
  language: LabelLanguage,
  isOpen: (set: string) => boolean,
): Promise<void> {
  for (const set of await setsThatWait(person)) {
    if (isOpen(set) || sending.has(set)) continue;
    const sent = send(person, set, language)
      .catch(() => undefined)
      .finally(() => sending.delete(set));
    sending.set(set, sent);
    await sent;
  }
}
