import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { listDocuments } from '../api/client';
import { Delayed } from '../shared/components/Delayed';
import { ScreenTitle } from '../shared/components/ScreenTitle';
import { TroubleNotice } from '../shared/components/TroubleNotice';
import { Waiting } from '../shared/components/Waiting';
import { useI18n } from '../shared/i18n/I18n';
import { DocumentRow } from './DocumentRow';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalM} 0 0`,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalM,
  },
});

/** The person's own documents, each to be put into Word. */
export function DocumentsScreen() {
  const styles = useStyles();
  const { t } = useI18n();
  const documents = useQuery({
    queryKey: ['documents'],
    queryFn: ({ signal }) => listDocuments(undefined, signal),
  });
  return (
    <>
      <ScreenTitle title={t('pane.documents')} />
      {documents.error && <TroubleNotice error={documents.error} onRetry={() => void documents.refetch()} />}
      {documents.isPending && (
        <Delayed>
          <Waiting />
        </Delayed>
      )}
      {documents.data?.items.length === 0 && <p>{t('pane.none')}</p>}
      <ul className={styles.list}>
        {documents.data?.items.map((document) => (
          <DocumentRow key={document.id} document={document} />
        ))}
      </ul>
    </>
  );
}
