import { Input, makeStyles } from '@fluentui/react-components';
import { useI18n } from '../../i18n/I18n';
import { number, withoutUnit } from '../entry/number';
import { asText, type ControlProps, useDraft } from './control';

const useStyles = makeStyles({ input: { maxWidth: '14rem' } });

/** A number, written as the language of the page writes it. */
export function NumberControl({ question, identity, value, change, setProblem }: ControlProps) {
  const styles = useStyles();
  const { t, language } = useI18n();
  const answer = asText(value);
  const draft = useDraft({
    question,
    written: answer && number.format(answer, language),
    parse: (text) => number.parse(withoutUnit(text, `${question.label} ${question.help ?? ''}`), language),
    invalid: () => t('number.invalid', { example: number.format('1250.5', language) }),
    change,
    setProblem,
  });
  return (
    <Input
      {...identity}
      {...draft.input}
      className={styles.input}
      inputMode="decimal"
      autoComplete="off"
      placeholder={question.placeholder ?? ''}
    />
  );
}
