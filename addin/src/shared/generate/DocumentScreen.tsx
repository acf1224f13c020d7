import { Badge, Link, makeStyles, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link as To, useLocation } from 'wouter';
import { answerSheet, readDocument } from '../../api/client';
import { useBehalf } from '../behalf/useBehalf';
import { ScreenTitle } from '../components/ScreenTitle';
import { TroubleNotice } from '../components/TroubleNotice';
import { Waiting } from '../components/Waiting';
import { useI18n } from '../i18n/I18n';
import { FiledUnder } from '../matters/FiledUnder';
import { References } from '../interview/References';
import type { Delivery } from './delivery';
import { paths, toAddress } from './paths';
import { Warnings } from './Warnings';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalL,
    maxWidth: '40rem',
  },
  facts: { color: tokens.colorNeutralForeground2, lineHeight: tokens.lineHeightBase400 },
  hash: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXL },
});

/** A finished document: take it away, or go on from it. */
export default function DocumentScreen({ id, delivery: { Whole } }: { id: string; delivery: Delivery }) {
  const styles = useStyles();
  const { t, moment, language } = useI18n();
  const [, navigate] = useLocation();
  const behalf = useBehalf();
  const document = useQuery({
    queryKey: ['document', id, language],
    queryFn: ({ signal }) => readDocument(id, language, signal),
    staleTime: Infinity,
    // In another language it is the same document.
    placeholderData: keepPreviousData,
  });

  if (document.error) return <TroubleNotice error={document.error} onRetry={() => void document.refetch()} />;
  if (!document.data) {
    return <Waiting />;
  }
  const { title, matter, draft, file_name, version, made_at, size, sha256, answer_set, blanks } =
    document.data;
  return (
    <div className={styles.screen}>
      <ScreenTitle title={t('document.made', { title })} />
      {draft && (
        <Badge appearance="tint" color="warning">
          {t('document.draft')}
        </Badge>
      )}
      <Warnings warnings={document.data.warnings} />
      <Whole document={document.data} />
      <FiledUnder id={answer_set} matter={matter} />
      <References
        title={t('document.blanks', { count: blanks.length })}
        references={blanks.map(({ name, label }) => ({ name, text: label }))}
        onJump={(name) => {
          navigate(paths.question(answer_set, toAddress(name)));
        }}
      />
      <div className={styles.facts}>
        <div>
          {file_name} · {t('document.size', { size: Math.ceil(size / 1000) })}
        </div>
        <div>{t('document.madeAt', { date: moment(made_at) })}</div>
        {behalf.said(document.data) && <div>{behalf.said(document.data)}</div>}
        <div>{t('document.version', { version })}</div>
        <div>
          {t('document.hash')}: <span className={styles.hash}>{sha256}</span>
        </div>
      </div>
      <div className={styles.links}>
        <To href={paths.answers(answer_set, '')} asChild>
          <Link>{t('document.change')}</Link>
        </To>
        <Link href={answerSheet(answer_set, language)} download>
          {t('answers.sheet')}
        </Link>
        <To href={paths.library} asChild>
          <Link>{t('document.another')}</Link>
        </To>
      </div>
    </div>
  );
}
