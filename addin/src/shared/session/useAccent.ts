import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Me } from '../../api/types';
import { ME } from './me';

/** The colour of the firm of who is signed in, once that is known: asking for it is the session's. */
export function useAccent(): string | null {
  const client = useQueryClient();
  return useSyncExternalStore(
    (changed) => client.getQueryCache().subscribe(notifyManager.batchCalls(changed)),
    () => client.getQueryData<Me>(ME)?.tenant.accent ?? null,
  );
}
