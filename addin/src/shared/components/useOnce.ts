import { useMutation, type UseMutationOptions } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * Something that is done once however often it is asked for while it is being done: a second click can come before the
 * page shows that the first one counted.
 */
export function useOnce<Done, Asked = void>(options: UseMutationOptions<Done, Error, Asked>) {
  const { mutate, ...mutation } = useMutation(options);
  const isRunning = useRef(false);
  return {
    ...mutation,
    mutate: (asked: Asked) => {
      if (isRunning.current) return;
      isRunning.current = true;
      mutate(asked, {
        onSettled: () => {
          isRunning.current = false;
        },
      });
    },
  };
}
