import type { Page } from '@playwright/test';
import type { Hand } from './hand.ts';
import { field, option } from './portal.ts';

/** Title of the English sample contract. */
export const NDA = 'Non-Disclosure Agreement';

/** Answers the whole English contract: between two people, under Dutch law; what is proposed is left as it is. */
export async function answerNda(page: Page, hand: Hand): Promise<void> {
  await hand.turnTo('The agreement');
  await hand.write(field(page, 'From which date does the agreement apply?'), '11-1-2027');
  await hand.write(
    field(page, 'For which purpose may the information be used?'),
    'talks about a joint exhibition',
  );

  await hand.turnTo('Parties');
  for (const [number, name, place] of [
    [1, 'Ada Brink', 'Zwolle'],
    [2, 'Ben Castle', 'Leeds'],
  ] as const) {
    const party = page.getByRole('group', { name: `Party ${number}`, exact: true });
    await hand.pick(option(party, 'What kind of party is it?', 'Individual'));
    await hand.write(field(party, 'Full name'), name);
    await hand.write(field(party, 'Short name'), name.split(' ')[0] ?? '');
    await hand.write(field(party, 'Address'), `1 High Street, ${place}`);
    await hand.write(field(party, 'Contact person for notices'), name);
    await hand.write(field(party, 'E-mail address for notices'), `post@${place.toLowerCase()}.example`);
  }

  await hand.turnTo('Confidentiality');
  await hand.pick(option(page, 'Can there be inside information?', 'No'));
  await hand.pick(option(page, 'Will personal data be shared?', 'No'));

  await hand.turnTo('Term and return');
  await hand.turnTo('Law, forum and remedies');
  await hand.pick(option(page, 'Which law governs the agreement?', 'The Netherlands'));
  await hand.pick(option(page, 'Is a fixed sum owed for a breach?', 'No'));
}
