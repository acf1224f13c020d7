import { Label, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useI18n } from '../i18n/I18n';
import { useMe } from '../session/Session';
import { useChosen } from '../session/useChosen';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  select: { flex: '0 1 18rem', minWidth: 0, '& > select': { width: '100%', textOverflow: 'ellipsis' } },
});

/** On whose behalf one works now, by id; as long as one may. */
export function useForWhom(): [string | null, (person: string | null) => void] {
  const { acts_for } = useMe();
  const [chosen, choose] = useChosen<string>('for-whom');
  return [acts_for.some(({ id }) => id === chosen) ? chosen : null, choose];
}

/** Chooses on whose behalf one begins; nothing for who acts for nobody. */
export function ForWhom() {
  const styles = useStyles();
  const { t } = useI18n();
  const { person, acts_for } = useMe();
  const [chosen, choose] = useForWhom();
  const id = useId();
  if (acts_for.length === 0) return null;
  return (
    <div className={styles.line}>
      <Label htmlFor={id}>{t('behalf.label')}</Label>
      <Select
        id={id}
        className={styles.select}
        value={chosen ?? ''}
        onChange={(_, { value }) => {
          choose(value === '' ? null : value);
        }}
      >
        <option value="">{t('behalf.myself', { person: person.name })}</option>
        {acts_for.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </div>
  );
}
