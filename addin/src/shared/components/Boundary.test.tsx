import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { I18nProvider } from '../i18n/I18n';
import { Boundary } from './Boundary';

test('where something on the page goes wrong, it says so and how to go on', () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const Broken = () => {
    throw new Error('undefined is not a function');
  };
  render(
    <I18nProvider>
      <Boundary>
        <Broken />
      </Boundary>
    </I18nProvider>,
  );
  expect(screen.getByRole('alert').textContent).toContain('Something went wrong on this page');
  expect(screen.queryByText(/undefined is not/)).toBeNull();
  expect(screen.getByRole('button', { name: 'Load again' })).toBeTruthy();
  logged.mockRestore();
});
