import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ScreenTitle } from '../shared/components/ScreenTitle';
import { useI18n } from '../shared/i18n/I18n';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalL,
  },
  steps: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    display: 'grid',
    gap: tokens.spacingVerticalM,
    lineHeight: tokens.lineHeightBase400,
    '& ::marker': { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  },
});

const KEPT = 'akte.welcomed';

/** Whether nobody opened the pane here before; where nothing can be kept, that is not known and not asked. */
export function isWelcome(): boolean {
  try {
    return localStorage.getItem(KEPT) === null;
  } catch {
    return false;
  }
}

/** What this is, once. */
export function Welcome({ onDone }: { onDone: () => void }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <div className={styles.screen}>
      <ScreenTitle title={t('welcome.title')} />
      <ol className={styles.steps}>
        <li>{t('welcome.choose')}</li>
        <li>{t('welcome.answer')}</li>
        <li>{t('welcome.word')}</li>
      </ol>
      <Button
        appearance="primary"
        onClick={() => {
          try {
            localStorage.setItem(KEPT, 'yes');
          } catch {
            // Then it is shown no more than this once.
          }
          onDone();
        }}
      >
        {t('welcome.start')}
      </Button>
    </div>
  );
}
