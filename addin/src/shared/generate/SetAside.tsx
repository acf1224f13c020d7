import { makeStyles, tokens } from '@fluentui/react-components';
import type { State } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { questionNamed } from '../interview/questions';
import { Details } from './Details';

const useStyles = makeStyles({ note: { margin: 0, color: tokens.colorNeutralForeground2 } });

/** An answer as it can be read by a person who knows what was asked. */
function written(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null) return Object.values(answer).map(written).join(', ');
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}

/** What the question is called where it is still asked, in another way; else its name, as words. */
function label(name: string, state: State): string {
  const words = name.replace(/[._]+/g, ' ');
  return questionNamed(state, name)?.label ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Answers that a newer version of the template left aside: kept, and not counted. Nothing when there are none. */
export function SetAside({ answers, state }: { answers: Record<string, unknown>; state: State }) {
  const styles = useStyles();
  const { t } = useI18n();
  const kept = Object.entries(answers).map(([name, answer]) => ({ name, answer }));
  if (kept.length === 0) return null;
  return (
    <div>
      <Details summary={t('aside.title', { count: kept.length })} answers={kept}>
        {({ name, answer }) => `${label(name, state)} – ${written(answer)}`}
      </Details>
      <p className={styles.note}>{t('aside.note')}</p>
    </div>
  );
}
