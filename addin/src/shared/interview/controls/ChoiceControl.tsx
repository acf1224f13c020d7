import { Button, Checkbox, makeStyles, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { useI18n } from '../../i18n/I18n';
import { asText, type ControlProps } from './control';

/** Up to so many options all show at once. */
const SHOWN_AT_ONCE = 5;

const useStyles = makeStyles({
  options: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start' },
});

interface RadiosProps extends Pick<ControlProps, 'question' | 'identity'> {
  options: { value: string; label: string }[];
  chosen: string;
  onChoose: (value: string | null) => void;
}

function Radios({ question, identity, options, chosen, onChoose }: RadiosProps) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <div className={styles.options}>
      <RadioGroup
        {...identity}
        value={chosen}
        onChange={(_, { value }) => {
          onChoose(value);
        }}
      >
        {options.map(({ value, label }) => (
          <Radio key={value} value={value} label={label} />
        ))}
      </RadioGroup>
      {!question.required && chosen !== '' && (
        <Button
          size="small"
          appearance="transparent"
          onClick={() => {
            onChoose(null);
          }}
        >
          {t('question.clear')}
        </Button>
      )}
    </div>
  );
}

/** Yes or no. */
export function YesNoControl({ value, change, ...props }: ControlProps) {
  const { t } = useI18n();
  return (
    <Radios
      {...props}
      options={[
        { value: 'yes', label: t('question.yes') },
        { value: 'no', label: t('question.no') },
      ]}
      chosen={value === true ? 'yes' : value === false ? 'no' : ''}
      onChoose={(chosen) => {
        change(chosen === null ? null : chosen === 'yes');
      }}
    />
  );
}

/** One of some options: all in view when they are few, else in a list that opens. */
export function ChoiceControl({ value, change, ...props }: ControlProps) {
  const { t } = useI18n();
  const options = props.question.options ?? [];
  const chosen = asText(value);
  if (options.length <= SHOWN_AT_ONCE) {
    return <Radios {...props} options={options} chosen={chosen} onChoose={change} />;
  }
  return (
    <Select
      {...props.identity}
      value={chosen}
      onChange={(_, { value: next }) => {
        change(next === '' ? null : next);
      }}
    >
      <option value="">{t('question.choose')}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}

/** Any number of some options, kept in the order in which they are offered. */
export function MultipleChoiceControl({ question, identity, value, change }: ControlProps) {
  const styles = useStyles();
  const options = question.options ?? [];
  const chosen = new Set(Array.isArray(value) ? (value as unknown[]) : []);
  const { 'aria-invalid': invalid, 'aria-required': _, ...group } = identity;
  return (
    <div role="group" {...group} className={styles.options}>
      {options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          aria-invalid={invalid}
          checked={chosen.has(option.value)}
          onChange={() => {
            const next = options.filter((each) => chosen.has(each.value) !== (each.value === option.value));
            change(next.length > 0 ? next.map((each) => each.value) : null);
          }}
        />
      ))}
    </div>
  );
}
