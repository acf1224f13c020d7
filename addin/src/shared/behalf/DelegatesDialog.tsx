import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { letAct, listAllDelegates, listAllPeople } from '../../api/client';
import { Dialog } from '../components/Dialog';
import { TroubleNotice } from '../components/TroubleNotice';
import { useI18n } from '../i18n/I18n';
import { useMe } from '../session/Session';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  delegate: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    minHeight: '40px',
  },
  name: { minWidth: 0, overflowWrap: 'anywhere' },
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
  select: { minWidth: 0, '& > select': { width: '100%', textOverflow: 'ellipsis' } },
});

interface Props {
  /** What it was opened by. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Lets people work on one's behalf, and takes that back. */
export default function DelegatesDialog({ opener, onClose }: Props) {
  const styles = useStyles();
  const { t, language } = useI18n();
  const client = useQueryClient();
  const me = useMe().person.id;
  const [chosen, setChosen] = useState('');
  const queryKey = ['delegates', me];
  const delegates = useQuery({ queryKey, queryFn: ({ signal }) => listAllDelegates(me, signal) });
  const people = useQuery({ queryKey: ['people'], queryFn: ({ signal }) => listAllPeople(signal) });
  const change = useMutation({
    mutationFn: ({ id, may }: { id: string; may: boolean }) => letAct(me, id, may),
    onSuccess: () => {
      setChosen('');
      return client.invalidateQueries({ queryKey });
    },
  });
  const known = new Set([me, ...(delegates.data ?? []).map(({ id }) => id)]);
  const others = people.data
    ?.filter(({ id }) => !known.has(id))
    .sort((one, other) => one.name.localeCompare(other.name, language));
  const error = change.error ?? delegates.error ?? people.error;

  return (
    <Dialog
      title={t('delegates.title')}
      opener={opener}
      onClose={onClose}
      onSubmit={() => {
        if (chosen !== '' && !change.isPending) change.mutate({ id: chosen, may: true });
      }}
      actions={
        <>
          <Button onClick={onClose}>{t('app.close')}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={chosen === ''}>
            {t('delegates.let')}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{t('delegates.text')}</p>
      {delegates.data?.length === 0 && <div>{t('delegates.none')}</div>}
      {delegates.data && delegates.data.length > 0 && (
        <ul className={styles.list} aria-label={t('delegates.title')}>
          {delegates.data.map(({ id, name }) => (
            <li key={id} className={styles.delegate}>
              <span className={styles.name}>{name}</span>
              <Button
                size="small"
                aria-label={t('delegates.takeBackNamed', { person: name })}
                disabledFocusable={change.isPending}
                onClick={() => {
                  change.mutate({ id, may: false });
                }}
              >
                {t('delegates.takeBack')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Field label={t('delegates.person')} className={styles.field}>
        <Select
          className={styles.select}
          value={chosen}
          onChange={(_, { value }) => {
            setChosen(value);
          }}
        >
          <option value="">{t('question.choose')}</option>
          {others?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {error && <TroubleNotice error={error} />}
    </Dialog>
  );
}
