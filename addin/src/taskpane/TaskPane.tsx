import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { Downloads } from '../shared/components/Downloads';
import { ScreenTitle } from '../shared/components/ScreenTitle';
import { Generate } from '../shared/generate/Generate';
import { useI18n } from '../shared/i18n/I18n';
import { Session } from '../shared/session/Session';
import { SignInAgain } from '../shared/session/SignInAgain';
import type { WordHost } from '../word/word';
import { AuthorNotice } from './AuthorNotice';
import { Frame } from './Frame';
import { intoWord } from './intoWord';
import { Recognised } from './Recognised';
import { signInHere } from './SignInHere';
import { SignInScreen } from './SignInScreen';
import type { View } from './view';
import { isWelcome, Welcome } from './Welcome';
import { WordProvider } from './WordProvider';

const useStyles = makeStyles({
  // Below Office's own menu in the top right corner, 40 × 40 px.
  alone: { padding: `40px ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}` },
});

interface Props {
  /** Word; `undefined` in a browser outside it; the error when it could not be reached. */
  word: WordHost | Error | undefined;
  /** What was asked for on the ribbon. */
  view: View;
}

/** Akte in Word. */
export function TaskPane({ word, view }: Props) {
  const styles = useStyles();
  const [isFirst, setFirst] = useState(isWelcome);
  if (!word || word instanceof Error)
    return <main className={styles.alone}>{word ? <NoOffice /> : <Outside />}</main>;
  return (
    <WordProvider word={word}>
      {isFirst ? (
        <main className={styles.alone}>
          <Welcome
            onDone={() => {
              setFirst(false);
            }}
          />
        </main>
      ) : (
        <Session
          signedOut={
            <main className={styles.alone}>
              <SignInScreen />
            </main>
          }
        >
          <SignInAgain value={signInHere}>
            <Screens view={view} />
          </SignInAgain>
        </Session>
      )}
    </WordProvider>
  );
}

/** Office.js takes `history` away, so the screens' addresses live in memory. */
const memory = memoryLocation({ path: '/' });
/** Opened in a window of its own, a screen is the portal's. */
const inPortal = (path: string) => `/portal#${path}`;

function Screens({ view }: { view: View }) {
  return (
    <Router hook={memory.hook} hrefs={inPortal}>
      <Frame>
        <Generate delivery={intoWord} above={view === 'author' ? <AuthorNotice /> : <Recognised />} />
      </Frame>
      <Downloads />
    </Router>
  );
}

/** Office.js did not come. */
function NoOffice() {
  const { t } = useI18n();
  return (
    <>
      <ScreenTitle title={t('word.no-office.title')} />
      <p role="alert">{t('word.no-office.next')}</p>
    </>
  );
}

/** In a browser that is not Word's. */
function Outside() {
  const { t } = useI18n();
  return (
    <>
      <ScreenTitle title={t('pane.outside.title')} />
      <p>{t('pane.outside.text')}</p>
      <Link href="/portal">{t('pane.portal')}</Link>
    </>
  );
}
