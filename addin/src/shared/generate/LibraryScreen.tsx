import { Button, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { createAnswerSet, listTemplates } from '../../api/client';
import type { TemplateItem } from '../../api/types';
import { ScreenTitle } from '../components/ScreenTitle';
import { TroubleNotice } from '../components/TroubleNotice';
import { useDebounced } from '../components/useDebounced';
import { useI18n } from '../i18n/I18n';
import { Empty } from '../components/Empty';
import { paths } from './paths';
import { Recent } from './Recent';
import { Rows, RowsComing } from '../components/Rows';
import { TemplateRow } from './TemplateRow';

/** Long enough for the next letter, short enough to feel at once. */
const SEARCH_DELAY_MS = 200;

/** Languages in which a template can be written. */
const LANGUAGES = ['nl', 'en', 'de', 'fr'];

const useStyles = makeStyles({
  screen: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  search: { maxWidth: '28rem', flex: '1 1 14rem', minWidth: 0 },
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  found: { color: tokens.colorNeutralForeground2 },
  more: { alignSelf: 'center' },
});

/** The templates one may use; choosing one starts its questionnaire. */
export function LibraryScreen({ above }: { above?: ReactNode }) {
  const styles = useStyles();
  const { t, language } = useI18n();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [spoken, setSpoken] = useState('');
  const words = useDebounced(typed.trim(), SEARCH_DELAY_MS);
  const query = [words, spoken].filter(Boolean).join(' ');

  const templates = useInfiniteQuery({
    queryKey: ['templates', query],
    queryFn: ({ pageParam, signal }) => listTemplates(query, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
    placeholderData: keepPreviousData,
  });
  const start = useMutation({
    mutationFn: ({ template, key }: { template: TemplateItem; key: string }) =>
      createAnswerSet(template.id, key, language),
    onSuccess: ({ id }) => {
      navigate(paths.answers(id, ''));
    },
  });

  const found = templates.data?.pages
    .flatMap((page) => page.items)
    // The server looks for the language's code in titles, too.
    .filter(({ language }) => spoken === '' || language === spoken);
  return (
    <div className={styles.screen}>
      <ScreenTitle title={t('library.title')} />
      {above}
      <div className={styles.tools}>
        <SearchBox
          className={styles.search}
          size="large"
          placeholder={t('library.search')}
          aria-label={t('library.search')}
          value={typed}
          onChange={(_, { value }) => {
            setTyped(value);
          }}
        />
        <Select
          size="large"
          aria-label={t('library.language')}
          value={spoken}
          onChange={(_, { value }) => {
            setSpoken(value);
          }}
        >
          <option value="">{t('library.anyLanguage')}</option>
          {LANGUAGES.map((code) => (
            <option key={code} value={code}>
              {new Intl.DisplayNames(language, { type: 'language' }).of(code)}
            </option>
          ))}
        </Select>
      </div>
      {query === '' && <Recent />}
      {start.error && <TroubleNotice error={start.error} />}
      {templates.error && <TroubleNotice error={templates.error} onRetry={() => void templates.refetch()} />}
      <div role="status" className={styles.found}>
        {found?.length === 0 && <span className="akte-unseen">{t('library.found', { count: 0 })}</span>}
        {found &&
          found.length > 0 &&
          t(templates.hasNextPage ? 'library.foundOrMore' : 'library.found', { count: found.length })}
      </div>
      {templates.isPending && <RowsComing />}
      {found?.length === 0 && (
        <NothingFound
          query={words || spoken}
          onClear={() => {
            setTyped('');
            setSpoken('');
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
              onStart={() => {
                if (!start.isPending) start.mutate({ template, key: crypto.randomUUID() });
              }}
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

function NothingFound({ query, onClear }: { query: string; onClear: () => void }) {
  const { t } = useI18n();
  if (query === '') return <Empty title={t('library.none.title')} text={t('library.none.text')} />;
  return (
    <Empty title={t('library.noMatch.title', { query })} text={t('library.noMatch.text')}>
      <Button onClick={onClear}>{t('library.clear')}</Button>
    </Empty>
  );
}
