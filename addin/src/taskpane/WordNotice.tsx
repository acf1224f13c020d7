import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { TroubleNotice } from '../shared/components/TroubleNotice';
import { useI18n } from '../shared/i18n/I18n';
import { WordError } from '../word/word';

/** Says what Word, or the server, did not do and what to do now. */
export function WordNotice({ error }: { error: unknown }) {
  const { t } = useI18n();
  if (!(error instanceof WordError)) return <TroubleNotice error={error} />;
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t(`word.${error.trouble}.title`)}.</MessageBarTitle>{' '}
        {t(`word.${error.trouble}.next`)}
      </MessageBarBody>
    </MessageBar>
  );
}
