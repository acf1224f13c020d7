import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import { useId, useState } from 'react';
import { documentFile, readDocumentFile } from '../api/client';
import type { DocumentItem } from '../api/types';
import { Progress } from '../shared/components/Progress';
import { useOnce } from '../shared/components/useOnce';
import { useI18n } from '../shared/i18n/I18n';
import type { Capabilities, Inserted, WordHost } from '../word/word';
import { WordNotice } from './WordNotice';
import { useWord } from './WordProvider';

const useStyles = makeStyles({
  way: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  means: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
  },
  outcome: { width: '100%', ':empty': { display: 'none' } },
});

const WAYS = ['new', 'document', 'cursor'] as const;
type Way = (typeof WAYS)[number];

/** How far it is: bytes that came of how many, or `word` from when Word has it, which does not say how far it is. */
type Step = number | 'word';

/** Fetches the finished document and hands it to Word once. */
async function put(word: WordHost, id: string, way: Way, onStep: (step: Step) => void): Promise<Inserted> {
  const docx = await readDocumentFile(id, onStep);
  onStep('word');
  return way === 'new' ? word.openNew(docx) : word.insert(docx, way);
}

/** What a way does to styles, headers and numbering, in this Word. */
function meaning(way: Way, { replace }: Capabilities) {
  return way === 'document' && !replace ? 'into.document.oldWord' : (`into.${way}.means` as const);
}

/** The ways to put a finished document into Word, each with what it does, said before it is done. */
export default function PutIntoWord({ document }: { document: DocumentItem }) {
  const styles = useStyles();
  const { t } = useI18n();
  const word = useWord();
  const ids = useId();
  const can = word.capabilities();
  const ways = WAYS.filter((way) => way !== 'new' || can.openNew);
  const [way, setWay] = useState<Way>(ways[0] ?? 'document');
  const [step, setStep] = useState<Step>(0);
  const putting = useOnce({
    mutationFn: () => {
      setStep(0);
      return put(word, document.id, way, setStep);
    },
  });
  return (
    <div className={styles.way}>
      <h2 id={`${ids}title`} className={styles.title}>
        {t('into.title')}
      </h2>
      <RadioGroup
        aria-labelledby={`${ids}title`}
        aria-describedby={`${ids}means`}
        value={way}
        onChange={(_, { value }) => {
          setWay(value as Way);
          putting.reset();
        }}
      >
        {ways.map((each) => (
          <Radio key={each} value={each} label={t(`into.${each}`)} />
        ))}
      </RadioGroup>
      <p id={`${ids}means`} aria-live="polite" className={styles.means}>
        {t(meaning(way, can))}
      </p>
      <Button
        appearance="primary"
        disabledFocusable={putting.isPending}
        onClick={() => {
          putting.mutate();
        }}
      >
        {t('into.button')}
      </Button>
      {putting.isPending && <Coming step={step} size={document.size} />}
      {putting.isError && <WordNotice error={putting.error} />}
      <div role="status" className={styles.outcome}>
        {putting.data && <Outcome done={putting.data} document={document} />}
      </div>
      <Link href={documentFile(document.id)} download={document.file_name}>
        {t('document.download')}
      </Link>
    </div>
  );
}

function Coming({ step, size }: { step: Step; size: number }) {
  const { t } = useI18n();
  return step === 'word' ? (
    <Progress text={t('into.word')} />
  ) : (
    <Progress text={t('pane.fetching')} share={step / size} />
  );
}

function Outcome({ done, document: { id, title, file_name } }: { done: Inserted; document: DocumentItem }) {
  const { t } = useI18n();
  return (
    <MessageBar intent={done.how === 'download' ? 'warning' : 'success'} layout="multiline">
      <MessageBarBody>
        {'because' in done && t(`pane.because.${done.because}`)}{' '}
        {done.how === 'download' ? (
          <Link inline href={documentFile(id)} download={file_name}>
            {t('pane.download', { title })}
          </Link>
        ) : (
          t(`pane.done.${done.how}`, { title })
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
