import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { AnswerSet } from '../../api/types';
import { answerSet, question } from '../../testing/interview';
import { described, Sample, show, withServer } from '../../testing/questionnaire';

const server = withServer();

describe('errors', () => {
  test('stand beside the field, belong to it, and wait until it is left', async () => {
    server.respond = (changes, rev) =>
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
      expect(server.sent.at(-1)?.value).toBe('12');
    });
    await screen.findByText('Saved');
    expect(screen.queryByText('Eight digits.')).toBeNull();
    await user.tab();
    expect(control.getAttribute('aria-invalid')).toBe('true');
    expect(described(control)).toContain('Eight digits.');
  });

  test('of an answer given before show at once', () => {
    show(server, question({ name: 'a', kind: 'text', value: 'x', error: 'Too short.' }));
    expect(described(screen.getByRole('textbox'))).toContain('Too short.');
  });
});

describe('relevance', () => {
  const kind = (value: unknown) =>
    question({ name: 'hourly', kind: 'yes_no', label: 'By the hour?', required: true, value });
  const rate = question({ name: 'rate', kind: 'money', label: 'Rate' });
  const note = (value: unknown) => question({ name: 'note', kind: 'text', label: 'Note', value });

  test('questions come and go with an answer, without taking the focus, and say so', async () => {
    server.respond = (changes, rev) =>
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
    server.respond = (changes, rev) => answerSet(rev + 1, [kind(null), rate, note(changes.at(-1)?.value)]);
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
    server.respond = (_, rev) => answerSet(rev + 1, [amount], [second]);
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
    const user = show(
      server,
      question({ name: 'a', kind: 'text', label: 'First', why: 'Clause 4 needs it.' }),
    );
    expect(screen.queryByText('Clause 4 needs it.')).toBeNull();
    const button = screen.getByRole('button', { name: /^Why is this asked/ });
    await user.click(button);
    expect(screen.getByText('Asked because of: Clause 4 needs it.').id).toBe(
      button.getAttribute('aria-controls'),
    );
  });
});
