import { Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useI18n } from '../../i18n/I18n';
import { CURRENCIES, parseMoney } from '../entry/money';
import { amount } from '../entry/number';
import { asText, type ControlProps, useDraft } from './control';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  amount: { flex: '1 1 8rem', maxWidth: '14rem', minWidth: 0 },
});

/** An amount with its currency: `{ amount, currency }`. */
export function MoneyControl({ question, identity, value, change, setProblem }: ControlProps) {
  const styles = useStyles();
  const { t, language } = useI18n();
  const money = (typeof value === 'object' && value !== null ? value : { amount: value }) as Record<
    string,
    unknown
  >;
  const answer = asText(money.amount);
  // The currency may be chosen before the amount is known.
  const [chosen, setChosen] = useState('EUR');
  const currency = asText(money.currency) || chosen;
  const draft = useDraft({
    question,
    written: answer && amount.format(answer, language),
    parse: (text) => parseMoney(text, language),
    invalid: () => t('money.invalid', { example: amount.format('1250.5', language) }),
    change: (typed) => {
      if (typed?.currency) setChosen(typed.currency);
      change(typed && { amount: typed.amount, currency: typed.currency ?? currency });
    },
    setProblem,
  });
  return (
    <div className={styles.row}>
      <Input
        {...identity}
        {...draft.input}
        className={styles.amount}
        inputMode="decimal"
        autoComplete="off"
        placeholder={question.placeholder ?? ''}
      />
      <Select
        aria-label={`${t('money.currency')}: ${question.label}`}
        value={currency}
        onChange={(_, { value: next }) => {
          setChosen(next);
          if (answer !== '') change({ amount: answer, currency: next });
        }}
      >
        {/* One that the answer has already is offered, too. */}
        {[...new Set([...CURRENCIES, currency])].map((code) => (
          <option key={code}>{code}</option>
        ))}
      </Select>
    </div>
  );
}
