import { Badge, Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link as To, useLocation } from 'wouter';
import { readMe } from '../api/client';
import { ApiError } from '../api/error';
import { Account } from '../shared/behalf/Account';
import { LanguageSwitch } from '../shared/components/LanguageSwitch';
import { TroubleNotice } from '../shared/components/TroubleNotice';
import { SERIF } from '../shared/components/theme';
import { useI18n } from '../shared/i18n/I18n';
import { forget } from '../shared/session/outbox';
import { useMe } from '../shared/session/Session';
import { SignOut } from '../shared/session/SignOut';
import { paths } from '../shared/generate/paths';

/** So long may the server take to say that it is there, in milliseconds. */
const LONGEST_MS = 10_000;

const NARROW = '@media (max-width: 640px)';

const useStyles = makeStyles({
  header: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    maxWidth: '64rem',
    minHeight: '56px',
    margin: '0 auto',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalXL}`,
    [NARROW]: { paddingInline: tokens.spacingHorizontalL, paddingBlock: tokens.spacingVerticalS },
  },
  name: { fontFamily: SERIF, fontSize: tokens.fontSizeBase600, color: tokens.colorBrandForeground1 },
  nav: { display: 'flex', columnGap: tokens.spacingHorizontalL, [NARROW]: { order: 3, width: '100%' } },
  link: { color: tokens.colorNeutralForeground1, paddingBlock: tokens.spacingVerticalS },
  current: {
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: `inset 0 -2px 0 ${tokens.colorBrandStroke1}`,
    '@media (forced-colors: active)': { borderBottom: '2px solid Highlight' },
  },
  who: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    marginInlineStart: 'auto',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    [NARROW]: { order: 4, width: '100%', margin: 0 },
  },
  person: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  actions: { display: 'flex', gap: tokens.spacingHorizontalXS, [NARROW]: { marginInlineStart: 'auto' } },
  skip: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalM,
    top: '-4rem',
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus': { top: tokens.spacingVerticalS },
  },
  main: {
    maxWidth: '64rem',
    margin: '0 auto',
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
    ':focus': { outlineStyle: 'none' },
    [NARROW]: { padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalL}` },
  },
});

/**
 * Signs out by a form, which may lead on to the issuer. What was typed and not sent goes with the session: not before
 * the server can be reached, which would leave a session without what was typed in it.
 */
async function leave(): Promise<void> {
  await readMe(AbortSignal.timeout(LONGEST_MS)).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.trouble !== 'signed-out') throw error;
  });
  await forget();
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/auth/sign-out';
  document.body.append(form);
  form.submit();
}

/** Where one is, who one is, and the way to everything else. */
export function Frame({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { person, tenant, environment } = useMe();
  const [location] = useLocation();
  const leaving = useMutation({ mutationFn: leave });
  const places = [
    { path: paths.library, label: t('library.title') },
    { path: paths.work, label: t('work.title') },
  ];
  return (
    <>
      <Link as="button" className={styles.skip} onClick={() => document.getElementById('content')?.focus()}>
        {t('app.skip')}
      </Link>
      <header className={styles.header}>
        <div className={styles.bar}>
          <span className={styles.name}>Akte</span>
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
          <div
            className={styles.who}
            role="group"
            aria-label={t('app.signedInAs', { person: person.name, firm: tenant.name })}
          >
            <Account className={styles.person} />
            <span>{tenant.name}</span>
            <Badge
              appearance="outline"
              color="informative"
              aria-label={t('app.environment', { name: environment })}
            >
              {environment}
            </Badge>
          </div>
          <div className={styles.actions}>
            <LanguageSwitch />
            <SignOut
              isPending={leaving.isPending}
              onLeave={() => {
                leaving.mutate();
              }}
            />
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {leaving.error && <TroubleNotice error={leaving.error} />}
        {children}
      </main>
    </>
  );
}
