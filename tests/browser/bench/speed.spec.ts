import type { Page } from '@playwright/test';
import { startAnswered } from '../support/api.ts';
import { letter } from '../support/docx.ts';
import { publish } from '../support/life.ts';
import { OPDRACHT } from '../support/opdracht.ts';
import { openPane, WAYS } from '../support/pane.ts';
import { field, option, saved } from '../support/portal.ts';
import { expect, test } from '../support/test.ts';
import { inQuickWord } from '../support/word.ts';
import { atRest } from './rest.ts';

/**
 * What a person waits for, by the browser's own clock (High Resolution Time), from the event that begins it to the
 * first frame after what it brings. In milliseconds; the median has to reach the target.
 */
test.use({ locale: 'nl-NL', viewport: { width: 1280, height: 900 } });
test.describe.configure({ mode: 'default' });

/** How often each is measured. */
const TIMES = 10;

function report(what: string, figures: number[], target: number): void {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? NaN).toFixed(1);
  const description = [what, figures.length, at(0.5), at(1), target].join(' | ');
  test.info().annotations.push({ type: 'figures', description });
  expect.soft(Number(at(0.5)), what).toBeLessThanOrEqual(target);
}

/** Lets the page remember when the next event of a kind came, and when `selector` is first there after it. */
async function watch(
  page: Page,
  kind: 'click' | 'keydown',
  selector: string,
): Promise<() => Promise<number>> {
  await page.evaluate(
    ([kind, selector]) => {
      const timed = window as unknown as { took: Promise<number> };
      timed.took = new Promise((resolve) => {
        document.addEventListener(
          kind,
          ({ timeStamp }) => {
            const look = () => {
              if (!document.querySelector(selector)) return;
              observer.disconnect();
              requestAnimationFrame(() => resolve(performance.now() - timeStamp));
            };
            const observer = new MutationObserver(look);
            observer.observe(document, { subtree: true, childList: true, attributes: true });
            look();
          },
          { capture: true, once: true },
        );
      });
    },
    [kind, selector] as const,
  );
  return () => page.evaluate(() => (window as unknown as { took: Promise<number> }).took);
}

/** What one waits for when a page opens: the search, and a template that can be begun. */
const WAITED = {
  'a library that can be searched': '[type=search], [role=searchbox]',
  'a template that can be begun': 'button:is([aria-label^="Beginnen: "], [aria-label^="Start: "])',
};

/** Opens a page in a browser at rest; gives when each of what one waits for is there first. */
async function opening(page: Page, path: string): Promise<[string, number][]> {
  await page.addInitScript((waited) => {
    const first = (selector: string) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector(selector)) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now()));
        });
        observer.observe(document, { subtree: true, childList: true });
      });
    const there = waited.map(async ([what, selector]) => [what, await first(selector)] as const);
    Object.assign(window, { there: Promise.all(there) });
  }, Object.entries(WAITED));
  await atRest(page);
  await page.goto(path);
  return page.evaluate(() => (window as unknown as { there: Promise<[string, number][]> }).there);
}

test('interactive on loopback', async ({ browser, server, session }) => {
  for (const [surface, path] of [
    ['portal', '/portal'],
    ['pane', '/taskpane'],
  ] as const) {
    const figures: Record<string, number[]> = {};
    for (let time = 0; time < TIMES; time++) {
      const context = await browser.newContext({ baseURL: server.address, ignoreHTTPSErrors: true });
      await context.addCookies(session);
      for (const how of ['from nothing', 'opened again']) {
        const page = await context.newPage();
        // What takes long to open is the stand-in's own affair: Word reads its document elsewhere.
        if (surface === 'pane') await inQuickWord(page, letter());
        for (const [what, figure] of await opening(page, path))
          (figures[`${surface}, ${how}, to ${what}`] ??= []).push(figure);
        await page.close();
      }
      await context.close();
    }
    for (const [what, times] of Object.entries(figures)) report(what, times, 500);
  }
});

test('echo of typing', async ({ portal: page }) => {
  const set = await startAnswered(page, OPDRACHT, 'overeenkomst-van-opdracht.zzp');
  await page.goto(`/portal#/answers/${set}/opdrachtgever`);
  const seat = field(page, 'Statutaire zetel');
  await seat.fill('');
  await saved(page);
  await page.evaluate(() => {
    const timed = window as unknown as { echoes: number[] };
    timed.echoes = [];
    document.addEventListener('keydown', ({ timeStamp }) => {
      const before = (document.activeElement as HTMLInputElement).value;
      // The value that React gives back, when its work for this key is done.
      const look = () => {
        if ((document.activeElement as HTMLInputElement).value === before) return void setTimeout(look);
        timed.echoes.push(performance.now() - timeStamp);
      };
      setTimeout(look);
    });
  });
  await seat.pressSequentially('Harlingen aan de Waddenzee', { delay: 60 });
  report(
    'a key until the page has dealt with it',
    await page.evaluate(() => (window as unknown as { echoes: number[] }).echoes),
    16,
  );
});

test('the state after an answer, at a round trip of 100 ms', async ({ portal: page }) => {
  const set = await startAnswered(page, OPDRACHT, 'overeenkomst-van-opdracht.zzp');
  await page.goto(`/portal#/answers/${set}/rechten`);
  const penalty = 'Staat er een boete op schending van de geheimhouding?';
  await option(page, penalty, 'Nee').check();
  await saved(page);
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  const figures: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const took = await watch(page, 'click', '[id^="q-boete_5f_"]');
    await option(page, penalty, 'Ja').check();
    figures.push(await took());
    await option(page, penalty, 'Nee').check();
    await expect(field(page, 'Boete per schending')).toHaveCount(0);
    await saved(page);
  }
  report('an answer until the question that follows from it', figures, 250);
});

test('click to inserted 40-page document', async ({ signedIn: page, browser, documents }) => {
  const clause = 'De partijen komen overeen hetgeen in dit artikel is bepaald, met inachtneming van de wet. ';
  // Of 80 words or so each; 12 to a page.
  const text = ['Geachte {{ naam }},', ...Array.from({ length: 480 }, () => clause.repeat(6))].join('\n');
  await publish(browser, 'Veertig', [{ text, then: async () => {} }]);
  await openPane(page, documents.nda.bytes);
  await page.getByRole('button', { name: 'Beginnen: Veertig', exact: true }).click();
  await field(page, 'Naam').fill('Jansen');
  await page.getByRole('button', { name: 'Nakijken' }).last().click();
  await page.getByRole('button', { name: 'Document maken' }).click();
  const figures: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    await page.getByRole('radio', { name: WAYS[time % 2 ? 'document' : 'new'] }).check();
    const took = await watch(page, 'click', '[role="status"] .fui-MessageBar');
    await page.getByRole('button', { name: 'In Word zetten' }).click();
    figures.push(await took());
  }
  report('click to inserted document of 40 pages', figures, 1000);
});
