import { type ReactNode, useEffect, useState } from 'react';

/** Nothing looks slower than a flash of "loading": what is there within 300 ms shows no sign of waiting. */
const PATIENCE_MS = 300;

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
