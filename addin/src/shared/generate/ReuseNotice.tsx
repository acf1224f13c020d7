import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link as To } from 'wouter';
import type { Reuse } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { Details } from './Details';
import { paths, toAddress } from './paths';

const useStyles = makeStyles({
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  link: { verticalAlign: 'top', lineHeight: 'inherit' },
});

/** Where the page keeps what was made of the answers that a questionnaire began with. */
export const reuseOf = (id: string) => ['reuse', id];

/** What was taken over when a questionnaire began with other answers, what was not, and what is new. */
export function ReuseNotice({ id }: { id: string }) {
  const styles = useStyles();
  const { t } = useI18n();
  const client = useQueryClient();
  const { data: reuse } = useQuery<Reuse | null>({
    queryKey: reuseOf(id),
    queryFn: () => null,
    staleTime: Infinity,
  });
  if (!reuse) return null;
  const { taken, left, added } = reuse;
  return (
    <MessageBar
      intent={left.length > 0 ? 'warning' : taken.length > 0 ? 'success' : 'info'}
      layout="multiline"
    >
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('reuse.taken', { count: taken.length })}</MessageBarTitle>{' '}
        {left.length > 0 && t('reuse.left', { count: left.length })}{' '}
        {added.length > 0 && t('reuse.added', { count: added.length })}
        <Details summary={t('reuse.showLeft')} answers={left}>
          {({ label, because }) => `${label} – ${t(`reuse.because.${because}`)}`}
        </Details>
        <Details summary={t('reuse.showAdded')} answers={added}>
          {({ label }) => label}
        </Details>
        <Details summary={t('reuse.showTaken')} answers={taken}>
          {({ name, label }) => (
            <To href={paths.question(id, toAddress(name))} asChild>
              <Link className={styles.link}>{label}</Link>
            </To>
          )}
        </Details>
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label={t('app.dismiss')}
            onClick={() => {
              client.setQueryData(reuseOf(id), null);
            }}
          />
        }
      />
    </MessageBar>
  );
}
