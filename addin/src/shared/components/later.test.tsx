import { act, render, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

interface Part {
  default: () => string;
}

const OWN = '/assets/portal-old.js';
/** What the server gives for the page: a script that it names, a status, or no answer at all. */
let served: string | 503 | undefined;

const page = (script: string) => `<script type="module" src="${script}"></script>`;

// What they import from elsewhere is read once, and may take its time.
beforeAll(() => import('./StaleNotice'), 60_000);

beforeEach(() => {
  vi.useFakeTimers();
  // A page that is told to be loaded again stays so: every test has a page of its own.
  vi.resetModules();
  served = OWN;
  document.head.innerHTML = page(OWN);
  vi.stubGlobal('fetch', () => {
    if (served === undefined) return Promise.reject(new TypeError('Failed to fetch'));
    return Promise.resolve(served === 503 ? new Response('', { status: 503 }) : new Response(page(served)));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page with a part that comes as `load` says. */
async function open(load: () => Promise<Part>) {
  const { later } = await import('./later');
  const { StaleNotice } = await import('./StaleNotice');
  const { I18nProvider } = await import('../i18n/I18n');
  const { hold } = await import('../session/held');
  const LaterPart = later(load);
  render(
    <I18nProvider>
      what was typed
      <Suspense fallback="on its way">
        <LaterPart />
      </Suspense>
      <StaleNotice />
    </I18nProvider>,
  );
  await pass(0);
  return { hold };
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const failing = () =>
  vi
    .fn<() => Promise<Part>>()
    .mockRejectedValue(new TypeError('Failed to fetch dynamically imported module'));
const comes = { default: () => 'the part' };

test('a part that cannot be fetched is tried again with longer and longer pauses, and takes nothing with it', async () => {
  const load = failing();
  await open(load);
  expect(screen.getByText(/what was typed/)).toBeTruthy();
  expect(screen.getByText(/on its way/)).toBeTruthy();
  for (const [ms, tries] of [
    [1000, 2],
    [2000, 3],
    [3999, 3],
    [1, 4],
  ] as const) {
    await pass(ms);
    expect(load).toHaveBeenCalledTimes(tries);
  }
  expect(screen.queryByRole('alert')).toBeNull();
  load.mockResolvedValue(comes);
  await pass(8000);
  expect(screen.getByText(/the part/)).toBeTruthy();
});

test('without network it says that it waits for that; it comes as soon as the network is back', async () => {
  served = undefined;
  const load = failing();
  await open(load);
  expect(screen.queryByRole('status'), 'not for what passes at once').toBeNull();
  await pass(10 * 60_000);
  expect(screen.getByRole('status').textContent).toContain('It comes as soon as the connection is back.');
  expect(screen.queryByRole('button')).toBeNull();
  load.mockResolvedValue(comes);
  window.dispatchEvent(new Event('online'));
  await pass(0);
  expect(screen.getByText(/the part/)).toBeTruthy();
  expect(screen.queryByRole('status')).toBeNull();
});

test('a server that is under maintenance was not renewed', async () => {
  served = 503;
  await open(failing());
  await pass(10 * 60_000);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('gone, for the server gives another page by now: it says so at once, and does not ask any more', async () => {
  served = '/assets/portal-new.js';
  const load = failing();
  await open(load);
  expect(screen.getByRole('alert').textContent).toContain(
    'Akte was renewed: load the page again to go on. What you answered is kept.',
  );
  expect(screen.getByRole('button', { name: 'Load again' })).toBeTruthy();
  await pass(10 * 60_000);
  expect(load).toHaveBeenCalledTimes(1);
});

test('what this page alone holds is waited for before it is loaded again', async () => {
  served = '/assets/portal-new.js';
  const { hold } = await open(failing());
  act(() => {
    hold('lotte/set/page', [{ name: 'name', value: 'Jansen', before: null }]);
  });
  expect(screen.getByRole('alert').textContent).toContain('Wait with it until your answers are saved');
  act(() => {
    hold('lotte/set/page', []);
  });
  expect(screen.getByRole('alert').textContent).toContain('What you answered is kept.');
});

test('it never comes although the server is there: it says so, and no longer once it came', async () => {
  const load = failing();
  await open(load);
  await pass(15_000);
  expect(screen.getByRole('alert').textContent).toContain('A part of the page does not come');
  load.mockResolvedValue(comes);
  await pass(16_000);
  expect(screen.getByText(/the part/)).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('code that somebody waits for fails at once, with what there is to do', async () => {
  const { atOnce } = await import('./later');
  const { ApiError } = await import('../../api/error');
  const error = await atOnce(failing()).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ApiError);
  expect((error as InstanceType<typeof ApiError>).trouble).toBe('offline');
});
