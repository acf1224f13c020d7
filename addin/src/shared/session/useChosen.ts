import { useQuery, useQueryClient } from '@tanstack/react-query';

/** What one chose to work with, for as long as the page is open. */
export function useChosen<T>(what: string): [T | null, (chosen: T | null) => void] {
  const client = useQueryClient();
  const queryKey = ['chosen', what];
  const { data } = useQuery<T | null>({
    queryKey,
    queryFn: () => null,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return [
    data ?? null,
    (chosen) => {
      client.setQueryData(queryKey, chosen);
    },
  ];
}
