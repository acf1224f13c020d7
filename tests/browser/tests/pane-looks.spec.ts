import { firm } from '../support/api.ts';
import { FOR_PEOPLE } from '../support/each.ts';
import { LANGUAGES, look as lookAt } from '../support/look.ts';
import { NDA } from '../support/nda.ts';
import { openPane, READERS_THEME as theme, WAYS } from '../support/pane.ts';
import { saved } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';
import { OFFICE_JS } from '../support/word.ts';

/** What the stand-in lets a test do to Word. */
interface Played {
  standIn: { play: { isProtected?: boolean }; window: { customXml: object[] } };
  Word: { run: () => Promise<never> };
}

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ locale: language });

    test('every screen of the pane', async ({ page, context, session, documents }) => {
      test.setTimeout(300_000);
      const look = (screen: string) => lookAt(page, `pane-${screen}`, [320, ...FOR_PEOPLE]);
      const button = (text: RegExp) => page.getByRole('button', { name: text });
      const link = (text: RegExp) => page.getByRole('link', { name: text });

      await openPane(page, documents.nda.bytes, { theme, isFirst: true });
      await button(/^(Get started|Aan de slag)$/).waitFor();
      await look('welcome');
      await button(/^(Get started|Aan de slag)$/).click();
      await button(/^(Sign in|Aanmelden)$/).waitFor();
      await look('sign-in');

      await context.addCookies(session);
      await page.goto('/taskpane?view=author');
      await page.getByText(/^(For authors|Voor wie)/).waitFor();
      await look('author');

      await page.goto('/taskpane?view=generate');
      await button(new RegExp(`^(Start|Beginnen): ${NDA}$`))
        .first()
        .click();
      await page.getByRole('progressbar').waitFor();
      await look('questions');
      await context.clearCookies();
      await page.getByRole('textbox', { name: /^(Project name|Projectnaam)/ }).fill('Nightjar');
      await page.getByRole('alert').waitFor();
      await look('session-ended');
      await context.addCookies(session);
      await button(/^(Try again|Opnieuw proberen)$/).click();
      await saved(page);
      await button(/^(Next|Volgende)$/).click();
      await page.getByRole('group', { name: /1$/ }).first().waitFor();
      await look('parties');
      await button(/^(Part|Onderdeel) 2/).click();
      await look('parts');
      await button(/^(Review|Nakijken), /).click();
      await button(/^(Make document|Document maken)$/).click();
      await page.getByRole('alert').waitFor();
      await look('review');
      await button(/^(Make a draft|Concept) /).click();
      await page.getByRole('radio', { name: WAYS.cursor }).check();
      await look('draft');

      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/file', async (route) => {
        await held;
        await route.continue();
      });
      await page.getByRole('radio', { name: WAYS.document }).check();
      await button(/^(Put into Word|In Word zetten)$/).click();
      await page.getByRole('progressbar').waitFor();
      await look('fetching');
      release();
      await expect(page.getByRole('status').filter({ hasText: NDA })).toBeVisible();
      await look('done');

      await link(/^(My documents|Mijn documenten)$/).click();
      await page.getByRole('listitem').first().waitFor();
      await look('work');
      await link(/^(Templates|Modellen)$/).click();
      await button(/^(Begin with its answers|Met deze antwoorden beginnen)$/).waitFor();
      await look('recognised');

      // An old Word.
      await openPane(page, documents.nda.bytes, { theme, version: '1.3' });
      await page.getByRole('listitem').first().waitFor();
      await look('library');
      await link(/^(My documents|Mijn documenten)$/).click();
      await link(new RegExp(`^(Put into Word|In Word zetten): ${documents.nda.title}$`)).click();
      await page.getByRole('radio', { name: WAYS.document }).check();
      await look('old-word');

      // No Word at all: Office.js does not come, or finds itself in a browser.
      await context.route(OFFICE_JS, (route) => route.abort());
      await page.goto('/taskpane');
      await page.getByRole('alert').waitFor();
      await look('no-office');
      const alone =
        'window.Office = { onReady: () => Promise.resolve({ host: null }), HostType: { Word: "Word" } }';
      await context.route(OFFICE_JS, (route) =>
        route.fulfill({ contentType: 'text/javascript', body: alone }),
      );
      await page.goto('/taskpane');
      await link(/^(Open the portal|Portaal openen)$/).waitFor();
      await look('outside');
    });

    test('what Word does not do, or takes its time for', async ({ signedIn: page, documents }) => {
      test.setTimeout(300_000);
      const look = (screen: string) => lookAt(page, `pane-${screen}`, [320, ...FOR_PEOPLE]);
      const saidOf = {
        unknown: /not one of your|niet een van uw/,
        elsewhere: /another firm|ander kantoor/,
        'elsewhere-named': /oosterhuis/,
      };
      const link = (text: RegExp) => page.getByRole('link', { name: text });
      const put = async (way: keyof typeof WAYS) => {
        await page.getByRole('radio', { name: WAYS[way] }).check();
        await page.getByRole('button', { name: /^(Put into Word|In Word zetten)$/ }).click();
      };

      await openPane(page, documents.nda.bytes, { theme });
      // Until its own stamp was read: asked again in between, the pane would give the same answer.
      await page.getByRole('button', { name: /^(Begin with its|Met deze)/ }).waitFor();
      for (const [screen, stamp] of [
        ['unknown', { tenant: await firm(page), document: '01900000-0000-7000-8000-000000000000' }],
        ['elsewhere', { tenant: 'x', document: 'x' }],
        [
          'elsewhere-named',
          { tenant: 'x', document: 'x', server: 'https://akte.advocatenmaatschap-oosterhuis.example' },
        ],
      ] as const) {
        await page.getByRole('listitem').first().waitFor();
        await page.evaluate((stamp) => {
          const xml = `<document xmlns="urn:akte:document:1">${JSON.stringify(stamp)}</document>`;
          const { customXml } = (window as unknown as Played).standIn.window;
          customXml.splice(0, customXml.length, { id: '{1}', namespace: 'urn:akte:document:1', xml });
          window.dispatchEvent(new Event('visibilitychange'));
        }, stamp);
        await page.getByText(saidOf[screen]).waitFor();
        await look(screen);
      }

      await link(/^(My documents|Mijn documenten)$/).click();
      await link(new RegExp(`^(Put into Word|In Word zetten): ${documents.nda.title}$`)).click();
      await put('new');
      await expect(page.getByRole('status').filter({ hasText: documents.nda.title })).toBeVisible();
      await look('opened');
      await page.evaluate(() => {
        (window as unknown as Played).standIn.play.isProtected = true;
      });
      await put('document');
      await page.getByRole('alert').waitFor();
      await look('protected');

      const large = { contentType: 'application/octet-stream', body: Buffer.alloc(5 * 2 ** 20) };
      await page.route('**/file', (route) => route.fulfill(large));
      await put('cursor');
      await link(new RegExp(documents.nda.title)).waitFor();
      await look('too-large');
      await page.unroute('**/file');

      await page.evaluate(() => {
        const word = (window as unknown as Played).Word;
        word.run = () => new Promise(() => {});
      });
      await put('cursor');
      await page.getByRole('progressbar').waitFor();
      await look('into-word');
    });
  });
}

test('the pane is dark or light as Office is in each of its four themes, and follows while it is open', async ({
  signedIn: page,
  documents,
}) => {
  const names = { white: '#ffffff', colourful: '#e6e6e6', darkGrey: '#666666', black: '#262626' };
  const [first, ...others] = Object.entries(names).map(([name, bodyBackgroundColor]) => ({
    name,
    theme: { bodyBackgroundColor, bodyForegroundColor: '#808080' },
  }));
  await openPane(page, documents.nda.bytes, { theme: first?.theme });
  await page.getByRole('listitem').first().waitFor();
  const isDark = () =>
    page.evaluate(() => {
      const colour = getComputedStyle(document.querySelector('.akte-page') as Element).backgroundColor;
      return Number(/\d+/.exec(colour)?.[0]) < 128;
    });
  expect(await isDark()).toBe(false);
  const seen: Record<string, boolean> = {};
  for (const { name, theme } of others) {
    await page.evaluate((theme) => {
      Object.assign((window as unknown as { Office: { context: object } }).Office.context, {
        officeTheme: theme,
      });
      window.dispatchEvent(new Event('focus'));
    }, theme);
    await page.waitForFunction(() => document.getAnimations().length === 0);
    seen[name] = await isDark();
  }
  expect(seen).toEqual({ colourful: false, darkGrey: true, black: true });
});
