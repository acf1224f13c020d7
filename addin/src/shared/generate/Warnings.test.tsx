import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AkteProvider } from '../components/AkteProvider';
import { newQueryClient } from '../session/queryClient';
import { Warnings } from './Warnings';

const show = (warnings: Parameters<typeof Warnings>[0]['warnings']) =>
  render(
    <QueryClientProvider client={newQueryClient()}>
      <AkteProvider>
        <Warnings warnings={warnings} />
      </AkteProvider>
    </QueryClientProvider>,
  );

test('each warning is said, with the answers that it is about', () => {
  show([
    { code: 'object_kept', message: 'It holds an object.', answers: [] },
    {
      code: 'answers_unused',
      message: 'These are not used.',
      answers: [
        { name: 'fee', label: 'The fee' },
        { name: 'client.name', label: 'Client: Name' },
      ],
    },
  ]);
  const lines = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(lines).toEqual(['It holds an object.', 'These are not used. (The fee, Client: Name)']);
});

test('a document that needs no looking at says nothing', () => {
  const { container } = show([]);
  expect(container.textContent).toBe('');
});
