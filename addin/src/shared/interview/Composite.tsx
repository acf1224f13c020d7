import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import type { QuestionState } from '../../api/types';
import { useInterview } from './context';
import { ErrorText } from './ErrorText';
import { LabelLine } from './LabelLine';
import { Question } from './Question';
import { domId } from './questions';

const useStyles = makeStyles({
  set: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    minWidth: 0,
    margin: 0,
    padding: 0,
    border: 'none',
    ':focus': { outlineStyle: 'none' },
  },
  label: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  title: {
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    overflowWrap: 'anywhere',
  },
  parts: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    minWidth: 0,
  },
  // An item of a list has a frame already.
  aside: {
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
  },
  help: { color: tokens.colorNeutralForeground2, whiteSpace: 'pre-line' },
});

interface SetProps {
  question: QuestionState;
  label?: string | undefined;
  /** The questions that it is made of. */
  children: ReactNode;
}

/** A set of questions that make one answer, with what belongs to the whole. */
export function QuestionSet({ question, label, children }: SetProps) {
  const styles = useStyles();
  const { isInHeading } = useInterview();
  const ids = useId();
  const isSaid = isInHeading(question.name) && !question.why;
  const described = [question.help && `${ids}help`, question.error && `${ids}error`]
    .filter(Boolean)
    .join(' ');
  return (
    <fieldset
      id={domId(question.name)}
      tabIndex={-1}
      className={styles.set}
      aria-labelledby={`${ids}label`}
      aria-describedby={described || undefined}
    >
      <div className={isSaid ? 'akte-unseen' : styles.label}>
        <LabelLine why={question.why} name={label ?? question.label}>
          <span id={`${ids}label`} className={styles.title}>
            {label ?? question.label}
          </span>
        </LabelLine>
      </div>
      {question.help && (
        <div id={`${ids}help`} className={styles.help}>
          {question.help}
        </div>
      )}
      {children}
      {question.error && <ErrorText id={`${ids}error`}>{question.error}</ErrorText>}
    </fieldset>
  );
}

/** A person, an organisation, an address or a group: the fields of it that matter. An item of a list has a label of its own. */
export function Composite({ question, label }: { question: QuestionState; label?: string }) {
  const styles = useStyles();
  return (
    <QuestionSet question={question} label={label}>
      <div className={mergeClasses(styles.parts, label === undefined && styles.aside)}>
        {(question.fields ?? []).map((field) => (
          <Question key={field.name} question={field} />
        ))}
      </div>
    </QuestionSet>
  );
}
