import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Reuse } from '../api/types';
import { useI18n } from '../shared/i18n/I18n';
import { paths, toAddress } from './paths';

const useStyles = makeStyles({
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  list: {
    margin: 0,
    maxHeight: '12rem',
    overflowY: 'auto',
    paddingInlineStart: tokens.spacingHorizontalXL,
    lineHeight: tokens.lineHeightBase500,
  },
  link: { verticalAlign: 'top', lineHeight: 'inherit' },
  summary: { cursor: 'pointer', paddingBlock: tokens.spacingVerticalXS },
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
    <MessageBar intent={left.length > 0 ? 'warning' : 'success'} layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('reuse.taken', { count: taken.length })}</MessageBarTitle>{' '}
        {left.length > 0 && t('reuse.left', { count: left.length })}{' '}
        {added.length > 0 && t('reuse.added', { count: added.length })}
        {left.length > 0 && (
          <Details summary={t('reuse.showLeft')}>
            {left.map(({ name, label, because }) => (
              <li key={name}>
                {label}: {t(`reuse.because.${because}`)}
              </li>
            ))}
          </Details>
        )}
        {added.length > 0 && (
          <Details summary={t('reuse.showAdded')}>
            {added.map(({ name, label }) => (
              <li key={name}>{label}</li>
            ))}
          </Details>
        )}
        {taken.length > 0 && (
          <Details summary={t('reuse.showTaken')}>
            {taken.map(({ name, label }) => (
              <li key={name}>
                <Link className={styles.link} href={`#${paths.question(id, toAddress(name))}`}>
                  {label}
                </Link>
              </li>
            ))}
          </Details>
        )}
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

function Details({ summary, children }: { summary: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <details>
      <summary className={styles.summary}>{summary}</summary>
      {/* Who has no mouse scrolls it by arrows. */}
      <ul className={styles.list} tabIndex={0}>
        {children}
      </ul>
    </details>
  );
}
