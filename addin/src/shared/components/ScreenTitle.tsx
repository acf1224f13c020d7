import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { SERIF } from './theme';

const useStyles = makeStyles({
  title: {
    margin: 0,
    fontFamily: SERIF,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
    ':focus': { outlineStyle: 'none' },
  },
});

let firstScreen = true;

/**
 * The heading of a screen. It names the browser's tab, and takes the focus when the screen comes in
 * place of another, so that a screen reader starts at its top.
 */
export function ScreenTitle({ title, children }: { title: string; children?: ReactNode }) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · Akte`;
  }, [title]);

  useEffect(() => {
    if (!firstScreen) heading.current?.focus();
    firstScreen = false;
  }, []);

  return (
    <h1 ref={heading} tabIndex={-1} className={styles.title}>
      {children ?? title}
    </h1>
  );
}
