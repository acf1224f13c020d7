import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { type ReactNode, useMemo } from 'react';
import { I18nProvider } from '../i18n/I18n';
import { useAccent } from '../session/useAccent';
import { Boundary } from './Boundary';
import { StaleNotice } from './StaleNotice';
import { themeOf } from './theme';
import { useMediaQuery } from './useMediaQuery';
import './page.css';

/**
 * The style elements that Fluent makes at run time carry the nonce of this response; the content
 * security policy refuses all others.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
const renderer = createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {});

interface Props {
  /** Dark or light, where Office says so; by the reader's preference otherwise. */
  dark?: boolean | undefined;
  children: ReactNode;
}

/** What every page needs around it: styles, theme, language. */
export function AkteProvider({ dark: wanted, children }: Props) {
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)');
  const accent = useAccent();
  const shade = (wanted ?? prefersDark) ? 'dark' : 'light';
  const theme = useMemo(() => themeOf(accent, shade), [accent, shade]);
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={theme} className="akte-page">
        <I18nProvider>
          <StaleNotice />
          <Boundary>{children}</Boundary>
        </I18nProvider>
      </FluentProvider>
    </RendererProvider>
  );
}
