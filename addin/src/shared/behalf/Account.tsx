import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { PersonSettingsRegular } from '@fluentui/react-icons/svg/person-settings';
import { Suspense, useRef, useState } from 'react';
import { later } from '../components/later';
import { useI18n } from '../i18n/I18n';
import { useMay, useMe } from '../session/Session';

const DelegatesDialog = later(() => import('./DelegatesDialog'));

const useStyles = makeStyles({
  // The name begins where the lines around it begin; in high contrast it has a frame.
  button: {
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
    paddingInline: tokens.spacingHorizontalS,
    '@media (forced-colors: active)': { marginInlineStart: 0 },
  },
});

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
      <Button
        appearance="subtle"
        size="small"
        icon={<PersonSettingsRegular />}
        className={mergeClasses(className, styles.button)}
        title={t('delegates.title')}
        aria-label={`${person.name}: ${t('delegates.title')}`}
        onClick={() => {
          setOpen(true);
        }}
      >
        {person.name}
      </Button>
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
