import { Input, type InputProps, makeStyles, Textarea } from '@fluentui/react-components';
import { asText, type ControlProps, trimmedOnLeaving } from './control';

// The width of a field hints at what goes in.
const useStyles = makeStyles({ short: { maxWidth: '18rem' } });

/** A line of text; also postcodes and the like, whose form the server checks. */
export function TextControl({ question, identity, value, change }: ControlProps) {
  const styles = useStyles();
  return (
    <Input
      {...identity}
      className={question.kind === 'text' ? '' : styles.short}
      type="text"
      autoComplete="off"
      spellCheck={question.kind === 'text'}
      placeholder={question.placeholder ?? ''}
      inputMode={INPUT_MODES[question.kind] ?? 'text'}
      value={asText(value)}
      onChange={(_, { value: text }) => {
        change(text === '' ? null : text);
      }}
      onBlur={trimmedOnLeaving({ value, change })}
    />
  );
}

const INPUT_MODES: Partial<Record<ControlProps['question']['kind'], InputProps['inputMode']>> = {
  kvk: 'numeric',
  rsin: 'numeric',
  bsn: 'numeric',
};

/** Text of several lines. */
export function ParagraphControl({ question, identity, value, change }: ControlProps) {
  return (
    <Textarea
      textarea={identity}
      resize="vertical"
      rows={4}
      placeholder={question.placeholder ?? ''}
      value={asText(value)}
      onChange={(_, { value: text }) => {
        change(text === '' ? null : text);
      }}
      onBlur={trimmedOnLeaving({ value, change })}
    />
  );
}
