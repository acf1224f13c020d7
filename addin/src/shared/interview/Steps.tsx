import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { useId, useState } from 'react';
import type { State } from '../../api/types';
import { Bar } from '../components/Bar';
import { useI18n } from '../i18n/I18n';
import { type Step, StepButton } from './StepButton';

const NARROW = '@container (max-width: 760px)';

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
  list: {
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    listStyleType: 'none',
  },
  closed: { [NARROW]: { display: 'none' } },
});

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
        <Bar
          aria-label={t('interview.progressLabel')}
          aria-valuetext={t('interview.progress', { answered, needed })}
          value={answered}
          max={Math.max(needed, 1)}
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
        {steps.map((step, index) => (
          <li key={step.id}>
            <StepButton
              step={step}
              state={state}
              current={index === at}
              onClick={() => {
                setOpen(false);
                onStep(step.id);
              }}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}
