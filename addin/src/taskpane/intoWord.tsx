import { Button } from '@fluentui/react-components';
import { Link as To } from 'wouter';
import { later } from '../shared/components/later';
import type { Delivery } from '../shared/generate/delivery';
import { paths } from '../shared/generate/paths';
import { useI18n } from '../shared/i18n/I18n';

/** In a file of its own: the library is there sooner. */
const PutIntoWord = later(() => import('./PutIntoWord'));

const Brief: Delivery['Brief'] = ({ document: { id, title } }) => {
  const { t } = useI18n();
  return (
    <To href={paths.document(id)} asChild>
      <Button as="a" aria-label={t('into.openNamed', { title })}>
        {t('into.button')}
      </Button>
    </To>
  );
};

/** Word takes a document in; from a list, on the document's own screen. */
export const intoWord: Delivery = { Whole: PutIntoWord, Brief };
