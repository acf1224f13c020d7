import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { answerSet, question } from '../../testing/interview';
import { lastSent, Sample, withServer } from '../../testing/questionnaire';

const server = withServer();

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
    server.respond = (changes, rev) => {
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
    expect(server.sent).toEqual([{ name: 'parties', value: [{ name: 'A' }, null] }]);
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
    server.respond = (_, rev) => answerSet(rev + 1, [asked(null)]);
    render(<Sample set={answerSet(1, [asked('Delft')])} />);
    await userEvent.clear(screen.getByRole('textbox', { name: 'Place 1' }));
    expect(await lastSent(server)).toEqual({ name: 'places', value: [null] });
    expect(screen.getByRole('textbox', { name: 'Place 1' })).toBe(document.activeElement);
  });
});
