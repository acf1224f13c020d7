import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { signInAddress } from '../session/signIn';
import { useI18n } from '../i18n/I18n';
import type { Answers } from './answers';

const useStyles = makeStyles({
  status: { color: tokens.colorNeutralForeground2, minHeight: tokens.lineHeightBase300 },
  trouble: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** Whether what was typed is kept. Says it aloud only when it is not. */
export function SaveStatus({ answers }: { answers: Answers }) {
  const styles = useStyles();
  const { t } = useI18n();
  const saving = useSyncExternalStore(answers.subscribe, () => answers.saving);
  const trouble = saving !== 'saved' && saving !== 'saving';
  return (
    <div
      className={mergeClasses(styles.status, trouble && styles.trouble)}
      role={trouble ? 'alert' : undefined}
      data-saving={saving}
    >
      {t(`saving.${saving}`)}{' '}
      {saving === 'signed-out' && (
        <Link href={signInAddress()} target="_blank" rel="opener">
          {t('saving.signIn')}
        </Link>
      )}
      {trouble && (
        <Link
          as="button"
          onClick={() => {
            answers.retry();
          }}
        >
          {t('app.tryAgain')}
        </Link>
      )}
    </div>
  );
}
