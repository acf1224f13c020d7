import { afterEach, describe, expect, test } from 'vitest';
import { isHeldHereOnly } from './held';
import { forget, keepOnly, outbox, setsThatWait } from './outbox';

/** There is no IndexedDB where these run: the browser of somebody who blocks it. */
const change = { name: 'name', value: 'Jansen', before: null };

afterEach(forget);

describe('where nothing can be kept', () => {
  test('it says so, holds what waits while the page is there, and gives it to the next questionnaire', async () => {
    const first = outbox('lotte', 'set');
    expect(await first.take()).toEqual([]);
    expect(await first.keep([change])).toBe(false);
    expect(isHeldHereOnly()).toBe(true);
    expect(await setsThatWait('lotte')).toEqual(['set']);
    expect(await setsThatWait('karim')).toEqual([]);
    expect(await outbox('lotte', 'other').take()).toEqual([]);

    const next = outbox('lotte', 'set');
    expect(await next.take()).toEqual([change]);
    expect(isHeldHereOnly(), 'until it keeps it in turn').toBe(true);
    await next.keep([change]);
    expect(await outbox('lotte', 'set').take()).toEqual([change]);
    await next.keep([]);
    expect(isHeldHereOnly()).toBe(false);
    expect(await setsThatWait('lotte')).toEqual([]);
  });

  test('leaving the page asks first for as long as something is held', async () => {
    const leaves = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const box = outbox('lotte', 'set');
    expect(leaves()).toBe(true);
    await box.keep([change]);
    expect(leaves()).toBe(false);
    await box.keep([]);
    expect(leaves()).toBe(true);
  });

  test('it is forgotten with the person', async () => {
    await outbox('lotte', 'set').keep([change]);
    await keepOnly('lotte');
    expect(isHeldHereOnly()).toBe(true);
    await keepOnly('karim');
    expect(isHeldHereOnly()).toBe(false);
    await outbox('lotte', 'set').keep([change]);
    await forget();
    expect(await outbox('lotte', 'set').take()).toEqual([]);
  });
});
