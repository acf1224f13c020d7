import { Button, makeStyles, mergeClasses, ProgressBar, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { useId, useState } from 'react';
import type { PageState, State } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { missingOn } from './questions';

const NARROW = '@media (max-width: 800px)';

const useStyles = makeStyles({
  nav: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  progress: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  count: { color: tokens.colorNeutralForeground2 },
  toggle: {
    display: 'none',
    justifyContent: 'space-between',
    textAlign: 'start',
    [NARROW]: { display: 'flex' },
  },
  toggleText: { fontWeight: tokens.fontWeightRegular, overflowWrap: 'anywhere' },
  list: { margin: 0, padding: 0, display: 'flex', flexDirection: 'column', listStyleType: 'none' },
  closed: { [NARROW]: { display: 'none' } },
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
  done: { color: tokens.colorBrandForeground1 },
  open: { color: tokens.colorNeutralForeground3 },
  title: { flexGrow: 1 },
});

/** A page of the questionnaire, or (without a page) the review. */
export interface Step {
  id: string;
  title: string;
  page: PageState | undefined;
}

interface Props {
  steps: Step[];
  /** Index of the step that is open. */
  at: number;
  state: State;
  onStep: (id: string) => void;
}

/** The way through the questionnaire, and how far one is. Folds up where there is little room. */
export function Steps({ steps, at, state, onStep }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const list = useId();
  const { answered, needed } = state.progress;

  return (
    <nav className={styles.nav} aria-label={t('interview.pages')}>
      <div className={styles.progress}>
        <ProgressBar
          aria-label={t('interview.progressLabel')}
          aria-valuetext={t('interview.progress', { answered, needed })}
          value={answered}
          max={Math.max(needed, 1)}
          thickness="large"
        />
        <div className={styles.count}>{t('interview.progress', { answered, needed })}</div>
      </div>
      <Button
        className={styles.toggle}
        aria-expanded={open}
        aria-controls={list}
        icon={<ChevronDownRegular />}
        iconPosition="after"
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span className={styles.toggleText}>
          {t('interview.step', { number: at + 1, total: steps.length })}: <strong>{steps[at]?.title}</strong>
        </span>
      </Button>
      <ol id={list} className={mergeClasses(styles.list, !open && styles.closed)}>
        {steps.map(({ id, title, page }, index) => {
          const missing = page ? missingOn(page, state).length : state.missing.length;
          const status = missing > 0 ? t('interview.toAnswer', { count: missing }) : t('interview.done');
          return (
            <li key={id}>
              <Button
                appearance="subtle"
                className={mergeClasses(styles.step, index === at && styles.current)}
                aria-label={`${title}, ${status}`}
                aria-current={index === at ? 'step' : undefined}
                icon={
                  missing > 0 ? (
                    <CircleRegular className={styles.open} />
                  ) : (
                    <CheckmarkCircleFilled className={styles.done} />
                  )
                }
                onClick={() => {
                  setOpen(false);
                  onStep(id);
                }}
              >
                <span className={styles.title}>{title}</span>
              </Button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
