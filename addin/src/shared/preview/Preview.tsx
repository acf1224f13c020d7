import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { readPreview } from '../../api/client';
import { TroubleNotice } from '../components/TroubleNotice';
import { useDebounced } from '../components/useDebounced';
import { useI18n } from '../i18n/I18n';
import { changed } from './changed';
import { lay } from './paper';

/** So long after the last answer the document is made again. */
const SETTLED_MS = 300;

const useStyles = makeStyles({
  preview: {
    position: 'sticky',
    top: tokens.spacingVerticalL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minWidth: 0,
    height: 'calc(100vh - 2rem)',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  desk: {
    flexGrow: 1,
    minHeight: 0,
    overflow: 'auto',
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground4,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
});

/** Paper is white in every theme. What changed stands out by more than colour. */
const LOOKS = `
  :host { color: #000; color-scheme: light; }
  .docx-wrapper { padding: 0; background: none; }
  .docx-wrapper > section.docx { margin: 0 auto 12px; box-shadow: 0 1px 4px rgb(0 0 0 / 30%); }
  .changed { background: #fff4b8; box-shadow: 6px 0 0 #fff4b8, 8px 0 0 #8a6d00; }
  @media (forced-colors: active) { .changed { outline: 2px solid Highlight; } }`;

const paragraphsOf = (paper: ShadowRoot) => [...paper.querySelectorAll('section.docx p')];

interface Props {
  /** The answer set. */
  id: string;
  /** Its revision: another one may be another document. */
  rev: number;
}

/** The document as it would be now; at what the last answer changed, which stands out. */
export default function Preview({ id, rev }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const settled = useDebounced(rev, SETTLED_MS);
  const file = useQuery({
    queryKey: ['preview', id, settled],
    queryFn: ({ signal }) => readPreview(id, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const desk = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const texts = useRef<string[]>(undefined);
  const [shown, setShown] = useState<number>();
  const [isLaid, setLaid] = useState(true);
  const { data, dataUpdatedAt } = file;

  useEffect(() => {
    const host = sheet.current;
    if (!data || !host) return;
    let isCurrent = true;
    const paper = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const laid = () => {
      if (!isCurrent) return;
      setLaid(true);
      const paragraphs = paragraphsOf(paper);
      const now = paragraphs.map(({ textContent }) => textContent);
      const differ = texts.current ? changed(texts.current, now) : [];
      texts.current = now;
      for (const index of differ) paragraphs[index]?.classList.add('changed');
      fit(desk.current, host, paper);
      const first = differ[0] === undefined ? undefined : paragraphs[differ[0]];
      if (first) show(first, desk.current);
      setShown(differ.length);
    };
    lay(data, paper, LOOKS).then(laid, () => {
      if (isCurrent) setLaid(false);
    });
    return () => {
      isCurrent = false;
    };
  }, [data, dataUpdatedAt]);

  useEffect(() => {
    const watch = new ResizeObserver(() => {
      const paper = sheet.current?.shadowRoot;
      if (sheet.current && paper) fit(desk.current, sheet.current, paper);
    });
    if (desk.current) watch.observe(desk.current);
    return () => {
      watch.disconnect();
    };
  }, []);

  return (
    <section className={styles.preview} aria-label={t('preview.title')} aria-busy={file.isFetching}>
      <h2 className={styles.title}>{t('preview.title')}</h2>
      {file.error && <TroubleNotice error={file.error} onRetry={() => void file.refetch()} />}
      {!isLaid && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>{t('preview.failed')}</MessageBarBody>
        </MessageBar>
      )}
      <div ref={desk} className={styles.desk} tabIndex={0} role="group" aria-label={t('preview.document')}>
        <div ref={sheet} data-changed={shown} />
      </div>
    </section>
  );
}

/** Makes the page as wide as the desk. */
function fit(desk: HTMLElement | null, host: HTMLElement, paper: ShadowRoot): void {
  const page = paper.querySelector<HTMLElement>('section.docx');
  if (!desk || !page) return;
  const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(desk);
  const room = desk.clientWidth - Number.parseFloat(paddingInlineStart) - Number.parseFloat(paddingInlineEnd);
  // Its own width, whatever it is shown at now.
  host.style.setProperty('zoom', '1');
  host.style.setProperty('zoom', String(Math.min(1, room / page.offsetWidth)));
}

/** Brings a place into the middle of the desk; the page around it stays where it is. */
function show(place: Element, desk: HTMLElement | null): void {
  if (!desk) return;
  const { top, height } = place.getBoundingClientRect();
  const from = desk.getBoundingClientRect();
  desk.scrollTop += top + height / 2 - (from.top + from.height / 2);
}
