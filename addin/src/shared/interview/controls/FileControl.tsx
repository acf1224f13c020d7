import { Text } from '@fluentui/react-components';
import { useI18n } from '../../i18n/I18n';
import type { ControlProps } from './control';

/** Pictures and files: the server takes none yet, and the page says so. */
export function FileControl({ identity }: ControlProps) {
  const { t } = useI18n();
  return (
    <Text id={identity.id} tabIndex={-1}>
      {t('question.file')}
    </Text>
  );
}
