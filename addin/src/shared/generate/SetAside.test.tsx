import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { answerSet, question } from '../../testing/interview';
import { I18nProvider } from '../i18n/I18n';
import { SetAside } from './SetAside';

const show = (answers: Record<string, unknown>) =>
  render(
    <I18nProvider>
      <SetAside
        answers={answers}
        state={answerSet(1, [question({ name: 'fee', kind: 'text', label: 'The fee' })]).state}
      />
    </I18nProvider>,
  );

test('answers that were set aside are shown with what they were, by their labels or in words', () => {
  show({
    'client.trade_name': 'Ada',
    fee: { amount: '10', currency: 'EUR' },
    urgent: true,
    start: '2026-02-01',
    notice: 'P1M',
  });
  expect(screen.getByText('5 earlier answers are set aside')).toBeTruthy();
  const lines = screen.getAllByRole('listitem', { hidden: true }).map(({ textContent }) => textContent);
  expect(lines).toEqual([
    'Client trade name – Ada',
    'The fee – 10, EUR',
    'Urgent – Yes',
    'Start – 1 February 2026',
    'Notice – 1 month',
  ]);
});

test('nothing is shown when nothing was', () => {
  show({});
  expect(document.querySelector('details')).toBeNull();
});
