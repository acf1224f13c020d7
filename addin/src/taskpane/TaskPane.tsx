import { Badge, Link, makeStyles, tokens } from '@fluentui/react-components';
import { Route, Router, Switch } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { ScreenTitle } from '../shared/components/ScreenTitle';
import { useI18n } from '../shared/i18n/I18n';
import { Session, useMe } from '../shared/session/Session';
import { LanguageSwitch } from '../shared/components/LanguageSwitch';
import type { WordHost } from '../word/word';
import { DocumentsScreen } from './DocumentsScreen';
import { SignInScreen } from './SignInScreen';
import { WordNotice } from './WordNotice';
import { WordProvider } from './WordProvider';

const useStyles = makeStyles({
  pane: { padding: tokens.spacingHorizontalL },
  // Office lays its own menu over the top right corner, 40 × 40 px.
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '40px',
    marginInlineEnd: '40px',
    marginBottom: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  person: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
});

interface Props {
  /** Word; `undefined` in a browser outside it; the error when it could not be reached. */
  word: WordHost | Error | undefined;
}

/** Akte in Word. Office.js takes `history` away, so the screens' addresses live in memory. */
export function TaskPane({ word }: Props) {
  const styles = useStyles();
  return (
    <main className={styles.pane}>
      {word instanceof Error ? (
        <WordNotice error={word} />
      ) : word ? (
        <WordProvider word={word}>
          <Session signedOut={<SignInScreen />}>
            <Screens />
          </Session>
        </WordProvider>
      ) : (
        <Outside />
      )}
    </main>
  );
}

const memory = memoryLocation({ path: '/' });

function Screens() {
  return (
    <Router hook={memory.hook}>
      <Who />
      <Switch>
        <Route>
          <DocumentsScreen />
        </Route>
      </Switch>
    </Router>
  );
}

function Who() {
  const styles = useStyles();
  const { t } = useI18n();
  const { person, tenant, environment } = useMe();
  return (
    <div className={styles.top}>
      <span className={styles.person}>{person.name}</span>
      <span>{tenant.name}</span>
      <Badge
        appearance="outline"
        color="informative"
        aria-label={t('app.environment', { name: environment })}
      >
        {environment}
      </Badge>
      <LanguageSwitch />
    </div>
  );
}

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
