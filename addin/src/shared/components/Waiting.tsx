import { Spinner } from '@fluentui/react-components';
import { useI18n } from '../i18n/I18n';

/** Something is on its way and its shape is not known. */
export function Waiting() {
  const { t } = useI18n();
  return <Spinner label={t('app.loading')} />;
}
