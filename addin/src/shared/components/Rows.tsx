import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Delayed } from './Delayed';
import { useI18n } from '../i18n/I18n';

const useStyles = makeStyles({
  rows: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  text: { flex: '1 1 14rem', minWidth: 0 },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  details: { color: tokens.colorNeutralForeground2, marginTop: tokens.spacingVerticalXXS },
  coming: { '@media screen and (forced-colors: active)': { outline: '1px solid GrayText' } },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Things below each other. */
export function Rows({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return <ul className={styles.rows}>{children}</ul>;
}

interface RowProps {
  title: string;
  /** Of the title: one below the heading that the rows stand under. */
  heading: 'h2' | 'h3';
  /** The language of the title. */
  lang?: string | undefined;
  badge?: ReactNode;
  /** What one wants to know before choosing it. */
  details: (string | null | undefined | false)[];
  /** What can be done with it. */
  children: ReactNode;
}

/** One of the things. */
export function Row({ title, heading: Heading, lang, badge, details, children }: RowProps) {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        <Heading className={styles.title}>
          <span lang={lang}>{title}</span>
          {badge}
        </Heading>
        <div className={styles.details}>{details.filter(Boolean).join(' · ')}</div>
      </div>
      <div className={styles.actions}>{children}</div>
    </li>
  );
}

/** The shape of rows, while they are on their way for longer than one notices. */
export function RowsComing() {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <Delayed>
      <Skeleton aria-label={t('app.loading')} className={styles.rows}>
        {[1, 2, 3].map((row) => (
          <div key={row} className={styles.row}>
            <div className={styles.text}>
              <SkeletonItem size={20} className={styles.coming} />
            </div>
          </div>
        ))}
      </Skeleton>
    </Delayed>
  );
}
