import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { Link } from 'wouter';
import { useI18n } from '../i18n/I18n';
import type { Stranded } from '../interview/unsent';
import { Details } from './Details';
import { paths } from './paths';
import { written } from './written';

const useStyles = makeStyles({
  notices: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginBottom: tokens.spacingVerticalL,
  },
  body: { overflowWrap: 'anywhere' },
});

interface Props {
  stranded: Stranded[];
  /** Throws away what waits for an answer set. */
  onDiscard: (set: string) => void;
}

/** Says of which questionnaires something still waits on this device, and leads there; or what it is, where it can go no more. */
export function StrandedNotice({ stranded, onDiscard }: Props) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  if (stranded.length === 0) return null;
  return (
    <div role="alert" className={styles.notices}>
      {stranded.map(({ set, title: known, because, unsent }) => {
        const title = known ?? t('stranded.nameless');
        return (
          <MessageBar key={set} intent="warning" layout="multiline">
            <MessageBarBody className={styles.body}>
              <MessageBarTitle>{t(`stranded.${because}`, { count: unsent.length, title })}</MessageBarTitle>{' '}
              {t(`stranded.${because}.next`)}
              {because === 'gone' && (
                <Details summary={t('stranded.typed')} answers={unsent}>
                  {({ name, label, value }) => `${label ?? name} – ${written(value, i18n)}`}
                </Details>
              )}
            </MessageBarBody>
            <MessageBarActions>
              {because === 'gone' ? (
                <Button
                  size="small"
                  aria-label={t('stranded.discardNamed', { title })}
                  onClick={() => {
                    onDiscard(set);
                  }}
                >
                  {t('stranded.discard')}
                </Button>
              ) : (
                <Link href={paths.answers(set, '')} asChild>
                  <Button as="a" size="small" aria-label={t('stranded.lookNamed', { title })}>
                    {t('stranded.look')}
                  </Button>
                </Link>
              )}
            </MessageBarActions>
          </MessageBar>
        );
      })}
    </div>
  );
}
