import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { readAnswerSet } from '../api/client';
import { Delayed } from '../shared/components/Delayed';
import { ScreenTitle } from '../shared/components/ScreenTitle';
import { TroubleNotice } from '../shared/components/TroubleNotice';
import { Waiting } from '../shared/components/Waiting';
import { useI18n } from '../shared/i18n/I18n';
import { Interview } from '../shared/interview/Interview';
import { MakeDocument } from './MakeDocument';
import { paths } from './paths';

const useStyles = makeStyles({
  screen: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
});

/** The questionnaire of an answer set. */
export function QuestionnaireScreen({ id, page }: { id: string; page: string | undefined }) {
  const styles = useStyles();
  const { language } = useI18n();
  const [, navigate] = useLocation();
  // Read once: from then on the interview keeps the state itself.
  const set = useQuery({
    queryKey: ['answer-set', id],
    queryFn: ({ signal }) => readAnswerSet(id, language, signal),
    staleTime: Infinity,
    gcTime: 0,
  });

  if (set.error) return <TroubleNotice error={set.error} onRetry={() => void set.refetch()} />;
  if (!set.data) {
    return (
      <Delayed>
        <Waiting />
      </Delayed>
    );
  }
  return (
    <div className={styles.screen}>
      <ScreenTitle title={set.data.template.title} />
      <Interview
        answerSet={set.data}
        page={page}
        onPage={(next) => {
          navigate(paths.answers(id, next));
        }}
        finish={(finish) => <MakeDocument {...finish} />}
      />
    </div>
  );
}
