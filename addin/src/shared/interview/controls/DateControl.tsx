import { Button, Input, makeStyles } from '@fluentui/react-components';
import { CalendarRegular } from '@fluentui/react-icons/svg/calendar';
import { useRef } from 'react';
import { useI18n } from '../../i18n/I18n';
import { date, DATE_EXAMPLE, withOtherDay } from '../entry/date';
import { asText, type ControlProps, useDraft } from './control';

const useStyles = makeStyles({
  row: { position: 'relative', maxWidth: '18rem' },
  input: { width: '100%' },
  // The browser's calendar opens below the field; its own input is never seen or reached.
  calendar: { position: 'absolute', insetInlineEnd: 0, bottom: 0, width: '1px', height: '1px', opacity: 0 },
});

/** A date: typed in any usual way, or chosen from the browser's calendar. */
export function DateControl({ question, identity, value, change, setProblem }: ControlProps) {
  const styles = useStyles();
  const { t, language } = useI18n();
  const calendar = useRef<HTMLInputElement>(null);
  const answer = asText(value);
  const draft = useDraft({
    question,
    written: answer && date.format(answer, language),
    parse: (text) => date.parse(text, language),
    invalid: (text) => {
      const other = withOtherDay(text, language);
      return other ? t('date.otherDay', { date: other }) : t('date.invalid', { example: DATE_EXAMPLE });
    },
    change,
    setProblem,
  });
  return (
    <div className={styles.row}>
      <Input
        {...identity}
        {...draft.input}
        className={styles.input}
        autoComplete="off"
        placeholder={question.placeholder ?? ''}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            icon={<CalendarRegular />}
            aria-label={t('date.calendar', { label: question.label })}
            onClick={() => calendar.current?.showPicker()}
          />
        }
      />
      <input
        ref={calendar}
        type="date"
        className={styles.calendar}
        tabIndex={-1}
        aria-hidden
        value={answer}
        onChange={({ target }) => {
          draft.forget();
          change(target.value === '' ? null : target.value);
        }}
      />
    </div>
  );
}
