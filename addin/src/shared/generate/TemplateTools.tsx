import { makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { LONGEST } from '../components/longest';
import { useI18n } from '../i18n/I18n';
import { languageName } from '../i18n/languageName';
import { useMay } from '../session/Session';
import { ALL, DRAFTS, FAVOURITES, type Filter } from './filter';
import { allCategories } from './lists';

/** Languages in which a template can be written. */
const LANGUAGES = ['nl', 'en', 'de', 'fr'];

const NARROW = '@media (max-width: 640px)';

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  search: {
    maxWidth: '28rem',
    flex: '1 1 14rem',
    minWidth: 0,
    [NARROW]: { flexBasis: '100%', maxWidth: 'none' },
  },
  select: {
    flex: '0 1 auto',
    minWidth: 0,
    '& > select': { textOverflow: 'ellipsis', maxWidth: '17rem' },
    // Side by side where both fit, else below each other; as wide as there is room.
    [NARROW]: { flexGrow: 1, '& > select': { width: '100%', maxWidth: 'none' } },
  },
});

interface Props {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** What narrows the library: words, a category or favourites, a language. */
export function TemplateTools({ filter, onChange }: Props) {
  const styles = useStyles();
  const { t, language } = useI18n();
  const seesDrafts = useMay('read_draft');
  const categories = useQuery(allCategories);
  const languages = LANGUAGES.map((code) => ({ code, name: languageName(code, language) })).sort((a, b) =>
    a.name.localeCompare(b.name, language),
  );
  const names = categories.data?.items.toSorted((a, b) => a.name.localeCompare(b.name, language)) ?? [];
  return (
    <div className={styles.tools}>
      <SearchBox
        className={styles.search}
        size="large"
        placeholder={t('library.search')}
        dismiss={{ 'aria-label': t('app.clearSearch') }}
        aria-label={t('library.search')}
        maxLength={LONGEST}
        value={filter.typed}
        onChange={(_, { value }) => {
          onChange({ ...filter, typed: value });
        }}
      />
      <Select
        className={styles.select}
        size="large"
        aria-label={t('library.show')}
        value={filter.shown}
        onChange={(_, { value }) => {
          onChange({ ...filter, shown: value });
        }}
      >
        <option value={ALL}>{t('library.all')}</option>
        <option value={FAVOURITES}>{t('library.favourites')}</option>
        {seesDrafts && <option value={DRAFTS}>{t('library.drafts')}</option>}
        {names.length > 0 && (
          <optgroup label={t('library.categories')}>
            {names.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </Select>
      <Select
        className={styles.select}
        size="large"
        aria-label={t('library.language')}
        value={filter.spoken}
        onChange={(_, { value }) => {
          onChange({ ...filter, spoken: value });
        }}
      >
        <option value="">{t('library.anyLanguage')}</option>
        {languages.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}
