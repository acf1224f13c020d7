import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import type { AnswerSet, FieldError, PageState } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import type { Outbox } from '../session/outbox';
import type { Answers } from './answers';
import { InterviewContext, type Unread } from './context';
import { Overtaken } from './Overtaken';
import { PageButtons } from './PageButtons';
import { pageOf, questionsOf } from './questions';
import { QuestionPage } from './QuestionPage';
import { Review } from './Review';
import { SaveStatus } from './SaveStatus';
import type { Step } from './StepButton';
import { Steps } from './Steps';
import { useAnnouncements } from './useAnnouncements';
import { useAnswers } from './useAnswers';

/** The last page: what is missing, and what the surface does with a finished questionnaire. */
const REVIEW = 'review';

const useStyles = makeStyles({
  room: { containerType: 'inline-size', minWidth: 0 },
  beside: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXXL,
  },
  interview: {
    display: 'grid',
    gap: tokens.spacingHorizontalXXXL,
    gridTemplateColumns: '15rem minmax(0, 1fr)',
    alignItems: 'start',
    '@container (max-width: 760px)': {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: tokens.spacingVerticalL,
    },
  },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXL,
    minWidth: 0,
    padding: tokens.spacingHorizontalXXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    '@container (max-width: 760px)': { padding: 0, backgroundColor: 'transparent', border: '0 none' },
  },
});

/** What the surface needs to finish: the answers, and a way to say what stands in the way. */
export interface Finish {
  answers: Answers;
  refused: (errors: FieldError[]) => void;
}

interface Props {
  answerSet: AnswerSet;
  /** Where this device keeps what the server does not have yet. */
  outbox: Outbox;
  /** The page that is open, by id; the first one when undefined or no longer there. */
  page: string | undefined;
  /** In place of a page: the question to go to, by name. */
  question?: string | undefined;
  onPage: (id: string) => void;
  /** What is shown beside the questions, of the answers as they are now; nothing when undefined. */
  beside?: ((set: AnswerSet) => ReactNode) | undefined;
  /** What follows the review: making the document, inserting it. */
  finish: (finish: Finish) => ReactNode;
}

/** A questionnaire: its pages, the way through them, and the review. Give it the answer set's id as `key`. */
export function Interview({ answerSet, outbox, page: pageId, question, onPage, beside, finish }: Props) {
  const styles = useStyles();
  const { language, t } = useI18n();
  const answers = useAnswers(answerSet, language, outbox);
  const set = useSyncExternalStore(answers.subscribe, () => answers.set);
  const { said, announce } = useAnnouncements(set);
  const [target, setTarget] = useState(question);
  const [wanted, setWanted] = useState(question);
  if (wanted !== question) {
    setWanted(question);
    setTarget(question);
  }

  const { state } = set;
  const steps: Step[] = [
    ...state.pages.map((page) => ({ id: page.id, title: page.title, page })),
    { id: REVIEW, title: t('review.title'), page: undefined },
  ];
  const at = useStep(steps, question === undefined ? pageId : (pageOf(state, question)?.id ?? ''));
  const current = steps[at]?.page;

  const known = useKnownQuestions(current);
  const [unread] = useState(() => new Map<string, Unread>());
  const first = current?.questions[0];
  const headed = first?.label === current?.title ? first?.name : undefined;
  const context = useMemo(
    () => ({
      answers,
      announce,
      unread,
      isFresh: (name: string) => !known.has(name),
      isInHeading: (name: string) => name === headed,
    }),
    [answers, announce, unread, known, headed],
  );
  const jump = (name: string) => {
    const page = pageOf(state, name);
    if (!page) return;
    setTarget(name);
    onPage(page.id);
  };

  return (
    <InterviewContext value={context}>
      <div className={mergeClasses(beside && styles.beside)}>
        <div className={styles.room}>
          <div className={styles.interview}>
            <Steps steps={steps} at={at} state={state} onStep={onPage} />
            <div className={styles.content}>
              <Overtaken answers={answers} />
              {current ? (
                <QuestionPage
                  key={current.id}
                  page={current}
                  target={target}
                  onReached={() => {
                    setTarget(undefined);
                  }}
                />
              ) : (
                <Review state={state} onJump={jump} finish={(refused) => finish({ answers, refused })} />
              )}
              <PageButtons steps={steps} at={at} onStep={onPage} />
              <SaveStatus answers={answers} />
            </div>
            <div role="status" className="akte-unseen">
              {said}
            </div>
          </div>
        </div>
        {beside?.(set)}
      </div>
    </InterviewContext>
  );
}

/** Index of the step that is open. When its page goes, the one that comes in its place. */
function useStep(steps: Step[], id: string | undefined): number {
  const [last, setLast] = useState(0);
  const found = steps.findIndex((step) => step.id === id);
  const at = found >= 0 ? found : id === undefined ? 0 : Math.min(last, steps.length - 1);
  if (at !== last) setLast(at);
  return at;
}

/** The questions that were on the page when it was opened; others came because of an answer. */
function useKnownQuestions(page: PageState | undefined): ReadonlySet<string> {
  const look = () => ({
    id: page?.id,
    names: new Set(page ? questionsOf(page).map(({ name }) => name) : []),
  });
  const [known, setKnown] = useState(look);
  if (known.id !== page?.id) setKnown(look());
  return known.names;
}
