import { Link } from '@fluentui/react-components';
import { createContext, type ReactNode } from 'react';
import { useI18n } from '../i18n/I18n';
import { signInAddress } from './signIn';

/** In a tab of its own, so that what is typed here stays; coming back from there is noticed by the page. */
function InNewTab() {
  const { t } = useI18n();
  return (
    <Link inline href={signInAddress()} target="_blank" rel="opener">
      {t('saving.signIn')}
    </Link>
  );
}

/**
 * How one signs in again without leaving what one is doing: each surface has its own way. `onDone` is called when
 * somebody is signed in again.
 */
export const SignInAgain = createContext<(onDone: () => void) => ReactNode>(() => <InNewTab />);
