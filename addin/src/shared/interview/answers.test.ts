import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../../api/error';
import type { AnswerSet, Change } from '../../api/types';
import { answerSet, question } from '../../testing/interview';
import type { Outbox, Unsent } from '../session/outbox';
import { Answers, type Transport } from './answers';
import { merge } from './changes';

interface Call {
  rev: number;
  changes: Change[];
  answer: (set: AnswerSet) => void;
  fail: (error: Error) => void;
}

/** A server that answers when the test says so. */
class Server implements Transport {
  readonly calls: Call[] = [];
  stored = answerSet(1);
  reloads = 0;

  change = (rev: number, changes: Change[]) =>
    new Promise<AnswerSet>((answer, fail) => {
      this.calls.push({ rev, changes, answer, fail });
    });

  reload = () => {
    this.reloads += 1;
    return Promise.resolve(this.stored);
  };

  get last(): Call {
    const call = this.calls.at(-1);
    if (!call) throw new Error('nothing was sent');
    return call;
  }
}

const problem = (status: number, errors?: { name: string; message: string }[]) =>
  new ApiError(status, {
    type: 'urn:akte:problem:malformed',
    title: 'No',
    status,
    detail: 'Not so.',
    ...(errors ? { errors } : {}),
  });

/** Lets the queue go on after the server answered. */
const pass = (ms = 50) => vi.advanceTimersByTimeAsync(ms);

let server: Server;
let answers: Answers;

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  answers = new Answers(answerSet(1));
  answers.connect(server);
});

afterEach(() => {
  vi.useRealTimers();
});

describe('sending', () => {
  test('keys struck in one breath make one request, with the revision known', async () => {
    answers.change('name', 'J');
    answers.change('name', 'Ja');
    answers.change('city', 'Delft');
    answers.change('name', 'Jan');
    await pass();
    expect(server.calls).toHaveLength(1);
    expect(server.last.rev).toBe(1);
    expect(server.last.changes).toEqual([
      { name: 'city', value: 'Delft' },
      { name: 'name', value: 'Jan' },
    ]);
  });

  test('one request at a time; what is typed meanwhile is merged and goes next, on the new revision', async () => {
    answers.change('name', 'J');
    await pass();
    answers.change('name', 'Ja');
    answers.change('name', 'Jan');
    await pass(5_000);
    expect(server.calls).toHaveLength(1);
    server.last.answer(answerSet(2));
    await pass();
    expect(server.calls).toHaveLength(2);
    expect(server.last).toMatchObject({ rev: 2, changes: [{ name: 'name', value: 'Jan' }] });
  });

  test('what was typed shows at once and is not undone by an answer to something older', async () => {
    answers.change('name', 'J');
    expect(answers.answer('name', null)).toBe('J');
    await pass();
    answers.change('name', 'Jan');
    server.last.answer(answerSet(2));
    await pass();
    expect(answers.set.rev).toBe(2);
    expect(answers.answer('name', 'J')).toBe('Jan');
  });

  test('what an answer leaves as it was stays the very same, so that it is not drawn again', async () => {
    const of = (name: unknown) => [
      question({ name: 'name', kind: 'text', value: name }),
      question({ name: 'city', kind: 'text', value: 'Delft' }),
    ];
    answers = new Answers(answerSet(1, of(null)));
    answers.connect(server);
    const [, city] = answers.set.state.pages[0]?.questions ?? [];
    answers.change('name', 'Jan');
    await pass();
    server.last.answer(answerSet(2, of('Jan')));
    await pass();
    const [name, after] = answers.set.state.pages[0]?.questions ?? [];
    expect(name?.value).toBe('Jan');
    expect(after).toBe(city);
    expect(city?.value).toBe('Delft');
  });

  test('a state older than the one known is left aside', async () => {
    answers.change('name', 'J');
    await pass();
    server.last.answer(answerSet(7));
    await pass();
    server.stored = answerSet(3);
    answers.connect(server);
    await pass();
    expect(server.reloads).toBe(1);
    expect(answers.set.rev).toBe(7);
  });

  test('says whether it is saved', async () => {
    expect(answers.saving).toBe('saved');
    answers.change('name', 'J');
    expect(answers.saving).toBe('saving');
    await pass();
    server.last.answer(answerSet(2));
    await pass();
    expect(answers.saving).toBe('saved');
  });

  test('what still waits when the questionnaire closes is sent', () => {
    const close = answers.connect(server);
    answers.change('name', 'Jan');
    close();
    return pass().then(() => {
      expect(server.last.changes).toEqual([{ name: 'name', value: 'Jan' }]);
    });
  });
});

describe('somebody else was first (412)', () => {
  test('the state is read again and our changes are made on it, the newest value of each', async () => {
    answers.change('name', 'J');
    answers.change('city', 'Delft');
    await pass();
    answers.change('name', 'Jan');
    server.stored = answerSet(5);
    server.last.fail(problem(412));
    await pass();
    expect(server.reloads).toBe(1);
    expect(server.last).toMatchObject({
      rev: 5,
      changes: [
        { name: 'city', value: 'Delft' },
        { name: 'name', value: 'Jan' },
      ],
    });
  });

  test('what was answered of an item that is another one by now is told, and not sent', async () => {
    const list = (...names: string[]) => {
      const value = names.map((name) => ({ name }));
      return question({ name: 'parties', kind: 'list', value });
    };
    answers = new Answers(answerSet(1, [list('Ada', 'Ben')]));
    answers.connect(server);
    answers.change('parties[0].role', 'chair');
    answers.change('city', 'Delft');
    await pass();
    server.stored = answerSet(5, [list('Ben')]);
    server.last.fail(problem(412));
    await pass();
    expect(server.last).toMatchObject({ rev: 5, changes: [{ name: 'city', value: 'Delft' }] });
    expect(answers.overtaken).toEqual(['parties[0].role']);
  });

  test('a server that always says so is not asked without end', async () => {
    answers.change('name', 'Jan');
    for (let round = 0; round < 5; round++) {
      await pass();
      server.last.fail(problem(412));
    }
    await pass();
    expect(server.calls).toHaveLength(5);
    expect(answers.saving).toBe('failed');
  });
});

describe('trouble', () => {
  test('without network it is tried again, ever later, and everything typed is kept', async () => {
    answers.change('name', 'Jan');
    await pass();
    server.last.fail(new ApiError(0));
    await pass();
    expect(answers.saving).toBe('offline');
    answers.change('city', 'Delft');
    expect(answers.answer('name', null)).toBe('Jan');
    await pass(1_000);
    expect(server.calls).toHaveLength(2);
    server.last.fail(new ApiError(0));
    await pass(1_500);
    expect(server.calls).toHaveLength(2);
    await pass(1_000);
    expect(server.calls).toHaveLength(3);
    expect(server.last.changes).toEqual([
      { name: 'name', value: 'Jan' },
      { name: 'city', value: 'Delft' },
    ]);
    server.last.answer(answerSet(2));
    await pass();
    expect(answers.saving).toBe('saved');
  });

  test('an ended session waits for the person', async () => {
    answers.change('name', 'Jan');
    await pass();
    server.last.fail(problem(401));
    await pass(60_000);
    expect(answers.saving).toBe('signed-out');
    expect(server.calls).toHaveLength(1);
    answers.retry();
    await pass();
    expect(server.calls).toHaveLength(2);
  });

  test('a refused change stays in view with the reason; the others go on', async () => {
    answers.change('fee', 'x');
    answers.change('city', 'Delft');
    await pass();
    server.last.fail(problem(422, [{ name: 'fee', message: 'Not an amount.' }]));
    await pass();
    expect(server.last.changes).toEqual([{ name: 'city', value: 'Delft' }]);
    expect(answers.answer('fee', '100')).toBe('x');
    expect(answers.refusal('fee')).toBe('Not an amount.');
    answers.change('fee', '200');
    expect(answers.refusal('fee')).toBeUndefined();
    expect(answers.answer('fee', '100')).toBe('200');
  });

  test('a refusal that names nothing belongs to everything that was sent, not to what came later', async () => {
    answers.change('fee', 'x');
    await pass();
    answers.change('city', 'Delft');
    server.last.fail(problem(400));
    await pass();
    expect(answers.refusal('fee')).toMatchObject({ status: 400, trouble: 'invalid' });
    expect(server.last.changes).toEqual([{ name: 'city', value: 'Delft' }]);
  });
});

test('what is not there for the person any more is said as such', async () => {
  answers.change('name', 'Jan');
  await pass();
  const gone = { type: 'urn:akte:problem:forbidden', title: 'No', status: 403, detail: 'No' } as const;
  server.last.fail(new ApiError(403, gone));
  await pass();
  expect(answers.saving).toBe('gone');
  const settled = expect(answers.settled()).rejects.toMatchObject({ status: 403 });
  await pass();
  server.last.fail(new ApiError(403, gone));
  await settled;
});

describe('settled', () => {
  test('waits until the server knows everything', async () => {
    answers.change('name', 'Jan');
    const done = vi.fn();
    void answers.settled().then(done);
    await pass();
    expect(done).not.toHaveBeenCalled();
    server.last.answer(answerSet(2));
    await pass();
    expect(done).toHaveBeenCalledOnce();
  });

  test('says when the server cannot be told', async () => {
    answers.change('name', 'Jan');
    const failed = vi.fn();
    answers.settled().catch(failed);
    await pass();
    server.last.fail(new ApiError(0));
    await pass();
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ trouble: 'offline' }));
  });
});

describe('a questionnaire that was closed', () => {
  test('sends once more what waits, and leaves it where it is kept when that fails', async () => {
    const close = answers.connect(server);
    await pass();
    answers.change('name', 'Jan');
    close();
    await pass();
    expect(server.calls).toHaveLength(1);
    server.last.fail(new ApiError(0));
    await pass(120_000);
    expect(server.calls).toHaveLength(1);
    answers.connect(server);
    await pass();
    expect(server.calls).toHaveLength(2);
  });
});

describe('another language', () => {
  test('reads the state again, after what is on its way', async () => {
    answers.change('name', 'Jan');
    await pass();
    const first = server.last;
    const dutch = new Server();
    dutch.stored = answerSet(2);
    answers.connect(dutch);
    await pass();
    expect(dutch.reloads).toBe(0);
    first.answer(answerSet(2));
    await pass();
    expect(dutch.reloads).toBe(1);
    expect(answers.set).toEqual(dutch.stored);
  });
});

describe('merge', () => {
  const table: [string, Change[], Change, Change[]][] = [
    ['the last word stays', [{ name: 'a', value: 1 }], { name: 'a', value: 2 }, [{ name: 'a', value: 2 }]],
    [
      'a whole takes the place of its parts',
      [
        { name: 'l[0].x', value: 1 },
        { name: 'lx', value: 2 },
      ],
      { name: 'l', value: [] },
      [
        { name: 'lx', value: 2 },
        { name: 'l', value: [] },
      ],
    ],
    [
      'a part comes after its whole',
      [{ name: 'l', value: [null] }],
      { name: 'l[0].x', value: 1 },
      [
        { name: 'l', value: [null] },
        { name: 'l[0].x', value: 1 },
      ],
    ],
  ];
  test.each(table)('%s', (_, changes, change, merged) => {
    expect(merge(changes, change)).toEqual(merged);
  });
});

describe('kept on this device', () => {
  /** Keeps what it is given, and begins with what an earlier page left. */
  class Memory implements Outbox {
    kept: Unsent[];
    constructor(left: Unsent[] = []) {
      this.kept = left;
    }
    take = () => Promise.resolve(this.kept);
    keep = (changes: Unsent[]) => {
      this.kept = changes;
      return Promise.resolve(true);
    };
  }
  const named = (value: string | null) => question({ name: 'name', kind: 'text', value });

  test('what the server has not acknowledged, until it has', async () => {
    const outbox = new Memory();
    await answers.keepIn(outbox);
    answers.change('name', 'Jan');
    expect(outbox.kept).toMatchObject([
      { name: 'name', value: 'Jan', before: null, title: 'Contract', label: 'name' },
    ]);
    await pass();
    answers.change('name', 'Jans');
    expect(outbox.kept, 'sent is not acknowledged').toMatchObject([
      { name: 'name', value: 'Jans', before: null, title: 'Contract', label: 'name' },
    ]);
    server.last.answer(answerSet(2, [named('Jan')]));
    await pass();
    expect(outbox.kept).toMatchObject([
      { name: 'name', value: 'Jans', before: 'Jan', title: 'Contract', label: 'name' },
    ]);
    server.last.answer(answerSet(3, [named('Jans')]));
    await pass();
    expect(outbox.kept).toEqual([]);
    expect(answers.isKept).toBe(true);
  });

  test('what an earlier page left is sent, under what was typed since', async () => {
    const outbox = new Memory([
      { name: 'name', value: 'Jan', before: null },
      { name: 'city', value: 'Delft', before: null },
    ]);
    answers.change('city', 'Gouda');
    await answers.keepIn(outbox);
    expect(answers.answer('name', null)).toBe('Jan');
    await pass();
    expect(server.last.changes).toEqual([
      { name: 'name', value: 'Jan' },
      { name: 'city', value: 'Gouda' },
    ]);
  });

  test('an answer that was given anew elsewhere is newer, and one that arrived after all is done', async () => {
    answers = new Answers(answerSet(5, [named('Piet')]));
    answers.connect(server);
    await answers.keepIn(new Memory([{ name: 'name', value: 'Jan', before: null }]));
    await pass();
    expect(answers.overtaken).toEqual(['name']);
    expect(answers.answer('name', 'Piet')).toBe('Piet');
    expect(server.calls).toHaveLength(0);

    answers = new Answers(answerSet(5, [named('Jan')]));
    answers.connect(server);
    await answers.keepIn(new Memory([{ name: 'name', value: 'Jan', before: null }]));
    await pass();
    expect(answers.overtaken).toEqual([]);
    expect(server.calls).toHaveLength(0);
  });

  test('an answer that was being sent and was changed again is said once to be overtaken', async () => {
    answers = new Answers(answerSet(5, [named('Piet')]));
    answers.connect(server);
    await answers.keepIn(
      new Memory([
        { name: 'name', value: 'Ja', before: null },
        { name: 'name', value: 'Jan', before: null },
      ]),
    );
    expect(answers.overtaken).toEqual(['name']);
  });

  test('where nothing can be kept, that is known', async () => {
    const outbox = new Memory();
    outbox.keep = () => Promise.resolve(false);
    await answers.keepIn(outbox);
    answers.change('name', 'Jan');
    await pass();
    expect(answers.isKept).toBe(false);
  });
});
