import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ScreenTitle } from '../shared/components/ScreenTitle';
import { useI18n } from '../shared/i18n/I18n';
import { ME } from '../shared/session/me';
import { signIn } from './signIn';
import { WordNotice } from './WordNotice';
import { useWord } from './WordProvider';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalL,
  },
  text: { margin: 0 },
});

/** For somebody who is not signed in. */
export function SignInScreen() {
  const styles = useStyles();
  const { t } = useI18n();
  const word = useWord();
  const client = useQueryClient();
  const signing = useMutation({
    mutationFn: () => signIn(word),
    onSuccess: () => client.resetQueries({ queryKey: ME }),
  });
  return (
    <div className={styles.screen}>
      <ScreenTitle title={t('signIn.title')} />
      <p className={styles.text}>{t('pane.signIn.text')}</p>
      <Button
        appearance="primary"
        disabledFocusable={signing.isPending}
        onClick={() => {
          signing.mutate();
        }}
      >
        {t('signIn.button')}
      </Button>
      {signing.isError && <WordNotice error={signing.error} />}
      {signing.isSuccess && <p className={styles.text}>{t('pane.signIn.again')}</p>}
    </div>
  );
}
