import { createContext, type ReactNode, useContext } from 'react';
import type { WordHost } from '../word/word';

const Context = createContext<WordHost | undefined>(undefined);

/** Gives the screens Word. */
export function WordProvider({ word, children }: { word: WordHost; children: ReactNode }) {
  return <Context value={word}>{children}</Context>;
}

export function useWord(): WordHost {
  const word = useContext(Context);
  if (!word) throw new Error('useWord needs a WordProvider above it');
  return word;
}
