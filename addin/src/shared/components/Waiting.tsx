import { Spinner } from '@fluentui/react-components';
import { useI18n } from '../i18n/I18n';
import { Delayed } from './Delayed';

/** Something is on its way for longer than one notices, and its shape is not known. */
export function Waiting() {
  const { t } = useI18n();
  return (
    <Delayed>
      <Spinner label={t('app.loading')} />
    </Delayed>
  );
}
