import { Badge, Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link as To, useLocation } from 'wouter';
import { Account } from '../shared/behalf/Account';
import { LanguageSwitch } from '../shared/components/LanguageSwitch';
import { paths } from '../shared/generate/paths';
import { useI18n } from '../shared/i18n/I18n';
import { useMe } from '../shared/session/Session';
import { SignOut } from '../shared/session/SignOut';
import { signOut } from './signOut';
import { WordNotice } from './WordNotice';

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', minHeight: '100vh' },
  // Office lays its own menu over the top right corner, 40 × 40 px.
  nav: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    minHeight: '40px',
    paddingInline: `${tokens.spacingHorizontalL} 40px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  link: { color: tokens.colorNeutralForeground1, paddingBlock: '10px' },
  current: {
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 0 -2px 0 ${tokens.colorBrandStroke1}`,
    '@media (forced-colors: active)': { borderBottom: '2px solid Highlight' },
  },
  main: { flexGrow: 1, padding: tokens.spacingHorizontalL },
  who: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  person: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  actions: { display: 'flex', gap: tokens.spacingHorizontalXS, marginInlineStart: 'auto' },
});

/** Around every screen of the pane: the way to the others, and who is signed in where. */
export function Frame({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const { t } = useI18n();
  const [location] = useLocation();
  const places = [
    { path: paths.library, label: t('library.title') },
    { path: paths.work, label: t('work.title') },
  ];
  return (
    <div className={styles.pane}>
      <nav className={styles.nav} aria-label={t('app.navigation')}>
        {places.map(({ path, label }) => (
          <To key={path} href={path} asChild>
            <Link
              appearance="subtle"
              className={mergeClasses(styles.link, location === path && styles.current)}
              aria-current={location === path ? 'page' : undefined}
            >
              {label}
            </Link>
          </To>
        ))}
      </nav>
      <main className={styles.main}>{children}</main>
      <Who />
    </div>
  );
}

function Who() {
  const styles = useStyles();
  const { t } = useI18n();
  const { tenant, environment } = useMe();
  const leaving = useMutation({ mutationFn: signOut });
  return (
    <footer className={styles.who}>
      {leaving.error && <WordNotice error={leaving.error} />}
      <Account className={styles.person} />
      <span>{tenant.name}</span>
      <Badge
        appearance="outline"
        color="informative"
        aria-label={t('app.environment', { name: environment })}
      >
        {environment}
      </Badge>
      <span className={styles.actions}>
        <LanguageSwitch />
        <SignOut
          isPending={leaving.isPending}
          onLeave={() => {
            leaving.mutate();
          }}
        />
      </span>
    </footer>
  );
}
