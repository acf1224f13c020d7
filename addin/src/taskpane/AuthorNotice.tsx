import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useI18n } from '../shared/i18n/I18n';

/** For who came to mark up a template: what this version has for that. */
export function AuthorNotice() {
  const { t } = useI18n();
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('author.title')}</MessageBarTitle> {t('author.text')}
      </MessageBarBody>
    </MessageBar>
  );
}
