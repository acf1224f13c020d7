import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { ApiError } from '../../api/error';
import type { Me, Permission } from '../../api/types';
import { ScreenTitle } from '../components/ScreenTitle';
import { TroubleNotice } from '../components/TroubleNotice';
import { Waiting } from '../components/Waiting';
import { whoIs } from './me';
import { keepOnly } from './outbox';

const useStyles = makeStyles({
  // Below Office's own menu in the top right corner, 40 × 40 px.
  alone: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: `40px ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
  },
});

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
  if (me.error) return <NotKnown error={me.error} onRetry={() => void me.refetch()} />;
  return <Waiting />;
}

/** Who is signed in cannot be found out now: the server is away, or under maintenance. */
function NotKnown(trouble: { error: unknown; onRetry: () => void }) {
  const styles = useStyles();
  return (
    <main className={styles.alone}>
      <ScreenTitle title="Akte" />
      <TroubleNotice {...trouble} />
    </main>
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
