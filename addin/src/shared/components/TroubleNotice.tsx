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
import { said } from './trouble';

interface Props {
  error: unknown;
  /** Tries again; left out where that is of no use. */
  onRetry?: (() => void) | undefined;
}

/** Says what went wrong and what to do now. */
export function TroubleNotice({ error, onRetry }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const signInAgain = useContext(SignInAgain);
  const trouble = error instanceof ApiError ? error.trouble : 'failed';
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t(`trouble.${trouble}.title`)}.</MessageBarTitle> {said(error, i18n)}{' '}
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
