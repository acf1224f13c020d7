import { makeStyles, tokens } from '@fluentui/react-components';
import type { State } from '../../api/types';
import { type I18n, useI18n } from '../i18n/I18n';
import { date } from '../interview/entry/date';
import { readPeriod } from '../interview/entry/period';
import { questionNamed } from '../interview/questions';
import { Details } from './Details';

const useStyles = makeStyles({ note: { margin: 0, color: tokens.colorNeutralForeground2 } });

/** An answer as it can be read by a person who knows what was asked. */
function written(answer: unknown, i18n: I18n): string {
  const { t, language } = i18n;
  if (typeof answer === 'boolean') return t(answer ? 'question.yes' : 'question.no');
  if (typeof answer === 'number') return new Intl.NumberFormat(language).format(answer);
  if (typeof answer === 'object' && answer !== null)
    return Object.values(answer)
      .map((part) => written(part, i18n))
      .filter(Boolean)
      .join(', ');
  if (typeof answer !== 'string') return '';
  const period = readPeriod(answer);
  if (period) return `${String(period.amount)} ${t(`period.${period.unit}`, { count: period.amount })}`;
  return ISO_DAY.test(answer) ? date.format(answer, language) : answer;
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the question is called where it is still asked, in another way; else its name, as words. */
function label(name: string, state: State): string {
  const words = name.replace(/[._]+/g, ' ');
  return questionNamed(state, name)?.label ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Answers that a newer version of the template left aside: kept, and not counted. Nothing when there are none. */
export function SetAside({ answers, state }: { answers: Record<string, unknown>; state: State }) {
  const styles = useStyles();
  const i18n = useI18n();
  const { t } = i18n;
  const kept = Object.entries(answers).map(([name, answer]) => ({ name, answer }));
  if (kept.length === 0) return null;
  return (
    <div>
      <Details summary={t('aside.title', { count: kept.length })} answers={kept}>
        {({ name, answer }) => `${label(name, state)} – ${written(answer, i18n)}`}
      </Details>
      <p className={styles.note}>{t('aside.note', { count: kept.length })}</p>
    </div>
  );
}
