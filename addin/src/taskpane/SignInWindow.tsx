import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense, use } from 'react';
import { createRoot } from 'react-dom/client';
import { AkteProvider } from '../shared/components/AkteProvider';
import { ScreenTitle } from '../shared/components/ScreenTitle';
import { Waiting } from '../shared/components/Waiting';
import { useI18n } from '../shared/i18n/I18n';
import { newQueryClient } from '../shared/session/queryClient';
import { leaveDialog } from '../word/connect';
import { WordNotice } from './WordNotice';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXXL,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What the sign-in window shows of its own: that it takes long, or what went wrong. */
export function SignInWindow({ outcome }: { outcome: Promise<unknown> }) {
  return (
    <Suspense fallback={<Waiting />}>
      <Outcome outcome={outcome} />
    </Suspense>
  );
}

function Outcome({ outcome }: { outcome: Promise<unknown> }) {
  const styles = useStyles();
  const { t } = useI18n();
  const error = use(outcome);
  if (error === undefined) return <Waiting />;
  return (
    <main className={styles.screen}>
      <ScreenTitle title={t('signIn.failed')} />
      <WordNotice error={error} />
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          onClick={() => {
            location.reload();
          }}
        >
          {t('app.tryAgain')}
        </Button>
        <Button onClick={() => void leaveDialog()}>{t('app.close')}</Button>
      </div>
    </main>
  );
}

/** Draws it, in the colours that the person prefers: so are the pages around it. */
export function showSignIn(outcome: Promise<unknown>): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('dialog.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <AkteProvider>
          <SignInWindow outcome={outcome} />
        </AkteProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
