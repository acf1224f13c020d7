import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n/I18n';
import { Bar } from './Bar';
import { Delayed } from './Delayed';

const useStyles = makeStyles({
  progress: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    alignItems: 'flex-start',
    width: '100%',
  },
  line: {
    alignSelf: 'stretch',
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  share: { whiteSpace: 'nowrap' },
});

interface Props {
  /** What is being done. */
  text: string;
  /** How much of it is done, from 0 to 1; left out where nobody knows. */
  share?: number | undefined;
  /** What one can do about it. */
  children?: ReactNode;
}

/** What is being done now and how far it is, once it takes longer than one notices. */
export function Progress({ text, share, children }: Props) {
  const styles = useStyles();
  const { language } = useI18n();
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  return (
    <Delayed>
      <div className={styles.progress}>
        <Bar aria-label={text} {...(share === undefined ? {} : { value: share })} />
        <div className={styles.line}>
          <span role="status">{text}</span>
          {/* The bar says it to who does not see it. */}
          {share !== undefined && (
            <span aria-hidden className={styles.share}>
              {percent.format(share)}
            </span>
          )}
        </div>
        {children}
      </div>
    </Delayed>
  );
}
