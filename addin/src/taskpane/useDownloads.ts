import { useEffect } from 'react';
import { readFile } from '../api/client';

/**
 * Files are fetched by the page itself: a link would carry no bearer token, and some Words open it in a browser
 * in which nobody is signed in.
 */
export function useDownloads(): void {
  useEffect(() => {
    const clicked = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[download]') : null;
      if (!(link instanceof HTMLAnchorElement) || link.protocol === 'blob:') return;
      event.preventDefault();
      void readFile(link.href).then(({ bytes, name }) => {
        save(bytes, link.download || name);
      });
    };
    document.addEventListener('click', clicked);
    return () => {
      document.removeEventListener('click', clicked);
    };
  }, []);
}

function save(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
