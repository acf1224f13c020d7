import { makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  error: {
    display: 'flex',
    alignItems: 'baseline',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorStatusDangerForeground1,
    overflowWrap: 'anywhere',
  },
  icon: { flexShrink: 0, transform: 'translateY(2px)' },
});

/** What is wrong with an answer, next to it; the control names it in aria-describedby. */
export function ErrorText({ id, children }: { id: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div id={id} className={styles.error}>
      <ErrorCircleFilled className={styles.icon} aria-hidden />
      <span>{children}</span>
    </div>
  );
}
