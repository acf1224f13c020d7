import { Label, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { memo, useId, useState } from 'react';
import type { QuestionState } from '../../api/types';
import { useHeld } from '../components/press';
import { useI18n } from '../i18n/I18n';
import { Composite } from './Composite';
import { useAnswer, useInterview } from './context';
import { CONTROLS } from './controls/controls';
import { ErrorText } from './ErrorText';
import { LabelLine } from './LabelLine';
import { ListQuestion } from './ListQuestion';
import { DATE_EXAMPLE } from './entry/date';
import { domId } from './questions';
import { isFormat } from './format';

interface Props {
  question: QuestionState;
  /** In place of the question's own label, as for an item of a list. */
  label?: string;
  /** In place of changing the answer by the question's name. */
  onChange?: (value: unknown) => void;
}

/** A question of any kind. */
export const Question = memo(function Question({ question, ...rest }: Props) {
  switch (question.kind) {
    case 'person':
    case 'organisation':
    case 'address':
    case 'group':
      return <Composite question={question} {...rest} />;
    case 'list':
      return <ListQuestion question={question} />;
    default:
      return <SingleQuestion question={question} kind={question.kind} {...rest} />;
  }
});

const useStyles = makeStyles({
  question: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  label: {
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    // A word joiner: the asterisk stays with the last word.
    '& .fui-Label__required::before': { content: '"\\2060"' },
  },
  help: { color: tokens.colorNeutralForeground2, whiteSpace: 'pre-line', overflowWrap: 'anywhere' },
  fresh: {
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: {
        from: {
          backgroundColor: tokens.colorBrandBackground2,
          boxShadow: `0 0 0 8px ${tokens.colorBrandBackground2}`,
        },
        to: { backgroundColor: 'transparent', boxShadow: '0 0 0 8px transparent' },
      },
      animationDuration: '2s',
      animationTimingFunction: 'ease-out',
    },
  },
});

type SingleKind = keyof typeof CONTROLS;

/** A question with one answer: label, why it is asked, help, control and error. */
function SingleQuestion({ question, kind, label, onChange }: Props & { kind: SingleKind }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { answers, isFresh } = useInterview();
  const { value, refusal } = useAnswer(question);
  const [problem, setProblem] = useState<string>();
  // An answer is not called wrong while it is being written for the first time.
  const [left, setLeft] = useState(question.value !== null);
  const ids = useId();

  const error = useHeld(problem ?? refusal ?? (left ? question.error : undefined));
  const help = [
    question.help,
    kind === 'date' ? t('date.format', { example: DATE_EXAMPLE }) : undefined,
    isFormat(kind) ? t(`format.${kind}`) : undefined,
  ].filter(Boolean);
  const described = [help.length > 0 && `${ids}help`, error && `${ids}error`].filter(Boolean).join(' ');
  const Control = CONTROLS[kind];

  return (
    <div
      className={mergeClasses(styles.question, isFresh(question.name) && styles.fresh)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setLeft(true);
      }}
    >
      <LabelLine why={question.why} name={label ?? question.label}>
        <Label
          id={`${ids}label`}
          htmlFor={domId(question.name)}
          required={question.required}
          className={styles.label}
        >
          {label ?? question.label}
        </Label>
      </LabelLine>
      {help.length > 0 && (
        <div id={`${ids}help`} className={styles.help}>
          {help.join('\n')}
        </div>
      )}
      <Control
        question={question}
        identity={{
          id: domId(question.name),
          'aria-labelledby': `${ids}label`,
          'aria-describedby': described || undefined,
          'aria-invalid': error ? true : undefined,
          'aria-required': question.required || undefined,
        }}
        value={value}
        change={(next) => {
          if (onChange) onChange(next);
          else answers.change(question.name, next);
        }}
        setProblem={setProblem}
      />
      {error && <ErrorText id={`${ids}error`}>{error}</ErrorText>}
    </div>
  );
}
