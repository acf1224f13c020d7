import {
  Button,
  Link,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { documentFile, readDocumentFile } from '../api/client';
import type { DocumentItem } from '../api/types';
import { useI18n } from '../shared/i18n/I18n';
import type { Inserted, WordHost } from '../word/word';
import { WordNotice } from './WordNotice';
import { useWord } from './WordProvider';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    justifyItems: 'start',
    padding: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  made: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  text: { margin: 0 },
});

const WAYS = ['new', 'document', 'cursor'] as const;
type Way = (typeof WAYS)[number];

/** Fetches the finished document and hands it to Word once. */
async function put(word: WordHost, id: string, way: Way): Promise<Inserted> {
  const docx = await readDocumentFile(id);
  return way === 'new' ? word.openNew(docx) : word.insert(docx, way);
}

/** A finished document, and the ways to put it into Word. */
export function DocumentRow({ document }: { document: DocumentItem }) {
  const styles = useStyles();
  const { t, moment } = useI18n();
  const word = useWord();
  const { id, title, made_at } = document;
  const putting = useMutation({ mutationFn: (way: Way) => put(word, id, way) });
  const ways = WAYS.filter((way) => way !== 'new' || word.capabilities().openNew);
  return (
    <li className={styles.row}>
      <span className={styles.title}>{title}</span>
      <span className={styles.made}>{t('document.madeAt', { date: moment(made_at) })}</span>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button aria-label={t('pane.insertNamed', { title })} disabledFocusable={putting.isPending}>
            {t('pane.insert')}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {ways.map((way) => (
              <MenuItem
                key={way}
                onClick={() => {
                  putting.mutate(way);
                }}
              >
                {t(`pane.insert.${way}`)}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {putting.isError && <WordNotice error={putting.error} />}
      <div role="status">{putting.data && <Outcome done={putting.data} document={document} />}</div>
    </li>
  );
}

function Outcome({ done, document: { id, title } }: { done: Inserted; document: DocumentItem }) {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <>
      {'because' in done && <p className={styles.text}>{t(`pane.because.${done.because}`)}</p>}
      {done.how === 'download' ? (
        <Link href={documentFile(id)} download>
          {t('pane.download', { title })}
        </Link>
      ) : (
        <p className={styles.text}>{t(`pane.done.${done.how}`, { title })}</p>
      )}
    </>
  );
}
