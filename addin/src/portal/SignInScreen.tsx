import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { LanguageSwitch } from '../shared/components/LanguageSwitch';
import { ScreenTitle } from '../shared/components/ScreenTitle';
import { SERIF } from '../shared/components/theme';
import { useI18n } from '../shared/i18n/I18n';
import { keepPlace, signInAddress } from '../shared/session/signIn';

const useStyles = makeStyles({
  screen: {
    boxSizing: 'border-box',
    minHeight: '100vh',
    display: 'grid',
    gridTemplateRows: 'auto 1fr',
    padding: tokens.spacingHorizontalXL,
  },
  top: { display: 'flex', justifyContent: 'space-between', alignItems: 'center' },
  name: { fontFamily: SERIF, fontSize: tokens.fontSizeBase600, color: tokens.colorBrandForeground1 },
  content: {
    maxWidth: '28rem',
    margin: '12vh auto 0',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    alignItems: 'flex-start',
  },
  text: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase500, margin: 0 },
  note: { color: tokens.colorNeutralForeground2 },
});

/** For somebody who is not signed in. */
export function SignInScreen() {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <div className={styles.screen}>
      <header className={styles.top}>
        <span className={styles.name}>Akte</span>
        <LanguageSwitch />
      </header>
      <main className={styles.content}>
        <ScreenTitle title={t('signIn.title')} />
        <p className={styles.text}>{t('signIn.text')}</p>
        <Button as="a" href={signInAddress()} appearance="primary" size="large" onClick={keepPlace}>
          {t('signIn.button')}
        </Button>
        <span className={styles.note}>{t('signIn.note')}</span>
      </main>
    </div>
  );
}
