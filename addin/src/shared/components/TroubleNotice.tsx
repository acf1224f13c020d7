import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useContext } from 'react';
import { ApiError } from '../../api/error';
import { useI18n } from '../i18n/I18n';
import { SignInAgain } from '../session/SignInAgain';

interface Props {
  error: unknown;
  /** Tries again; left out where that is of no use. */
  onRetry?: (() => void) | undefined;
}

/** Says what went wrong and what to do now. */
export function TroubleNotice({ error, onRetry }: Props) {
  const { t } = useI18n();
  const signInAgain = useContext(SignInAgain);
  const trouble = error instanceof ApiError ? error.trouble : 'failed';
  const next =
    trouble === 'invalid' ? (error instanceof Error ? error.message : '') : t(`trouble.${trouble}.next`);
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t(`trouble.${trouble}.title`)}</MessageBarTitle> {next}{' '}
        {trouble === 'signed-out' && signInAgain(onRetry ?? (() => undefined))}
      </MessageBarBody>
      {onRetry && (
        <MessageBarActions>
          <Button size="small" onClick={onRetry}>
            {t('app.tryAgain')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
