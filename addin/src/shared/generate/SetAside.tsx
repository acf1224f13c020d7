import { makeStyles, tokens } from '@fluentui/react-components';
import type { State } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { questionNamed } from '../interview/questions';
import { Details } from './Details';
import { written } from './written';

const useStyles = makeStyles({ note: { margin: 0, color: tokens.colorNeutralForeground2 } });

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
