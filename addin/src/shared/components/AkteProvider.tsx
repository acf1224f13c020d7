import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { I18nProvider } from '../i18n/I18n';
import { dark, light } from './theme';
import { useMediaQuery } from './useMediaQuery';
import './page.css';

/**
 * The style elements that Fluent makes at run time carry the nonce of this response; the content
 * security policy refuses all others.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
const renderer = createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {});

/** What every page needs around it: styles, theme by the reader's preference, language. */
export function AkteProvider({ children }: { children: ReactNode }) {
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)');
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={prefersDark ? dark : light} className="akte-page">
        <I18nProvider>{children}</I18nProvider>
      </FluentProvider>
    </RendererProvider>
  );
}
