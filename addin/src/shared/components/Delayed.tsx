import { type ReactNode, useEffect, useState } from 'react';
import { PATIENCE_MS } from './patience';

/** Shows its children only when it stays mounted for longer than a person notices. */
export function Delayed({ children }: { children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(true);
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return late ? children : null;
}
