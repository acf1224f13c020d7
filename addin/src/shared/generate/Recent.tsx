import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Link as To } from 'wouter';
import type { AnswerSetItem } from '../../api/types';
import { useBehalf } from '../behalf/useBehalf';
import { useI18n } from '../i18n/I18n';
import { latest } from './lists';
import { paths } from './paths';

/** So many questionnaires are shown; the others are under one's documents. */
const SHOWN = 3;

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  link: { overflowWrap: 'anywhere' },
  begun: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The questionnaires that one began last, when they are wanted. What goes wrong here stands in nobody's way. */
export function useRecent(wanted: boolean) {
  return useQuery({
    ...latest,
    select: ({ items }) => items.slice(0, SHOWN),
    enabled: wanted,
  });
}

/** The questionnaires that one began last; nothing when there are none. */
export function Recent({ recent }: { recent: AnswerSetItem[] }) {
  const styles = useStyles();
  const { t, moment } = useI18n();
  const behalf = useBehalf();
  if (recent.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('library.recent')}>
      <h2 className={styles.title}>{t('library.recent')}</h2>
      <ul className={styles.list}>
        {recent.map((set) => (
          <li key={set.id}>
            <To href={paths.answers(set.id, '')} asChild>
              <Link className={styles.link} lang={set.name ? undefined : set.template.language}>
                {set.name ?? set.template.title}
              </Link>
            </To>
            <div className={styles.begun}>
              {[t('work.started', { date: moment(set.created_at) }), behalf.said(set)]
                .filter(Boolean)
                .join(' · ')}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
