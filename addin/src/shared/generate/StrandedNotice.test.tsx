import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { I18nProvider } from '../i18n/I18n';
import type { Stranded } from '../interview/unsent';
import { StrandedNotice } from './StrandedNotice';

const show = (stranded: Stranded, onDiscard = vi.fn()) => {
  render(
    <I18nProvider>
      <StrandedNotice stranded={[stranded]} onDiscard={onDiscard} />
    </I18nProvider>,
  );
  return onDiscard;
};

test('what can be sent no more is shown as it was typed, to be copied and thrown away', async () => {
  const onDiscard = show({
    set: 'set',
    title: 'Brink',
    because: 'gone',
    unsent: [
      { name: 'start', value: '2026-02-01', before: null, title: 'Brink', label: 'First day' },
      { name: 'trade_name', value: 'Nightjar', before: null },
    ],
  });
  expect(screen.getByRole('alert').textContent).toContain(
    '2 answers to ‘Brink’ wait on this device and cannot be sent any more.',
  );
  const lines = screen.getAllByRole('listitem', { hidden: true }).map(({ textContent }) => textContent);
  expect(lines).toEqual(['First day – 1 February 2026', 'trade_name – Nightjar']);
  expect(screen.queryByRole('link')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Discard: Brink' }));
  expect(onDiscard).toHaveBeenCalledWith('set');
});

test('what a person can settle leads to the questionnaire', () => {
  const unsent = [{ name: 'city', value: 'Delft', before: null }];
  show({ set: 'set', title: 'Brink', because: 'overtaken', unsent });
  expect(screen.getByRole('link', { name: 'See the answers: Brink' })).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('a questionnaire whose name this device does not know is told all the same', () => {
  show({ set: 'set', title: undefined, because: 'gone', unsent: [{ name: 'a', value: 'b', before: null }] });
  expect(screen.getByRole('alert').textContent).toContain('1 answer to ‘an earlier questionnaire’');
});
