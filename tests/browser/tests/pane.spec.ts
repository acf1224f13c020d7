import { anatomy } from '../support/anatomy.ts';
import { keyboard, mouse } from '../support/hand.ts';
import { answerNda, NDA } from '../support/nda.ts';
import { answerOpdracht, OPDRACHT } from '../support/opdracht.ts';
import { openPane, signInByDialog, WAYS } from '../support/pane.ts';
import { field } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';
import { exported } from '../support/word.ts';

const contracts = {
  nda: {
    locale: 'en-GB',
    template: NDA,
    answer: answerNda,
    search: 'disclosure',
    title: 'NDA Brink',
    says: ['Ada Brink', 'Ben Castle', '11 January 2027', 'talks about a joint exhibition'],
  },
  opdracht: {
    locale: 'nl-NL',
    template: OPDRACHT,
    answer: answerOpdracht,
    search: 'opdracht',
    title: 'Opdracht De Spoel',
    says: ['Weverij De Spoel B.V.', 'Dijkstra & Zn. Planning', '1 februari 2027', '1.110,50', 'Overijssel'],
  },
};
/** Each contract goes its own way into Word by each hand. */
const ways = {
  mouse: { nda: 'document', opdracht: 'new' },
  keyboard: { nda: 'cursor', opdracht: 'document' },
} as const;

for (const [which, { locale, template, answer, search, title, says }] of Object.entries(contracts)) {
  test.describe(locale, () => {
    test.use({ locale });

    for (const [by, handOf] of Object.entries({ mouse, keyboard })) {
      test(`a lawyer makes the ${which} in Word by ${by}, from signing in to the document`, async ({
        page,
        documents,
      }) => {
        test.setTimeout(180_000);
        const hand = handOf(page);
        await openPane(page, documents.nda.bytes);
        await signInByDialog(page, handOf);
        await hand.write(page.getByRole('searchbox'), search);
        await expect(page.getByText(/^1 (template|model)$/)).toBeVisible();
        await hand.press(page.getByRole('button', { name: new RegExp(`^(Start|Beginnen): ${template}$`) }));

        await answer(page, hand);
        await hand.turnTo(locale === 'nl-NL' ? 'Nakijken' : 'Review');
        await hand.write(
          field(page, locale === 'nl-NL' ? 'Titel van het document' : 'Title of the document'),
          title,
        );
        await hand.press(page.getByRole('button', { name: /^(Make document|Document maken)$/ }));
        await expect(page.getByRole('heading', { level: 1, name: new RegExp(`^${title} is`) })).toBeFocused();

        const way = ways[by as keyof typeof ways][which as keyof typeof contracts];
        await hand.pick(page.getByRole('radio', { name: WAYS[way] }));
        await hand.press(page.getByRole('button', { name: /^(Put into Word|In Word zetten)$/ }));
        await expect(page.getByRole('status').filter({ hasText: title })).toBeVisible();
        const { paragraphs, margins } = await anatomy(
          page,
          await exported(page, way === 'new' ? 'opened' : 'open'),
        );
        for (const part of says) expect(paragraphs.join('\n')).toContain(part);
        expect(paragraphs.join('\n')).not.toMatch(/\{\{|\{%/);
        expect(margins.flat()).not.toEqual([]);
      });
    }
  });
}

test('the pane is closed halfway, and opened again where one was', async ({ signedIn: page, documents }) => {
  await openPane(page, documents.nda.bytes);
  await page.getByRole('button', { name: `Start: ${NDA}`, exact: true }).click();
  await field(page, 'Project name').fill('Halfway');
  await page.locator('[data-saving="saved"]').waitFor();
  await page.reload();
  await page
    .getByRole('region', { name: 'Where you left off' })
    .getByRole('link', { name: NDA })
    .first()
    .click();
  await expect(field(page, 'Project name')).toHaveValue('Halfway');
});

test('the ribbon’s buttons lead to their views; a language narrows the library', async ({
  signedIn: page,
  documents,
}) => {
  await openPane(page, documents.nda.bytes, {}, 'author');
  await expect(page.getByText('For authors of templates')).toBeVisible();
  await page.goto('/taskpane?view=generate');
  await page.getByRole('heading', { name: 'Templates' }).waitFor();
  await expect(page.getByText('For authors of templates')).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Language of the template' }).selectOption('English');
  await expect(page.getByRole('button', { name: `Start: ${NDA}`, exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: `Start: ${OPDRACHT}`, exact: true })).toHaveCount(0);
});
