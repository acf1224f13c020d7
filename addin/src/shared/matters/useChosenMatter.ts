import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { MatterRef } from '../../api/types';

const KEY = ['chosen-matter'];

/** The matter that one works on now, for as long as the page is open: what is begun belongs to it. */
export function useChosenMatter(): [MatterRef | null, (matter: MatterRef | null) => void] {
  const client = useQueryClient();
  const { data } = useQuery<MatterRef | null>({
    queryKey: KEY,
    queryFn: () => null,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return [
    data ?? null,
    (matter) => {
      client.setQueryData(KEY, matter);
    },
  ];
}
