import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { documentFile } from '../api/client';
import { useI18n } from '../shared/i18n/I18n';
import type { Delivery } from '../shared/generate/delivery';

const Whole: Delivery['Whole'] = ({ document: { id, file_name } }) => {
  const { t } = useI18n();
  return (
    <Button
      as="a"
      href={documentFile(id)}
      download={file_name}
      appearance="primary"
      size="large"
      icon={<ArrowDownloadRegular />}
    >
      {t('document.download')}
    </Button>
  );
};

const Brief: Delivery['Brief'] = ({ document: { id, title, file_name } }) => {
  const { t } = useI18n();
  return (
    <Button
      as="a"
      href={documentFile(id)}
      download={file_name}
      aria-label={t('document.downloadNamed', { title })}
    >
      {t('document.downloadShort')}
    </Button>
  );
};

/** Without Word a document is downloaded. */
export const download: Delivery = { Whole, Brief };
