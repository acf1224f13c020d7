import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle';
import type { PageState, State } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { missingOn, wrongOn } from './questions';

const useStyles = makeStyles({
  step: {
    width: '100%',
    justifyContent: 'flex-start',
    textAlign: 'start',
    paddingInline: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
  },
  current: {
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  title: { flexGrow: 1 },
  done: { color: tokens.colorBrandForeground1 },
  open: { color: tokens.colorNeutralForeground3 },
  wrong: { color: tokens.colorStatusDangerForeground1 },
});

/** A page of the questionnaire, or (without a page) the review. */
export interface Step {
  id: string;
  title: string;
  page: PageState | undefined;
}

interface Props {
  step: Step;
  state: State;
  /** Whether it is the step that is open. */
  current: boolean;
  onClick: () => void;
}

/** One step: what it is called and how it stands. */
export function StepButton({ step: { title, page }, state, current, onClick }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const wrong = page ? wrongOn(page).length : 0;
  const missing = page ? missingOn(page, state).length : state.missing.length;
  const done = page ? wrong + missing === 0 : state.complete;

  const statuses: string[] = [];
  if (wrong > 0) statuses.push(t('interview.toCorrect', { count: wrong }));
  if (missing > 0) statuses.push(t('interview.toAnswer', { count: missing }));
  if (done) statuses.push(t('interview.done'));

  return (
    <Button
      appearance="subtle"
      className={mergeClasses(styles.step, current && styles.current)}
      aria-label={[title, ...statuses].join(', ')}
      aria-current={current ? 'step' : undefined}
      icon={
        done ? (
          <CheckmarkCircleFilled className={styles.done} />
        ) : wrong > 0 ? (
          <ErrorCircleFilled className={styles.wrong} />
        ) : (
          <CircleRegular className={styles.open} />
        )
      }
      onClick={onClick}
    >
      <span className={styles.title}>{title}</span>
    </Button>
  );
}
