import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { ApiError } from '../../api/error';
import type { Me, Permission } from '../../api/types';
import { Delayed } from '../components/Delayed';
import { TroubleNotice } from '../components/TroubleNotice';
import { Waiting } from '../components/Waiting';
import { whoIs } from './me';
import { keepOnly } from './outbox';

const Context = createContext<Me | undefined>(undefined);

interface Props {
  /** Shown to somebody who is not signed in. */
  signedOut: ReactNode;
  children: ReactNode;
}

/** Shows its children to a signed-in person. */
export function Session({ signedOut, children }: Props) {
  const me = useQuery(whoIs);
  const person = me.data?.person.id;
  useEffect(() => {
    if (person) void keepOnly(person);
  }, [person]);
  if (me.error instanceof ApiError && me.error.trouble === 'signed-out') return signedOut;
  if (me.data) return <Context value={me.data}>{children}</Context>;
  if (me.error) return <TroubleNotice error={me.error} onRetry={() => void me.refetch()} />;
  return (
    <Delayed>
      <Waiting />
    </Delayed>
  );
}

/** Whether who is signed in may do something, by its name in the table of permissions. */
export const useMay = (action: Permission): boolean => action in useMe().permissions;

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(Context);
  if (!me) throw new Error('useMe needs a Session above it');
  return me;
}
