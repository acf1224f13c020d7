import { Button } from '@fluentui/react-components';
import { useI18n } from '../i18n/I18n';

/** Switches to the other language, named in that language. */
export function LanguageSwitch() {
  const { language, setLanguage, t } = useI18n();
  const other = language === 'en' ? 'nl' : 'en';
  return (
    <Button
      appearance="subtle"
      size="small"
      lang={other}
      onClick={() => {
        setLanguage(other);
      }}
    >
      {t('app.otherLanguage')}
    </Button>
  );
}
