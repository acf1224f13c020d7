import { afterEach, expect, test, vi } from 'vitest';
import type { AnswerSet } from '../../api/types';
import { answerSet, question } from '../../testing/interview';
import { forget, outbox, setsThatWait } from '../session/outbox';
import { discard, sendUnsent } from './unsent';

/** What the server has, by name, and what it says to each change that comes. */
let known: Record<string, string> = {};
let says: (() => number)[] = [];
/** What it says to who reads. */
let refused: { status: number; type: string } | undefined;

const set = (): AnswerSet =>
  answerSet(
    1,
    Object.entries(known).map(([name, value]) => question({ name, kind: 'text', value })),
  );

vi.stubGlobal('fetch', (request: Request) => {
  const status = request.method === 'PATCH' ? (says.shift()?.() ?? 200) : refused ? refused.status : 200;
  const body =
    status === 200 ? set() : { type: 'about:blank', title: 'No', detail: 'No', ...refused, status };
  return Promise.resolve(Response.json(body, { status }));
});

const send = () => sendUnsent('lotte', 'en', () => false);
const waited = { name: 'project', value: 'Nightjar', before: 'Heron', title: 'Brink', label: 'Project name' };
const wait = () => outbox('lotte', 'set').keep([waited]);

afterEach(async () => {
  says = [];
  refused = undefined;
  await forget();
});

test('another device is first, with another answer: it is sent on top of that', async () => {
  known = { project: 'Heron', city: 'Delft' };
  await wait();
  says = [() => 412, () => 200];
  expect(await send()).toEqual([]);
  expect(says).toEqual([]);
  expect(await setsThatWait('lotte')).toEqual([]);
});

test('another device is first, with the same answer: that counts, and the person is told until they look', async () => {
  known = { project: 'Heron' };
  await wait();
  says = [
    () => {
      known = { project: 'Bittern' };
      return 412;
    },
  ];
  const told = [{ set: 'set', title: 'Contract', because: 'overtaken', unsent: [waited] }];
  expect(await send()).toEqual(told);
  expect(await send()).toEqual(told);
  expect(await setsThatWait('lotte')).toEqual(['set']);
});

test('what the server refuses is told, what passes is not', async () => {
  known = { project: 'Heron' };
  await wait();
  says = [() => 503, () => 422];
  expect(await send()).toEqual([]);
  expect(await send()).toEqual([{ set: 'set', title: 'Contract', because: 'refused', unsent: [waited] }]);
  expect(await setsThatWait('lotte')).toEqual(['set']);
});

test.each([
  [404, 'not-found'],
  [403, 'forbidden'],
])(
  'of what is not there for the person any more (%d) it is told what waits, until it is discarded',
  async (status, kind) => {
    known = { project: 'Heron' };
    await wait();
    refused = { status, type: `urn:akte:problem:${kind}` };
    expect(await send()).toEqual([{ set: 'set', title: 'Brink', because: 'gone', unsent: [waited] }]);
    expect(await setsThatWait('lotte'), 'nothing is thrown away unasked').toEqual(['set']);
    await discard('lotte', 'set');
    expect(await setsThatWait('lotte')).toEqual([]);
    expect(await send()).toEqual([]);
  },
);

test.each([
  [403, 'urn:akte:problem:network'],
  [404, 'about:blank'],
])('%d of a network or of a proxy is no such thing (%s)', async (status, type) => {
  known = { project: 'Heron' };
  await wait();
  refused = { status, type };
  expect(await send()).toEqual([]);
  refused = undefined;
  expect(await send()).toEqual([]);
  expect(await setsThatWait('lotte'), 'sent, later').toEqual([]);
});
