import type { Page } from '@playwright/test';
import { startAnswered } from '../support/api.ts';
import { FOR_PEOPLE } from '../support/each.ts';
import { LANGUAGES, look as lookAt } from '../support/look.ts';
import { OPDRACHT } from '../support/opdracht.ts';
import { saved, signIn } from '../support/portal.ts';
import { startServer } from '../support/server.ts';
import { expect, test } from '../support/test.ts';

const look = (page: Page, name: string) => lookAt(page, name, [320, ...FOR_PEOPLE, 1280]);
/** Parts with the kinds of question that the other questionnaire has not. */
const KINDS = [
  ['Akte van oprichting', 'akte-van-oprichting.drie', 'kapitaal'],
  ['Non-Disclosure Agreement', 'non-disclosure-agreement.mutual', 'confidentiality'],
] as const;
const heading = (page: Page, level: number, name: RegExp | string) =>
  page.getByRole('heading', { level, name }).waitFor();
const kvkIn = (page: Page) => page.getByRole('textbox', { name: /^(KvK-nummer|Trade register number)/ });

/** Lets requests wait until what this gives is called. */
async function hold(page: Page, address: string): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** Two providers, which nobody asks anything: the person has to choose first. One has a long name. */
const PROVIDERS = `
[[issuer]]
id = "entra"
name = "Microsoft"
url = "https://login.microsoftonline.com/{tenantid}/v2.0"
client_id = "akte"

[[issuer]]
id = "firm"
name = "Account van Advocatenmaatschap Van Dalen, Oosterhuis & Nieuwenhuijzen"
url = "https://id.firm.example"
client_id = "akte"
`;

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ locale: language });
    test.beforeEach(() => test.setTimeout(300_000));

    test('every screen', async ({ page }) => {
      await page.goto('/portal');
      await heading(page, 1, /./);
      await look(page, 'sign-in');

      await signIn(page);
      await page.getByRole('listitem').first().waitFor();
      await look(page, 'library');
      await page.getByRole('searchbox').fill('qqq');
      await page.getByText(/qqq[”’]/).waitFor();
      await look(page, 'library-empty');
      await page.getByRole('searchbox').fill('');
      await page.getByRole('combobox', { name: /^(Taal van|Language of)/ }).selectOption('de');
      await page.getByText(/(in het Duits|in German)/).waitFor();
      await look(page, 'library-no-language');

      const set = await startAnswered(page, OPDRACHT, 'overeenkomst-van-opdracht.zzp');
      for (const part of ['opdrachtgever', 'opdrachtnemer', 'opdracht', 'vergoeding', 'rechten', 'risico']) {
        await page.goto(`/portal#/answers/${set}/${part}`);
        await page.getByRole('progressbar').waitFor();
        await look(page, `part-${part}`);
      }
      for (const [template, sample, part] of KINDS) {
        await page.goto(`/portal#/answers/${await startAnswered(page, template, sample)}/${part}`);
        await heading(page, 1, template);
        await look(page, `part-${part}`);
      }
      await page.goto(`/portal#/answers/${set}/opdrachtgever`);
      const kvk = kvkIn(page);
      await kvk.fill('123');
      await kvk.press('Tab');
      await expect(kvk).toHaveAttribute('aria-invalid', 'true');
      await look(page, 'part-wrong');
      await page.goto(`/portal#/answers/${set}/review`);
      await heading(page, 2, /^(Nakijken|Review)$/);
      await look(page, 'review-wrong');
      await page.goto(`/portal#/answers/${set}/opdrachtgever`);
      await kvk.fill('62345671');
      await saved(page);
      await page.goto(`/portal#/answers/${set}/review`);
      await page.getByText(/^(Alles wat nodig is|Everything that is needed)/).waitFor();
      await look(page, 'review');

      const release = await hold(page, '**/api/v1/documents?*');
      await page.getByRole('button', { name: /^(Document maken|Make document)$/ }).click();
      await page.getByText(/^(Het document wordt gemaakt|Making the document)…$/).waitFor();
      await look(page, 'review-making');
      release();
      await heading(page, 1, /(is klaar|is ready)$/);
      await look(page, 'document');
      await page.goto('/portal#/documents');
      await page.getByRole('listitem').first().waitFor();
      await look(page, 'documents');
    });

    test('where several providers sign people in', async ({ page }) => {
      const server = await startServer(PROVIDERS);
      try {
        await page.goto(`${server.address}/auth/sign-in`);
        await page.getByRole('link', { name: 'Microsoft' }).waitFor();
        await look(page, 'choose-provider');
        await page.goto(`${server.address}/auth/enrol`);
        await page.getByRole('textbox').waitFor();
        await look(page, 'enrol');
        await page.goto(`${server.address}/auth/callback/firm?state=x&code=y`);
        await heading(page, 1, /^(Aanmelden is niet gelukt|Signing in did not work)$/);
        await look(page, 'sign-in-failed');
        await page.goto(`${server.address}/nothing`);
        await heading(page, 1, /^(Hier is niets|There is nothing here)$/);
        await look(page, 'nothing-here');
      } finally {
        await server.stop();
      }
    });

    test('earlier answers, and drafts', async ({ portal: page }) => {
      await startAnswered(page, 'Arbeidsovereenkomst', 'arbeidsovereenkomst.bepaald');
      await page.goto('/portal#/');
      await page.getByRole('button', { name: /(om te beginnen|to start): Overeenkomst/ }).click();
      await look(page, 'library-more');
      await page.getByRole('menuitem').click();
      const begin = page.getByRole('dialog');
      // The list may still be that of before.
      const earlier = begin.getByRole('option', { name: /^Arbeidsovereenkomst/ }).first();
      await begin.getByRole('combobox').selectOption(await earlier.getAttribute('value'));
      await look(page, 'begin');
      const wrong = { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('[1]') };
      await begin.getByTestId('answers-file').setInputFiles(wrong);
      await begin.getByText(/^(Dit bestand bevat|This file holds)/).waitFor();
      await look(page, 'begin-no-answers');
      await begin.getByRole('button', { name: /^(Toch geen|No file)/ }).click();
      await begin.getByRole('button', { name: /^(Start|Beginnen)$/ }).click();
      await heading(page, 1, OPDRACHT);
      for (const summary of await page.locator('summary').all()) await summary.click();
      await look(page, 'reuse');
      await page.getByRole('button', { name: /^(Close this message|Dit bericht sluiten)$/ }).click();

      const set = /answers\/([^/]+)/.exec(page.url())?.[1] ?? '';
      await page.goto(`/portal#/answers/${set}/rechten`);
      await page
        .getByRole('radio', { name: /^(Yes|Ja)$/ })
        .first()
        .check();
      await page
        .getByRole('button', { name: /^(Why is this asked|Waarom deze vraag)/ })
        .first()
        .click();
      await look(page, 'why');
      await page.goto(`/portal#/answers/${set}/review`);
      await page.getByRole('button', { name: /^(Make document|Document maken)$/ }).click();
      await page.getByRole('alert').waitFor();
      await look(page, 'review-refused');
      await page.getByRole('button', { name: /(a draft|Concept) / }).click();
      await heading(page, 1, /(is klaar|is ready)$/);
      await look(page, 'draft');

      await page.goto(`/portal#/answers/${set}/review`);
      await page.getByRole('button', { name: /^(More|Meer):/ }).click();
      await look(page, 'answers-more');
      await page.getByRole('menuitem').first().click();
      await page.getByRole('dialog').waitFor();
      await look(page, 'rename');
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: /^(Choose a matter|Zaak kiezen)$/ }).click();
      await page.getByRole('dialog').getByRole('radio').first().waitFor();
      await look(page, 'matter');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^(New matter|Nieuwe zaak)/ })
        .click();
      await look(page, 'matter-new');
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.getByRole('button', { name: /^(Preview|Voorbeeld)$/ }).click();
      await page.locator('section.docx').first().waitFor();
      await lookAt(page, 'preview', [1280]);
    });

    test('what is empty, on its way or in trouble', async ({ portal: page, context, session }) => {
      const templates = '**/api/v1/templates?*';
      const release = await hold(page, templates);
      await page.reload();
      await page.getByLabel(/^(Laden|Loading)…$/).waitFor();
      await look(page, 'library-coming');
      release();
      for (const [name, status, body] of [
        ['library-trouble', 404, {}],
        ['library-none', 200, { items: [] }],
      ] as const) {
        await page.route(templates, (route) => route.fulfill({ status, json: body }));
        await page.reload();
        await page
          .getByText(/^(Dit is niet gevonden|This cannot be found|Nog geen|No templates yet)/)
          .waitFor();
        await look(page, name);
        await page.unroute(templates);
      }
      for (const list of ['documents', 'answer-sets'])
        await page.route(`**/api/v1/${list}?*`, (route) => route.fulfill({ json: { items: [] } }));
      await page.goto('/portal#/documents');
      await page.reload();
      await page.getByText(/^(U hebt nog geen document|You have not made a document)/).waitFor();
      await look(page, 'documents-none');
      await page.unrouteAll();

      const set = await startAnswered(page, OPDRACHT, 'overeenkomst-van-opdracht.zzp');
      await page.goto(`/portal#/answers/${set}/opdrachtgever`);
      await kvkIn(page).waitFor();
      await context.setOffline(true);
      await kvkIn(page).fill('87654321');
      await page.getByRole('alert').waitFor();
      await look(page, 'offline');
      await context.setOffline(false);
      await saved(page);
      await context.clearCookies();
      await kvkIn(page).fill('12345678');
      await page.getByRole('alert').waitFor();
      await look(page, 'session-ended');
      await context.addCookies(session);
      await page
        .getByRole('alert')
        .getByRole('button', { name: /^(Opnieuw proberen|Try again)$/ })
        .click();
      await saved(page);
    });

    test('the server’s own small pages', async ({ page }) => {
      await page.goto('/auth/enrol');
      await look(page, 'enrol');
      await page.goto('/auth/callback/demo?state=x&code=y');
      await look(page, 'sign-in-failed');
    });
  });
}
