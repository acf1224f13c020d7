import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { question } from '../../../testing/interview';
import { described, lastSent, show, withServer } from '../../../testing/questionnaire';

const server = withServer();

describe('each kind has its control', () => {
  test.each(['text', 'postcode', 'kvk', 'rsin', 'bsn', 'iban', 'vat', 'paragraph'] as const)(
    '%s',
    async (kind) => {
      const user = show(
        server,
        question({ name: 'a', kind, label: 'Label', help: 'Some help.', required: true }),
      );
      const control = screen.getByRole('textbox', { name: /^Label/ });
      expect(control.getAttribute('aria-required')).toBe('true');
      expect(described(control)).toContain('Some help.');
      await user.type(control, 'x');
      expect((control as HTMLInputElement).value).toBe('x');
      await waitFor(() => {
        expect(server.sent).toContainEqual({ name: 'a', value: 'x' });
      });
      await user.clear(control);
      await waitFor(() => {
        expect(server.sent.at(-1)).toEqual({ name: 'a', value: null });
      });
    },
  );

  test.each(['text', 'paragraph'] as const)('%s: what is white around it goes on leaving', async (kind) => {
    const user = show(server, question({ name: 'a', kind, label: 'Label' }));
    const control = screen.getByRole<HTMLInputElement>('textbox', { name: 'Label' });
    await user.type(control, ' De  Zon ');
    expect(control.value).toBe(' De  Zon ');
    await user.tab();
    expect(control.value).toBe('De  Zon');
    await waitFor(() => {
      expect(server.sent.at(-1)).toEqual({ name: 'a', value: 'De  Zon' });
    });
    await user.clear(control);
    await user.type(control, '  ');
    await user.tab();
    expect(control.value).toBe('');
  });

  test('number: exact, as text; on leaving it is written out', async () => {
    const user = show(server, question({ name: 'n', kind: 'number', label: 'Label' }));
    const control = screen.getByRole('textbox', { name: 'Label' });
    await user.type(control, '1250.50');
    await waitFor(() => {
      expect(server.sent.at(-1)).toEqual({ name: 'n', value: '1250.50' });
    });
    await user.tab();
    expect((control as HTMLInputElement).value).toBe('1,250.50');
  });

  test('number: what cannot be read is said, and takes the answer away', async () => {
    const user = show(server, question({ name: 'n', kind: 'number', label: 'Label', value: '5' }));
    const control = screen.getByRole('textbox', { name: 'Label' });
    await user.type(control, 'x');
    expect(control.getAttribute('aria-invalid')).toBeNull();
    await user.tab();
    expect((control as HTMLInputElement).value).toBe('5x');
    expect(control.getAttribute('aria-invalid')).toBe('true');
    expect(described(control)).toContain('Write a number');
    await waitFor(() => {
      expect(server.sent.at(-1)).toEqual({ name: 'n', value: null });
    });
  });

  test('money: amount with currency', async () => {
    const user = show(server, question({ name: 'm', kind: 'money', label: 'Fee' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Currency: Fee' }), 'GBP');
    await user.type(screen.getByRole('textbox', { name: 'Fee' }), '10');
    await waitFor(() => {
      expect(server.sent.at(-1)).toEqual({ name: 'm', value: { amount: '10', currency: 'GBP' } });
    });
  });

  test('date', async () => {
    const user = show(server, question({ name: 'd', kind: 'date', label: 'Start' }));
    const control = screen.getByRole('textbox', { name: 'Start' });
    await user.type(control, '1-2-2026');
    await waitFor(() => {
      expect(server.sent.at(-1)).toEqual({ name: 'd', value: '2026-02-01' });
    });
    await user.tab();
    expect((control as HTMLInputElement).value).toBe('1 February 2026');
    expect(screen.getByRole('button', { name: 'Choose from calendar: Start' })).toBeTruthy();
  });

  test('a day from the calendar takes the place of what could not be read', async () => {
    const user = show(server, question({ name: 'd', kind: 'date', label: 'Start' }));
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
    const user = show(server, question({ name: 'm', kind: 'money', label: 'Fee' }));
    await user.type(screen.getByRole('textbox', { name: 'Fee' }), '$ 1.000');
    await waitFor(() => {
      expect(server.sent.at(-1)).toEqual({ name: 'm', value: { amount: '1000', currency: 'USD' } });
    });
    await user.tab();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Fee' }).value).toBe('1,000');
    expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe('USD');
  });

  test('period', async () => {
    const user = show(server, question({ name: 'p', kind: 'period', label: 'Notice' }));
    const group = within(screen.getByRole('group', { name: 'Notice' }));
    await user.selectOptions(group.getByRole('combobox', { name: 'Unit' }), 'weeks');
    await user.type(group.getByRole('textbox', { name: 'Number' }), '6');
    await waitFor(() => {
      expect(server.sent.at(-1)).toEqual({ name: 'p', value: 'P6W' });
    });
  });

  test('yes or no; one that is not required can be cleared', async () => {
    const user = show(server, question({ name: 'y', kind: 'yes_no', label: 'Penalty?' }));
    const group = within(screen.getByRole('radiogroup', { name: 'Penalty?' }));
    await user.click(group.getByRole('radio', { name: 'No' }));
    expect(await lastSent(server)).toEqual({ name: 'y', value: false });
    await user.click(screen.getByRole('button', { name: 'Clear answer' }));
    await waitFor(() => {
      expect(server.sent.at(-1)).toEqual({ name: 'y', value: null });
    });
  });

  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      value: `v${String(index)}`,
      label: `Option ${String(index)}`,
    }));

  test('a choice of few shows all', async () => {
    const user = show(server, question({ name: 'c', kind: 'choice', label: 'Law', options: options(5) }));
    await user.click(screen.getByRole('radio', { name: 'Option 3' }));
    expect(await lastSent(server)).toEqual({ name: 'c', value: 'v3' });
  });

  test('a choice of many is a list that opens', async () => {
    const user = show(server, question({ name: 'c', kind: 'choice', label: 'Law', options: options(6) }));
    expect(screen.queryByRole('radio')).toBeNull();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Law' }), 'Option 5');
    expect(await lastSent(server)).toEqual({ name: 'c', value: 'v5' });
  });

  test('several of some, in the order in which they are offered', async () => {
    const user = show(
      server,
      question({ name: 'm', kind: 'multiple_choice', label: 'Annexes', options: options(3) }),
    );
    const group = within(screen.getByRole('group', { name: 'Annexes' }));
    await user.click(group.getByRole('checkbox', { name: 'Option 2' }));
    await user.click(group.getByRole('checkbox', { name: 'Option 0' }));
    await waitFor(() => {
      expect(server.sent.at(-1)).toEqual({ name: 'm', value: ['v0', 'v2'] });
    });
  });

  test.each(['person', 'organisation', 'address', 'group'] as const)(
    '%s is a set of its fields',
    async (kind) => {
      const user = show(
        server,
        question({
          name: 'who',
          kind,
          label: 'Client',
          fields: [question({ name: 'who.name', kind: 'text', label: 'Name' })],
        }),
      );
      const set = within(screen.getByRole('group', { name: 'Client' }));
      await user.type(set.getByRole('textbox', { name: 'Name' }), 'x');
      expect(await lastSent(server)).toEqual({ name: 'who.name', value: 'x' });
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
      const user = show(server, question({ name: 'logo', kind: 'image', label: 'Logo' }));
      expect(screen.getByRole('button', { name: 'Logo Choose a picture…' })).toBeTruthy();
      await user.upload(input(), logo);
      expect(await lastSent(server)).toEqual({ name: 'logo', value: 'f1' });
      expect(uploads[0]?.url).toBe('/api/v1/answer-sets/set/files?kind=image&name=logo.png');
      const shown = await screen.findByRole<HTMLImageElement>('img', { name: 'The picture for: Logo' });
      expect(shown.src).toBe('blob:logo');
      expect(screen.getByText('logo a.png')).toBeTruthy();
      await user.click(screen.getByRole('button', { name: 'Remove Logo' }));
      await waitFor(() => {
        expect(server.sent.at(-1)).toEqual({ name: 'logo', value: null });
      });
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Logo Choose a picture…' }));
      expect(screen.queryByRole('img')).toBeNull();
    });

    test('that is refused is told beside the question', async () => {
      answer = { status: 422, body: { type: 'urn:akte:problem:not-a-picture', title: 'x', status: 422 } };
      const user = show(server, question({ name: 'logo', kind: 'image', label: 'Logo' }));
      await user.upload(input(), logo);
      const button = await screen.findByRole('button', { description: /This picture cannot be used/ });
      expect(button.textContent).toBe('Choose a picture…');
      expect(server.sent).toEqual([]);
    });

    test('that is too large is not sent', async () => {
      const user = show(server, question({ name: 'logo', kind: 'image', label: 'Logo' }));
      await user.upload(input(), new File([new Uint8Array(5 * 2 ** 20 + 1)], 'x.png', { type: 'image/png' }));
      expect(screen.getByText(/^x\.png was not added\. This file is too large: at most 5 MB\./)).toBeTruthy();
      expect(uploads).toEqual([]);
    });
  });
});
