import { Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useI18n } from '../../i18n/I18n';
import { parseAmount, readPeriod, type Unit, UNITS, writePeriod } from '../entry/period';
import { type ControlProps, useDraft } from './control';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  amount: { width: '6rem' },
});

/** A period such as three months: a number and a unit. */
export function PeriodControl({ question, identity, value, change, setProblem }: ControlProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const period = readPeriod(value);
  // The unit may be chosen before the number is known.
  const [chosen, setChosen] = useState<Unit>('months');
  const unit = period?.unit ?? chosen;
  const draft = useDraft({
    question,
    written: period ? String(period.amount) : '',
    parse: parseAmount,
    invalid: () => t('period.invalid'),
    change: (amount) => {
      change(amount === null ? null : writePeriod({ amount, unit }));
    },
    setProblem,
  });
  const { 'aria-required': required, 'aria-invalid': invalid, ...group } = identity;
  return (
    <div role="group" {...group} className={styles.row}>
      <Input
        {...draft.input}
        className={styles.amount}
        inputMode="numeric"
        autoComplete="off"
        aria-label={t('period.amount')}
        aria-required={required}
        aria-invalid={invalid}
      />
      <Select
        aria-label={t('period.unit')}
        value={unit}
        onChange={(_, { value: next }) => {
          setChosen(next as Unit);
          if (period) change(writePeriod({ ...period, unit: next as Unit }));
        }}
      >
        {(Object.keys(UNITS) as Unit[]).map((each) => (
          <option key={each} value={each}>
            {t(`period.${each}`, { count: period?.amount ?? 0 })}
          </option>
        ))}
      </Select>
    </div>
  );
}
