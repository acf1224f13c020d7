import { Link, makeStyles, mergeClasses } from '@fluentui/react-components';
import { lazy, Suspense, useRef, useState } from 'react';
import { useI18n } from '../i18n/I18n';
import { useMay, useMe } from '../session/Session';

const DelegatesDialog = lazy(() => import('./DelegatesDialog'));

// Large enough to be hit (WCAG 2.2, 2.5.8).
const useStyles = makeStyles({ link: { minHeight: '24px' } });

/** Who is signed in; opens what that person decides for themselves. */
export function Account({ className }: { className: string }) {
  const styles = useStyles();
  const { t } = useI18n();
  const { person } = useMe();
  const opener = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  if (!useMay('keep_delegates')) return <span className={className}>{person.name}</span>;
  return (
    <span ref={opener}>
      <Link
        as="button"
        appearance="subtle"
        className={mergeClasses(className, styles.link)}
        title={t('delegates.title')}
        aria-label={`${person.name}: ${t('delegates.title')}`}
        onClick={() => {
          setOpen(true);
        }}
      >
        {person.name}
      </Link>
      {open && (
        <Suspense>
          <DelegatesDialog
            opener={opener}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </span>
  );
}
