import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { createAnswerSet } from '../../api/client';
import type { TemplateItem } from '../../api/types';
import { ForWhom, useForWhom } from '../behalf/ForWhom';
import { ScreenTitle } from '../components/ScreenTitle';
import { TroubleNotice } from '../components/TroubleNotice';
import { useDebounced } from '../components/useDebounced';
import { useI18n } from '../i18n/I18n';
import { languageName } from '../i18n/languageName';
import { Empty } from '../components/Empty';
import { ALL, DRAFTS, FAVOURITES, type Filter, isWanted, NO_FILTER, wantedBy } from './filter';
import { paths } from './paths';
import { templatesLike } from './lists';
import { Recent, useRecent } from './Recent';
import { Rows, RowsComing } from '../components/Rows';
import { useOnce } from '../components/useOnce';
import { TemplateRow } from './TemplateRow';
import { TemplateTools } from './TemplateTools';
import { MatterLine } from '../matters/MatterLine';
import { useChosenMatter } from '../matters/useChosenMatter';
import { useMay } from '../session/Session';

/** Long enough for the next letter, short enough to feel at once. */
const SEARCH_DELAY_MS = 200;

const useStyles = makeStyles({
  screen: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  found: { color: tokens.colorNeutralForeground2 },
  more: { alignSelf: 'center' },
});

/** The templates one may use; choosing one starts its questionnaire. */
export function LibraryScreen({ above }: { above?: ReactNode }) {
  const styles = useStyles();
  const { t, language } = useI18n();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const mayStart = useMay('start_interview');
  const mayRead = useMay('read_answers');
  const [matter, setMatter] = useChosenMatter();
  const [forWhom] = useForWhom();
  const [filter, setFilter] = useState(NO_FILTER);
  const words = useDebounced(filter.typed.trim(), SEARCH_DELAY_MS);
  const wanted = wantedBy({ ...filter, typed: words });
  const isPlain = words === '' && filter.shown === ALL && filter.spoken === '';

  const templates = useInfiniteQuery({ ...templatesLike(wanted), placeholderData: keepPreviousData });
  const recent = useRecent(isPlain && mayRead);
  const start = useOnce({
    mutationFn: ({ template, key }: { template: TemplateItem; key: string }) =>
      createAnswerSet(template.id, key, language, { matter: matter?.id ?? null, on_behalf_of: forWhom }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['answer-sets'] });
      navigate(paths.answers(id, ''));
    },
  });

  // The templates stand below what was begun last, and wait for it: nothing moves away under one's finger.
  const isComing = templates.isPending || recent.isLoading;
  const found = isComing
    ? undefined
    : templates.data?.pages.flatMap((page) => page.items).filter((template) => isWanted(filter, template));
  return (
    <div className={styles.screen}>
      <ScreenTitle title={t('library.title')} />
      {above}
      {mayStart ? (
        <>
          <ForWhom />
          <MatterLine matter={matter} none={t('matter.none')} onChoose={setMatter} />
        </>
      ) : (
        <div className={styles.found}>{t('library.readOnly')}</div>
      )}
      <TemplateTools filter={filter} onChange={setFilter} />
      {isPlain && mayRead && <Recent recent={recent.data ?? []} />}
      {start.error && <TroubleNotice error={start.error} />}
      {templates.error && <TroubleNotice error={templates.error} onRetry={() => void templates.refetch()} />}
      <div role="status" className={styles.found}>
        {found?.length === 0 && <span className="akte-unseen">{t('library.found', { count: 0 })}</span>}
        {found &&
          found.length > 0 &&
          t(templates.hasNextPage ? 'library.foundOrMore' : 'library.found', { count: found.length })}
      </div>
      {isComing && !templates.error && <RowsComing />}
      {found?.length === 0 && (
        <NothingFound
          filter={{ ...filter, typed: words }}
          onClear={() => {
            setFilter(NO_FILTER);
          }}
        />
      )}
      {found && found.length > 0 && (
        <Rows>
          {found.map((template) => (
            <TemplateRow
              key={template.id}
              template={template}
              pending={start.isPending && start.variables.template.id === template.id}
              onStart={
                mayStart
                  ? () => {
                      start.mutate({ template, key: crypto.randomUUID() });
                    }
                  : undefined
              }
            />
          ))}
        </Rows>
      )}
      {templates.hasNextPage && (
        <Button className={styles.more} onClick={() => void templates.fetchNextPage()}>
          {t('app.showMore')}
        </Button>
      )}
    </div>
  );
}

function NothingFound({ filter, onClear }: { filter: Filter; onClear: () => void }) {
  const { t, language } = useI18n();
  const { typed, shown, spoken } = filter;
  const clear = <Button onClick={onClear}>{t('library.clear')}</Button>;
  if (typed !== '')
    return (
      <Empty title={t('library.noMatch.title', { query: typed })} text={t('library.noMatch.text')}>
        {clear}
      </Empty>
    );
  if (spoken !== '') {
    const name = languageName(spoken, language);
    return (
      <Empty title={t('library.no.language.title', { language: name })} text={t('library.no.language.text')}>
        {clear}
      </Empty>
    );
  }
  if (shown === ALL) return <Empty title={t('library.none.title')} text={t('library.none.text')} />;
  const what = shown === FAVOURITES ? 'favourites' : shown === DRAFTS ? 'drafts' : 'category';
  return (
    <Empty title={t(`library.no.${what}.title`)} text={t(`library.no.${what}.text`)}>
      {clear}
    </Empty>
  );
}
