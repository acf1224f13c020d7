import { Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useI18n } from '../i18n/I18n';
import { UnsentDialog } from './UnsentDialog';

interface Props {
  /** It is under way already. */
  isPending: boolean;
  /** Ends the session, and forgets what was typed and not sent. */
  onLeave: () => void;
}

/** Signs out: at once when the server has all that was typed, otherwise when it has, or when the person says so. */
export function SignOut({ isPending, onLeave }: Props) {
  const { t } = useI18n();
  const opener = useRef<HTMLSpanElement>(null);
  const [isAsked, setAsked] = useState(false);
  return (
    <span ref={opener}>
      <Button
        appearance="subtle"
        size="small"
        disabledFocusable={isPending}
        onClick={() => {
          setAsked(true);
        }}
      >
        {t('app.signOut')}
      </Button>
      {isAsked && (
        <UnsentDialog
          opener={opener}
          onStay={() => {
            setAsked(false);
          }}
          onLeave={() => {
            setAsked(false);
            onLeave();
          }}
        />
      )}
    </span>
  );
}
