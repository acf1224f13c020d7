import { type ReactNode, useSyncExternalStore } from 'react';
import { AkteProvider } from '../shared/components/AkteProvider';
import type { WordHost } from '../word/word';

/** Word tells nobody that its theme changed: whoever changes it comes back to the pane after that. */
function subscribe(changed: () => void): () => void {
  window.addEventListener('focus', changed);
  document.addEventListener('visibilitychange', changed);
  return () => {
    window.removeEventListener('focus', changed);
    document.removeEventListener('visibilitychange', changed);
  };
}

/** What every page needs around it, dark or light as Office is now. */
export function InOffice({ word, children }: { word: WordHost | undefined; children: ReactNode }) {
  const dark = useSyncExternalStore(subscribe, () => word?.theme()?.dark);
  return <AkteProvider dark={dark}>{children}</AkteProvider>;
}
