import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useContext, useSyncExternalStore } from 'react';
import { SignInAgain } from '../session/SignInAgain';
import { useI18n } from '../i18n/I18n';
import type { Answers } from './answers';

const useStyles = makeStyles({
  status: { color: tokens.colorNeutralForeground2, minHeight: tokens.lineHeightBase300 },
  // In sight wherever on the page one types.
  trouble: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    padding: tokens.spacingHorizontalM,
    color: tokens.colorStatusDangerForeground1,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
});

/** Whether the server has what was typed; if not, whether this device keeps it. Says it aloud only then. */
export function SaveStatus({ answers }: { answers: Answers }) {
  const styles = useStyles();
  const { t } = useI18n();
  const signInAgain = useContext(SignInAgain);
  const saving = useSyncExternalStore(answers.subscribe, () => answers.saving);
  const isKept = useSyncExternalStore(answers.subscribe, () => answers.isKept);
  const trouble = saving !== 'saved' && saving !== 'saving';
  const retry = () => {
    answers.retry();
  };
  return (
    <div
      className={mergeClasses(styles.status, trouble && styles.trouble)}
      role={trouble ? 'alert' : undefined}
      data-saving={saving}
    >
      {t(`saving.${saving}`)} {trouble && t(isKept ? 'saving.kept' : 'saving.notKept')}{' '}
      {saving === 'signed-out' && <>{signInAgain(retry)} · </>}
      {trouble && (
        <Link inline as="button" onClick={retry}>
          {t('app.tryAgain')}
        </Link>
      )}
    </div>
  );
}
