import { afterEach, expect, test, vi } from 'vitest';
import type { AnswerSet } from '../../api/types';
import { answerSet, question } from '../../testing/interview';
import { forget, outbox, setsThatWait } from '../session/outbox';
import { sendUnsent } from './unsent';

/** What the server has, by name, and what it says to each change that comes. */
let known: Record<string, string> = {};
let says: (() => number)[] = [];

const set = (): AnswerSet =>
  answerSet(
    1,
    Object.entries(known).map(([name, value]) => question({ name, kind: 'text', value })),
  );

vi.stubGlobal('fetch', (request: Request) => {
  const status = request.method === 'PATCH' ? (says.shift()?.() ?? 200) : 200;
  const body = status === 200 ? set() : { type: 'about:blank', title: 'No', status, detail: 'No' };
  return Promise.resolve(Response.json(body, { status }));
});

const send = () => sendUnsent('lotte', 'en', () => false);
const wait = (name: string) => outbox('lotte', 'set').keep([{ name, value: 'Nightjar', before: 'Heron' }]);

afterEach(async () => {
  says = [];
  await forget();
});

test('another device is first, with another answer: it is sent on top of that', async () => {
  known = { project: 'Heron', city: 'Delft' };
  await wait('project');
  says = [() => 412, () => 200];
  expect(await send()).toEqual([]);
  expect(says).toEqual([]);
  expect(await setsThatWait('lotte')).toEqual([]);
});

test('another device is first, with the same answer: that counts, and the person is told until they look', async () => {
  known = { project: 'Heron' };
  await wait('project');
  says = [
    () => {
      known = { project: 'Bittern' };
      return 412;
    },
  ];
  const told = [{ set: 'set', title: 'Contract', because: 'overtaken', count: 1 }];
  expect(await send()).toEqual(told);
  expect(await send()).toEqual(told);
  expect(await setsThatWait('lotte')).toEqual(['set']);
});

test('what the server refuses is told, what passes is not', async () => {
  known = { project: 'Heron' };
  await wait('project');
  says = [() => 503, () => 422];
  expect(await send()).toEqual([]);
  expect(await send()).toEqual([{ set: 'set', title: 'Contract', because: 'refused', count: 1 }]);
  expect(await setsThatWait('lotte')).toEqual(['set']);
});
