import { makeStyles, mergeClasses, ToggleButton, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { readAnswerSet } from '../../api/client';
import { useBehalf } from '../behalf/useBehalf';
import { ScreenTitle } from '../components/ScreenTitle';
import { TroubleNotice } from '../components/TroubleNotice';
import { later } from '../components/later';
import { useMediaQuery } from '../components/useMediaQuery';
import { Waiting } from '../components/Waiting';
import { useI18n } from '../i18n/I18n';
import { FiledUnder } from '../matters/FiledUnder';
import { Interview } from '../interview/Interview';
import { sentFor } from '../interview/unsent';
import { outbox } from '../session/outbox';
import { useMe } from '../session/Session';
import { AnswerSetMenu } from './AnswerSetMenu';
import { MakeDocument } from './MakeDocument';
import { NewerVersion } from './NewerVersion';
import { paths } from './paths';
import { ReuseNotice } from './ReuseNotice';
import { SetAside } from './SetAside';

const Preview = later(() => import('../preview/Preview'));

/** Where there is room for a document beside the questions. */
const WIDE = '(min-width: 900px)';

const useStyles = makeStyles({
  screen: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
  // With the document beside the questions, as wide as the window is.
  wide: { width: 'calc(100vw - 4rem)', marginInlineStart: 'calc(50% - 50vw + 2rem)' },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  tools: { display: 'flex', flexShrink: 0, gap: tokens.spacingHorizontalXS },
  of: { color: tokens.colorNeutralForeground2, marginTop: tokens.spacingVerticalXXS },
});

interface Props {
  id: string;
  /** The page that is open. */
  page?: string | undefined;
  /** In place of a page: the question to go to. */
  question?: string;
}

/** The questionnaire of an answer set. */
export default function QuestionnaireScreen({ id, page, question }: Props) {
  const styles = useStyles();
  const { t, language } = useI18n();
  const isWide = useMediaQuery(WIDE);
  const [isWanted, setWanted] = useState(false);
  const isPreviewing = isWide && isWanted;
  const [, navigate] = useLocation();
  const behalf = useBehalf();
  const { person } = useMe();
  const unsent = useMemo(() => outbox(person.id, id), [person.id, id]);
  // Read once: from then on the interview keeps the state itself.
  const set = useQuery({
    queryKey: ['answer-set', id],
    queryFn: async ({ signal }) => {
      await sentFor(id);
      return readAnswerSet(id, language, signal);
    },
    staleTime: Infinity,
    gcTime: 0,
  });

  if (set.error) return <TroubleNotice error={set.error} onRetry={() => void set.refetch()} />;
  if (!set.data) {
    return <Waiting />;
  }
  const { name, template, version } = set.data;
  return (
    <div className={mergeClasses(styles.screen, isPreviewing && styles.wide)}>
      <div className={styles.head}>
        <div>
          <ScreenTitle title={name ?? template.title} />
          {name && (
            <div className={styles.of} lang={template.language}>
              {template.title}
            </div>
          )}
          {behalf.said(set.data) && <div className={styles.of}>{behalf.said(set.data)}</div>}
          <FiledUnder id={id} matter={set.data.matter} />
        </div>
        <div className={styles.tools}>
          {isWide && (
            <ToggleButton
              checked={isPreviewing}
              onClick={() => {
                setWanted(!isPreviewing);
              }}
            >
              {t('preview.title')}
            </ToggleButton>
          )}
          <AnswerSetMenu set={set.data} />
        </div>
      </div>
      <NewerVersion set={set.data} />
      <ReuseNotice id={id} />
      <SetAside answers={set.data.set_aside} state={set.data.state} />
      <Interview
        key={version}
        answerSet={set.data}
        outbox={unsent}
        page={page}
        question={question}
        onPage={(next) => {
          navigate(paths.answers(id, next));
        }}
        beside={
          isPreviewing
            ? ({ rev }) => (
                <Suspense>
                  <Preview id={id} rev={rev} />
                </Suspense>
              )
            : undefined
        }
        finish={(finish) => <MakeDocument {...finish} title={name ?? template.title} />}
      />
    </div>
  );
}
