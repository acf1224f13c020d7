import { Badge, Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link as To } from 'wouter';
import { listAnswerSets, listDocuments, type Listing } from '../../api/client';
import type { AnswerSetItem, MatterRef } from '../../api/types';
import { useBehalf } from '../behalf/useBehalf';
import { ScreenTitle } from '../components/ScreenTitle';
import { TroubleNotice } from '../components/TroubleNotice';
import { useI18n } from '../i18n/I18n';
import { MatterLine } from '../matters/MatterLine';
import { useMay, useMe } from '../session/Session';
import { AnswerSetMenu } from './AnswerSetMenu';
import { Empty } from '../components/Empty';
import type { Delivery } from './delivery';
import { paths } from './paths';
import { Row, Rows, RowsComing } from '../components/Rows';

const useStyles = makeStyles({
  screen: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  more: { alignSelf: 'center' },
});

/** One's own documents and questionnaires, or those of a matter; newest first. */
export default function WorkScreen({ delivery: { Brief } }: { delivery: Delivery }) {
  const styles = useStyles();
  const { t, moment } = useI18n();
  const [matter, setMatter] = useState<MatterRef | null>(null);
  const { person } = useMe();
  const behalf = useBehalf();
  /** The matter of what is one's own; on whose behalf; the person, of what is a matter's. */
  const where = (item: Pick<AnswerSetItem, 'matter' | 'owner' | 'on_behalf_of' | 'made_by'>) => [
    !matter && item.matter && t('matter.is', { number: item.matter.number, name: item.matter.name }),
    behalf.said(item) ?? (item.owner !== person.name && item.owner),
  ];
  if (!useMay('read_answers')) {
    return (
      <>
        <ScreenTitle title={t('work.title')} />
        <Empty title={t('trouble.forbidden.title')} text={t('trouble.forbidden.next')} />
      </>
    );
  }
  return (
    <div className={styles.screen}>
      <div>
        <ScreenTitle title={t('work.title')} />
        <MatterLine matter={matter} none={t('work.mine')} onChoose={setMatter} />
      </div>
      <Section
        title={t('work.documents')}
        none={t(matter ? 'work.matter.none' : 'work.documents.none')}
        queryKey={['documents', matter?.id]}
        read={(cursor, signal) => listDocuments(matter?.id, cursor, signal)}
        row={(document) => {
          const { id, title, made_at, answer_set, draft } = document;
          return (
            <Row
              key={id}
              heading="h3"
              title={title}
              badge={
                draft && (
                  <Badge appearance="tint" color="warning">
                    {t('document.draft')}
                  </Badge>
                )
              }
              details={[t('document.madeAt', { date: moment(made_at) }), ...where(document)]}
            >
              <Brief document={document} />
              <To href={paths.answers(answer_set, '')} asChild>
                <Button as="a" appearance="subtle" aria-label={t('document.changeNamed', { title })}>
                  {t('document.changeShort')}
                </Button>
              </To>
            </Row>
          );
        }}
      />
      <Section
        title={t('work.answers')}
        none={t(matter ? 'work.matter.none' : 'work.answers.none')}
        queryKey={['answer-sets', 'of', matter?.id]}
        read={(cursor, signal) => listAnswerSets(matter?.id, cursor, signal)}
        row={(set) => (
          <Row
            key={set.id}
            title={set.name ?? set.template.title}
            heading="h3"
            lang={set.name ? undefined : set.template.language}
            details={[
              set.name && set.template.title,
              t('work.started', { date: moment(set.created_at) }),
              ...where(set),
            ]}
          >
            <To href={paths.answers(set.id, '')} asChild>
              <Button as="a" aria-label={t('work.continueNamed', { title: set.name ?? set.template.title })}>
                {t('work.continue')}
              </Button>
            </To>
            <AnswerSetMenu set={set} />
          </Row>
        )}
      />
    </div>
  );
}

interface SectionProps<T> {
  title: string;
  /** What to say when there is nothing. */
  none: string;
  queryKey: QueryKey;
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Listing<T>>;
  row: (item: T) => ReactNode;
}

function Section<T>({ title, none, queryKey, read, row }: SectionProps<T>) {
  const styles = useStyles();
  const { t } = useI18n();
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
  });
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {list.error && <TroubleNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <RowsComing />}
      {items?.length === 0 && (
        <Empty text={none}>
          <To href={paths.library} asChild>
            <Link>{t('work.choose')}</Link>
          </To>
        </Empty>
      )}
      {items && items.length > 0 && <Rows>{items.map(row)}</Rows>}
      {list.hasNextPage && (
        <Button className={styles.more} onClick={() => void list.fetchNextPage()}>
          {t('app.showMore')}
        </Button>
      )}
    </section>
  );
}
