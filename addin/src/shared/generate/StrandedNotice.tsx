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
import { paths } from './paths';

const useStyles = makeStyles({
  notices: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginBottom: tokens.spacingVerticalL,
  },
  body: { overflowWrap: 'anywhere' },
});

/** Says of which questionnaires something still waits on this device, and leads there. */
export function StrandedNotice({ stranded }: { stranded: Stranded[] }) {
  const styles = useStyles();
  const { t } = useI18n();
  if (stranded.length === 0) return null;
  return (
    <div role="alert" className={styles.notices}>
      {stranded.map(({ set, title, because, count }) => (
        <MessageBar key={set} intent="warning" layout="multiline">
          <MessageBarBody className={styles.body}>
            <MessageBarTitle>{t(`stranded.${because}`, { count, title })}</MessageBarTitle>{' '}
            {t(`stranded.${because}.next`)}
          </MessageBarBody>
          <MessageBarActions>
            <Link href={paths.answers(set, '')} asChild>
              <Button as="a" size="small" aria-label={t('stranded.lookNamed', { title })}>
                {t('stranded.look')}
              </Button>
            </Link>
          </MessageBarActions>
        </MessageBar>
      ))}
    </div>
  );
}
