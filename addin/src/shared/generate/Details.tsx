import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  list: {
    margin: 0,
    maxHeight: '12rem',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
    paddingInlineStart: tokens.spacingHorizontalXL,
    // Far enough apart to be hit each by itself.
    display: 'grid',
    gap: tokens.spacingVerticalSNudge,
    paddingBlock: tokens.spacingVerticalXS,
  },
  summary: { cursor: 'pointer', paddingBlock: tokens.spacingVerticalXS },
});

interface Props<T> {
  summary: string;
  answers: T[];
  /** Whether it is open from the start. */
  open?: boolean;
  /** A line of the list. */
  children: (answer: T) => ReactNode;
}

/** Questions or answers, a line each, that who wants to see them opens; nothing when there are none. */
export function Details<T extends { name: string }>({ summary, answers, open = false, children }: Props<T>) {
  const styles = useStyles();
  if (answers.length === 0) return null;
  return (
    <details open={open}>
      <summary className={styles.summary}>{summary}</summary>
      {/* Who has no mouse scrolls it by arrows. */}
      <ul className={styles.list} tabIndex={0}>
        {answers.map((answer) => (
          <li key={answer.name}>{children(answer)}</li>
        ))}
      </ul>
    </details>
  );
}
