import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AnswerSet, Change, QuestionState } from '../../api/types';
import { keepsNothing } from '../../testing/interview';
import { answerSet, question } from '../../testing/interview';
import { AkteProvider } from '../components/AkteProvider';
import { newQueryClient } from '../session/queryClient';
import { Interview } from './Interview';

/** What the server makes of changes; each test says. */
let respond: (changes: Change[], rev: number) => AnswerSet;
let sent: Change[];

beforeEach(() => {
  localStorage.clear();
  // What an earlier test sends late is that test's.
  const own: Change[] = [];
  sent = own;
  vi.stubGlobal('fetch', async (request: Request) => {
    const rev = Number(request.headers.get('If-Match')?.replaceAll('"', ''));
    const { changes } = (await request.json()) as { changes: Change[] };
    own.push(...changes);
    return Response.json(respond(changes, rev));
  });
  respond = (changes, rev) => answerSet(rev + 1, [question({ name: changes[0]?.name ?? '', kind: 'text' })]);
});

afterEach(() => {
  // Closing a questionnaire sends what still waits.
  cleanup();
  vi.unstubAllGlobals();
});

function Sample({ set }: { set: AnswerSet }) {
  const [page, setPage] = useState<string>();
  return (
    <QueryClientProvider client={newQueryClient()}>
      <AkteProvider>
        <Interview
          outbox={keepsNothing}
          answerSet={set}
          page={page}
          onPage={setPage}
          finish={() => <button>Finish</button>}
        />
      </AkteProvider>
    </QueryClientProvider>
  );
}

/** Shows one question; the server gives it back with the answer as it was changed. */
function show(asked: QuestionState) {
  let current = asked;
  respond = (changes, rev) => {
    const change = changes.find(({ name }) => name === asked.name);
    current = { ...current, value: change ? change.value : current.value };
    return answerSet(rev + 1, [current]);
  };
  render(<Sample set={answerSet(1, [asked])} />);
  return userEvent.setup();
}

const lastSent = () => waitFor(() => sent.at(-1) ?? Promise.reject(new Error('nothing was sent')));
const described = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');

describe('each kind has its control', () => {
  test.each(['text', 'postcode', 'kvk', 'rsin', 'bsn', 'iban', 'vat', 'paragraph'] as const)(
    '%s',
    async (kind) => {
      const user = show(question({ name: 'a', kind, label: 'Label', help: 'Some help.', required: true }));
      const control = screen.getByRole('textbox', { name: /^Label/ });
      expect(control.getAttribute('aria-required')).toBe('true');
      expect(described(control)).toContain('Some help.');
      await user.type(control, 'x');
      expect((control as HTMLInputElement).value).toBe('x');
      await waitFor(() => {
        expect(sent).toContainEqual({ name: 'a', value: 'x' });
      });
      await user.clear(control);
      await waitFor(() => {
        expect(sent.at(-1)).toEqual({ name: 'a', value: null });
      });
    },
  );

  test('number: exact, as text; on leaving it is written out', async () => {
    const user = show(question({ name: 'n', kind: 'number', label: 'Label' }));
    const control = screen.getByRole('textbox', { name: 'Label' });
    await user.type(control, '1250.50');
    await waitFor(() => {
      expect(sent.at(-1)).toEqual({ name: 'n', value: '1250.50' });
    });
    await user.tab();
    expect((control as HTMLInputElement).value).toBe('1,250.50');
  });

  test('number: what cannot be read is said, and takes the answer away', async () => {
    const user = show(question({ name: 'n', kind: 'number', label: 'Label', value: '5' }));
    const control = screen.getByRole('textbox', { name: 'Label' });
    await user.type(control, 'x');
    expect(control.getAttribute('aria-invalid')).toBeNull();
    await user.tab();
    expect((control as HTMLInputElement).value).toBe('5x');
    expect(control.getAttribute('aria-invalid')).toBe('true');
    expect(described(control)).toContain('Write a number');
    await waitFor(() => {
      expect(sent.at(-1)).toEqual({ name: 'n', value: null });
    });
  });

  test('money: amount with currency', async () => {
    const user = show(question({ name: 'm', kind: 'money', label: 'Fee' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Currency: Fee' }), 'GBP');
    await user.type(screen.getByRole('textbox', { name: 'Fee' }), '10');
    await waitFor(() => {
      expect(sent.at(-1)).toEqual({ name: 'm', value: { amount: '10', currency: 'GBP' } });
    });
  });

  test('date', async () => {
    const user = show(question({ name: 'd', kind: 'date', label: 'Start' }));
    const control = screen.getByRole('textbox', { name: 'Start' });
    await user.type(control, '1-2-2026');
    await waitFor(() => {
      expect(sent.at(-1)).toEqual({ name: 'd', value: '2026-02-01' });
    });
    await user.tab();
    expect((control as HTMLInputElement).value).toBe('1 February 2026');
    expect(screen.getByRole('button', { name: 'Choose from calendar: Start' })).toBeTruthy();
  });

  test('a day from the calendar takes the place of what could not be read', async () => {
    const user = show(question({ name: 'd', kind: 'date', label: 'Start' }));
    const control = screen.getByRole<HTMLInputElement>('textbox', { name: 'Start' });
    await user.type(control, 'next week');
    await user.tab();
    expect(control.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(document.querySelector('input[type="date"]') ?? control, {
      target: { value: '2026-12-03' },
    });
    expect(control.value).toBe('3 December 2026');
    expect(control.getAttribute('aria-invalid')).toBeNull();
  });

  test('money with its currency typed', async () => {
    const user = show(question({ name: 'm', kind: 'money', label: 'Fee' }));
    await user.type(screen.getByRole('textbox', { name: 'Fee' }), '$ 1.000');
    await waitFor(() => {
      expect(sent.at(-1)).toEqual({ name: 'm', value: { amount: '1000', currency: 'USD' } });
    });
    await user.tab();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Fee' }).value).toBe('1,000');
    expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe('USD');
  });

  test('period', async () => {
    const user = show(question({ name: 'p', kind: 'period', label: 'Notice' }));
    const group = within(screen.getByRole('group', { name: 'Notice' }));
    await user.selectOptions(group.getByRole('combobox', { name: 'Unit' }), 'weeks');
    await user.type(group.getByRole('textbox', { name: 'Number' }), '6');
    await waitFor(() => {
      expect(sent.at(-1)).toEqual({ name: 'p', value: 'P6W' });
    });
  });

  test('yes or no; one that is not required can be cleared', async () => {
    const user = show(question({ name: 'y', kind: 'yes_no', label: 'Penalty?' }));
    const group = within(screen.getByRole('radiogroup', { name: 'Penalty?' }));
    await user.click(group.getByRole('radio', { name: 'No' }));
    expect(await lastSent()).toEqual({ name: 'y', value: false });
    await user.click(screen.getByRole('button', { name: 'Clear answer' }));
    await waitFor(() => {
      expect(sent.at(-1)).toEqual({ name: 'y', value: null });
    });
  });

  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      value: `v${String(index)}`,
      label: `Option ${String(index)}`,
    }));

  test('a choice of few shows all', async () => {
    const user = show(question({ name: 'c', kind: 'choice', label: 'Law', options: options(5) }));
    await user.click(screen.getByRole('radio', { name: 'Option 3' }));
    expect(await lastSent()).toEqual({ name: 'c', value: 'v3' });
  });

  test('a choice of many is a list that opens', async () => {
    const user = show(question({ name: 'c', kind: 'choice', label: 'Law', options: options(6) }));
    expect(screen.queryByRole('radio')).toBeNull();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Law' }), 'Option 5');
    expect(await lastSent()).toEqual({ name: 'c', value: 'v5' });
  });

  test('several of some, in the order in which they are offered', async () => {
    const user = show(
      question({ name: 'm', kind: 'multiple_choice', label: 'Annexes', options: options(3) }),
    );
    const group = within(screen.getByRole('group', { name: 'Annexes' }));
    await user.click(group.getByRole('checkbox', { name: 'Option 2' }));
    await user.click(group.getByRole('checkbox', { name: 'Option 0' }));
    await waitFor(() => {
      expect(sent.at(-1)).toEqual({ name: 'm', value: ['v0', 'v2'] });
    });
  });

  test.each(['person', 'organisation', 'address', 'group'] as const)(
    '%s is a set of its fields',
    async (kind) => {
      const user = show(
        question({
          name: 'who',
          kind,
          label: 'Client',
          fields: [question({ name: 'who.name', kind: 'text', label: 'Name' })],
        }),
      );
      const set = within(screen.getByRole('group', { name: 'Client' }));
      await user.type(set.getByRole('textbox', { name: 'Name' }), 'x');
      expect(await lastSent()).toEqual({ name: 'who.name', value: 'x' });
    },
  );

  describe('a picture', () => {
    /** What the server says to an upload. */
    let answer: { status: number; body: object };
    let uploads: { url: string; file: File }[];

    beforeEach(() => {
      uploads = [];
      answer = {
        status: 201,
        body: { id: 'f1', name: 'logo.png', size: 4, picture: { width: 1, height: 1 } },
      };
      class Upload {
        status = 0;
        responseText = '';
        upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
        onload?: () => void;
        url = '';
        open(_: string, url: string) {
          this.url = url;
        }
        setRequestHeader() {
          // Nobody looks.
        }
        abort() {
          // Nothing is under way.
        }
        send(file: File) {
          uploads.push({ url: this.url, file });
          this.upload.onprogress?.({ loaded: 2, total: 4 });
          this.status = answer.status;
          this.responseText = JSON.stringify(answer.body);
          queueMicrotask(() => this.onload?.());
        }
      }
      vi.stubGlobal('XMLHttpRequest', Upload);
      URL.createObjectURL = () => 'blob:logo';
      URL.revokeObjectURL = () => undefined;
      const others = globalThis.fetch;
      vi.stubGlobal('fetch', (request: Request | string) =>
        typeof request === 'string'
          ? Promise.resolve(
              new Response('file', {
                headers: { 'Content-Disposition': "attachment; filename*=UTF-8''logo%20a.png" },
              }),
            )
          : others(request),
      );
    });

    const logo = new File(['file'], 'logo.png', { type: 'image/png' });
    const input = () => screen.getByTestId<HTMLInputElement>('file-logo');

    test('is chosen, shown and taken away', async () => {
      const user = show(question({ name: 'logo', kind: 'image', label: 'Logo' }));
      expect(screen.getByRole('button', { name: 'Logo Choose a picture…' })).toBeTruthy();
      await user.upload(input(), logo);
      expect(await lastSent()).toEqual({ name: 'logo', value: 'f1' });
      expect(uploads[0]?.url).toBe('/api/v1/answer-sets/set/files?kind=image&name=logo.png');
      const shown = await screen.findByRole<HTMLImageElement>('img', { name: 'The picture for: Logo' });
      expect(shown.src).toBe('blob:logo');
      expect(screen.getByText('logo a.png')).toBeTruthy();
      await user.click(screen.getByRole('button', { name: 'Remove Logo' }));
      await waitFor(() => {
        expect(sent.at(-1)).toEqual({ name: 'logo', value: null });
      });
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Logo Choose a picture…' }));
      expect(screen.queryByRole('img')).toBeNull();
    });

    test('that is refused is told beside the question', async () => {
      answer = { status: 422, body: { type: 'urn:akte:problem:not-a-picture', title: 'x', status: 422 } };
      const user = show(question({ name: 'logo', kind: 'image', label: 'Logo' }));
      await user.upload(input(), logo);
      const button = await screen.findByRole('button', { description: /This picture cannot be used/ });
      expect(button.textContent).toBe('Choose a picture…');
      expect(sent).toEqual([]);
    });

    test('that is too large is not sent', async () => {
      const user = show(question({ name: 'logo', kind: 'image', label: 'Logo' }));
      await user.upload(input(), new File([new Uint8Array(5 * 2 ** 20 + 1)], 'x.png', { type: 'image/png' }));
      expect(screen.getByText(/^x\.png was not added\. This file is too large: at most 5 MB\./)).toBeTruthy();
      expect(uploads).toEqual([]);
    });
  });
});

describe('a list', () => {
  const party = (index: number, name: string | null) => {
    const item = `parties[${String(index)}]`;
    return question({
      name: item,
      kind: 'group',
      label: 'Party',
      fields: [question({ name: `${item}.name`, kind: 'text', label: 'Name', value: name })],
    });
  };
  const list = (names: (string | null)[]) =>
    question({
      name: 'parties',
      kind: 'list',
      label: 'Parties',
      min: 1,
      value: names.map((name) => ({ name })),
      items: names.map((name, index) => party(index, name)),
    });
  const showList = (names: (string | null)[]) => {
    respond = (changes, rev) => {
      const whole = changes.find(({ name }) => name === 'parties')?.value as ({ name: string } | null)[];
      return answerSet(rev + 1, [list(whole.map((item) => item?.name ?? null))]);
    };
    render(<Sample set={answerSet(1, [list(names)])} />);
    return userEvent.setup();
  };
  const values = () => screen.getAllByRole('textbox').map((control) => (control as HTMLInputElement).value);

  test('grows, and the focus goes to the new item', async () => {
    const user = showList(['A']);
    await user.click(screen.getByRole('button', { name: 'Add Party' }));
    const added = await screen.findByRole('group', { name: 'Party 2' });
    expect(sent).toEqual([{ name: 'parties', value: [{ name: 'A' }, null] }]);
    await waitFor(() => {
      expect(document.activeElement).toBe(within(added).getByRole('textbox'));
    });
  });

  test('shrinks, not below its least, and says so', async () => {
    const user = showList(['A', 'B']);
    await user.click(screen.getByRole('button', { name: 'Remove Party 1' }));
    await waitFor(() => {
      expect(values()).toEqual(['B']);
    });
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
    expect(screen.getByRole('status').textContent).toContain('Party 1 removed');
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Add Party');
    });
  });

  test('takes back what was removed, in its place and with its answers', async () => {
    const user = showList(['A', 'B']);
    await user.type(within(screen.getByRole('group', { name: 'Party 1' })).getByRole('textbox'), 'C');
    await user.click(screen.getByRole('button', { name: 'Remove Party 1' }));
    await waitFor(() => {
      expect(values()).toEqual(['B']);
    });
    await user.click(screen.getByRole('button', { name: 'Undo: Party 1 is put back' }));
    await waitFor(() => {
      expect(values()).toEqual(['AC', 'B']);
    });
    expect(screen.getByRole('status').textContent).toBe('Party 1 is back');
    expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getAllByRole('textbox')[0]);
    });
  });

  test('says again what it said before, when it happens again', async () => {
    const user = showList(['A', 'B', 'C']);
    const texts = new Set<string | null>();
    for (const left of [2, 1]) {
      await user.click(screen.getByRole('button', { name: 'Remove Party 1' }));
      await waitFor(() => {
        expect(values()).toHaveLength(left);
      });
      const { textContent } = screen.getByRole('status');
      expect(textContent.trim()).toBe('Party 1 removed');
      texts.add(textContent);
    }
    expect(texts.size).toBe(2);
  });

  test('is put in order by keyboard; what was just typed comes along', async () => {
    const user = showList(['A', 'B', 'C']);
    await user.type(screen.getByDisplayValue('C'), '!');
    screen.getByRole('button', { name: 'Move Party 3 up' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(values()).toEqual(['A', 'C!', 'B']);
    });
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move Party 2 up' }));
    });
  });

  test('an item of one answer can be emptied without going', async () => {
    const place = (value: unknown) => question({ name: 'places[0]', kind: 'text', label: 'Place', value });
    const asked = (value: unknown) =>
      question({ name: 'places', kind: 'list', value: [value], items: [place(value)] });
    respond = (_, rev) => answerSet(rev + 1, [asked(null)]);
    render(<Sample set={answerSet(1, [asked('Delft')])} />);
    await userEvent.clear(screen.getByRole('textbox', { name: 'Place 1' }));
    expect(await lastSent()).toEqual({ name: 'places', value: [null] });
    expect(screen.getByRole('textbox', { name: 'Place 1' })).toBe(document.activeElement);
  });
});

describe('errors', () => {
  test('stand beside the field, belong to it, and wait until it is left', async () => {
    respond = (changes, rev) =>
      answerSet(rev + 1, [
        question({
          name: 'kvk',
          kind: 'kvk',
          label: 'KvK',
          value: changes[0]?.value,
          error: 'Eight digits.',
        }),
      ]);
    render(<Sample set={answerSet(1, [question({ name: 'kvk', kind: 'kvk', label: 'KvK' })])} />);
    const user = userEvent.setup();
    const control = screen.getByRole('textbox', { name: 'KvK' });
    await user.type(control, '12');
    await waitFor(() => {
      expect(sent.at(-1)?.value).toBe('12');
    });
    await screen.findByText('Saved');
    expect(screen.queryByText('Eight digits.')).toBeNull();
    await user.tab();
    expect(control.getAttribute('aria-invalid')).toBe('true');
    expect(described(control)).toContain('Eight digits.');
  });

  test('of an answer given before show at once', () => {
    show(question({ name: 'a', kind: 'text', value: 'x', error: 'Too short.' }));
    expect(described(screen.getByRole('textbox'))).toContain('Too short.');
  });
});

describe('relevance', () => {
  const kind = (value: unknown) =>
    question({ name: 'hourly', kind: 'yes_no', label: 'By the hour?', required: true, value });
  const rate = question({ name: 'rate', kind: 'money', label: 'Rate' });
  const note = (value: unknown) => question({ name: 'note', kind: 'text', label: 'Note', value });

  test('questions come and go with an answer, without taking the focus, and say so', async () => {
    respond = (changes, rev) =>
      answerSet(rev + 1, changes[0]?.value === true ? [kind(true), rate] : [kind(false)]);
    render(<Sample set={answerSet(1, [kind(null)])} />);
    const user = userEvent.setup();
    expect(screen.queryByRole('textbox', { name: 'Rate' })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Yes' }));
    await screen.findByRole('textbox', { name: 'Rate' });
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Yes' }));
    expect(screen.getByRole('status').textContent).toBe('New question: Rate');
    await user.click(screen.getByRole('radio', { name: 'No' }));
    await waitFor(() => {
      expect(screen.queryByRole('textbox', { name: 'Rate' })).toBeNull();
    });
    expect(screen.getByRole('status').textContent).toBe('1 question is no longer needed');
  });

  test('a field keeps focus and text when questions come before it while one types', async () => {
    respond = (changes, rev) => answerSet(rev + 1, [kind(null), rate, note(changes.at(-1)?.value)]);
    render(<Sample set={answerSet(1, [kind(null), note(null)])} />);
    const user = userEvent.setup();
    const control = screen.getByRole('textbox', { name: 'Note' });
    await user.type(control, 'ab');
    await screen.findByRole('textbox', { name: 'Rate' });
    await user.keyboard('c');
    expect(screen.getByRole('textbox', { name: 'Note' })).toBe(control);
    expect((control as HTMLInputElement).value).toBe('abc');
    expect(document.activeElement).toBe(control);
  });
});

describe('the way through', () => {
  const first = question({ name: 'a', kind: 'text', label: 'First' });
  const second = question({
    name: 'b',
    kind: 'group',
    label: 'Second',
    fields: [question({ name: 'b.x', kind: 'text', label: 'Inner', required: true })],
  });
  const set = (): AnswerSet => {
    const start = answerSet(1, [first], [second]);
    const missing = [{ name: 'b.x', label: 'Second: Inner' }];
    return {
      ...start,
      state: { ...start.state, complete: false, missing, progress: { answered: 1, needed: 2 } },
    };
  };

  test('forth and back; each page takes the focus at its title', async () => {
    render(<Sample set={set()} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'page2' }));
    expect(screen.getByRole('button', { name: /^page2/ }).getAttribute('aria-current')).toBe('step');
    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect(screen.getByRole('textbox', { name: 'First' })).toBeTruthy();
  });

  test('says how far one is', () => {
    render(<Sample set={set()} />);
    expect(screen.getByRole('progressbar', { name: 'Progress' }).getAttribute('aria-valuetext')).toBe(
      '1 of 2 answered',
    );
    expect(screen.getByRole('button', { name: 'page1, Complete' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'page2, 1 answer to give' })).toBeTruthy();
  });

  test('a page with a wrong answer is not complete', () => {
    render(
      <Sample set={answerSet(1, [question({ name: 'a', kind: 'text', value: 'x', error: 'Too short.' })])} />,
    );
    expect(screen.getByRole('button', { name: 'page1, 1 answer to correct' })).toBeTruthy();
  });

  test('the review leads to what is missing', async () => {
    render(<Sample set={set()} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: /^Review/ }));
    expect(screen.getByRole('button', { name: 'Finish' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Second: Inner' }));
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^Inner/ }));
  });

  test('what cannot be read is there again when one comes back, and the review leads to it', async () => {
    const amount = question({ name: 'fee', kind: 'number', label: 'Fee' });
    respond = (_, rev) => answerSet(rev + 1, [amount], [second]);
    render(<Sample set={answerSet(1, [amount], [second])} />);
    const user = userEvent.setup();
    await user.type(screen.getByRole('textbox', { name: 'Fee' }), 'plenty');
    await user.click(screen.getByRole('button', { name: /^Review/ }));
    await user.click(screen.getByRole('button', { name: 'Fee – “plenty” cannot be read' }));
    const control = screen.getByRole<HTMLInputElement>('textbox', { name: 'Fee' });
    expect(control.value).toBe('plenty');
    expect(control.getAttribute('aria-invalid')).toBe('true');
    await user.clear(control);
    await user.click(screen.getByRole('button', { name: /^Review/ }));
    expect(screen.queryByRole('button', { name: /cannot be read/ })).toBeNull();
  });

  test('what several missing answers begin with is shown once; each link still says all of it', async () => {
    const start = set();
    const missing = [
      { name: 'a', label: 'First' },
      { name: 'b.x', label: 'Second: Inner' },
      { name: 'b.y.z', label: 'Second: Other: Innermost' },
      { name: 'c.x', label: 'Third: Inner' },
    ];
    render(<Sample set={{ ...start, state: { ...start.state, complete: false, missing } }} />);
    await userEvent.setup().click(screen.getByRole('button', { name: /^Review/ }));
    const list = screen.getByRole('region', { name: /^4 answers/ });
    const links = within(list).getAllByRole('button');
    expect(links.map(({ textContent }) => textContent)).toEqual([
      'First',
      'Inner',
      'Other: Innermost',
      'Third: Inner',
    ]);
    for (const { label } of missing) expect(within(list).getByRole('button', { name: label })).toBeTruthy();
    expect(within(list).getAllByText('Second')).toHaveLength(1);
  });

  test('a page does not say twice what its first question is called, but a screen reader hears the group', () => {
    const start = answerSet(1, [
      question({ name: 'd', kind: 'group', label: 'page1', fields: [first] }),
      question({ name: 'e', kind: 'group', label: 'page1', fields: [second] }),
    ]);
    render(<Sample set={start} />);
    const [one, other] = screen.getAllByRole('group', { name: 'page1' });
    expect(one?.querySelector('.akte-unseen')?.textContent).toBe('page1');
    expect(other?.querySelector('.akte-unseen')).toBeNull();
  });

  test('tells why a question is asked, to who wants to know', async () => {
    const user = show(question({ name: 'a', kind: 'text', label: 'First', why: 'Clause 4 needs it.' }));
    expect(screen.queryByText('Clause 4 needs it.')).toBeNull();
    const button = screen.getByRole('button', { name: /^Why is this asked/ });
    await user.click(button);
    expect(screen.getByText('Asked because of: Clause 4 needs it.').id).toBe(
      button.getAttribute('aria-controls'),
    );
  });
});
