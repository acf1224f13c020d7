import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  SearchBox,
  tokens,
} from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type RefObject, useId, useState } from 'react';
import { createMatter, listMatters } from '../../api/client';
import type { MatterRef } from '../../api/types';
import { Dialog } from '../components/Dialog';
import { TroubleNotice } from '../components/TroubleNotice';
import { useDebounced } from '../components/useDebounced';
import { LONGEST } from '../components/longest';
import { useOnce } from '../components/useOnce';
import { useI18n } from '../i18n/I18n';

const useStyles = makeStyles({
  found: { maxHeight: '14rem', overflowY: 'auto' },
  matter: { overflowWrap: 'anywhere' },
  search: { maxWidth: 'none' },
  none: { color: tokens.colorNeutralForeground2 },
  new: { marginInlineEnd: 'auto', '@media (max-width: 480px)': { flexBasis: '100%' } },
});

/** Long enough for the next letter, short enough to feel at once. */
const SEARCH_DELAY_MS = 200;
/** No matter, among the ids of matters. */
const NONE = '';

interface Props {
  matter: MatterRef | null;
  /** What it was opened by. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  onChoose: (matter: MatterRef | null) => void;
}

/** Chooses a matter by number or name, or begins a new one. */
export default function MatterDialog(props: Props) {
  const [isNew, setNew] = useState(false);
  return isNew ? (
    <Begin {...props} />
  ) : (
    <Choose
      {...props}
      onNew={() => {
        setNew(true);
      }}
    />
  );
}

function Choose({ matter, opener, onClose, onChoose, onNew }: Props & { onNew: () => void }) {
  const styles = useStyles();
  const { t } = useI18n();
  const label = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(matter);
  const query = useDebounced(typed.trim(), SEARCH_DELAY_MS);
  const matters = useQuery({
    queryKey: ['matters', query],
    queryFn: ({ signal }) => listMatters(query, signal),
    placeholderData: keepPreviousData,
  });
  const found = matters.data?.items.flatMap(({ id, number, name, closed }) =>
    number === null || name === null ? [] : [{ id, number, name, closed }],
  );
  return (
    <Dialog
      title={t('matter.choose')}
      opener={opener}
      onClose={onClose}
      onSubmit={() => {
        onChoose(chosen);
      }}
      actions={
        <>
          <Button className={styles.new} onClick={onNew}>
            {t('matter.new')}
          </Button>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" appearance="primary">
            {t('matter.take')}
          </Button>
        </>
      }
    >
      <SearchBox
        className={styles.search}
        placeholder={t('matter.search')}
        dismiss={{ 'aria-label': t('app.clearSearch') }}
        aria-label={t('matter.search')}
        maxLength={LONGEST}
        value={typed}
        onChange={(_, { value }) => {
          setTyped(value);
        }}
      />
      <div id={label} className="akte-unseen">
        {t('matter.matters')}
      </div>
      <RadioGroup
        className={styles.found}
        aria-labelledby={label}
        value={chosen?.id ?? NONE}
        onChange={(_, { value }) => {
          setChosen(found?.find(({ id }) => id === value) ?? null);
        }}
      >
        <Radio value={NONE} label={t('matter.none')} />
        {found?.map(({ id, number, name, closed }) => (
          <Radio
            key={id}
            value={id}
            className={styles.matter}
            label={[number, name, closed && t('matter.closed')].filter(Boolean).join(' · ')}
          />
        ))}
      </RadioGroup>
      {found?.length === 0 && (
        <div role="status" className={styles.none}>
          {query === '' ? t('matter.noneYet') : t('matter.noMatch', { query })}
        </div>
      )}
      {matters.error && <TroubleNotice error={matters.error} onRetry={() => void matters.refetch()} />}
    </Dialog>
  );
}

function Begin({ opener, onClose, onChoose }: Props) {
  const { t } = useI18n();
  const [number, setNumber] = useState('');
  const [name, setName] = useState('');
  const [closed, setClosed] = useState(false);
  const begin = useOnce({
    mutationFn: (key: string) => createMatter({ number: number.trim(), name: name.trim(), closed }, key),
    onSuccess: ({ id }) => {
      onChoose({ id, number: number.trim(), name: name.trim() });
    },
  });
  const isGiven = number.trim() !== '' && name.trim() !== '';
  return (
    <Dialog
      title={t('matter.new.title')}
      opener={opener}
      onClose={onClose}
      onSubmit={() => {
        if (isGiven) begin.mutate(crypto.randomUUID());
      }}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={!isGiven}>
            {t('matter.begin')}
          </Button>
        </>
      }
    >
      <Field label={t('matter.number')} required>
        <Input
          autoFocus
          value={number}
          maxLength={LONGEST}
          autoComplete="off"
          onChange={(_, { value }) => {
            setNumber(value);
          }}
        />
      </Field>
      <Field label={t('matter.name')} required>
        <Input
          value={name}
          maxLength={LONGEST}
          autoComplete="off"
          onChange={(_, { value }) => {
            setName(value);
          }}
        />
      </Field>
      <Checkbox
        label={t('matter.new.closed')}
        checked={closed}
        onChange={(_, { checked }) => {
          setClosed(checked === true);
        }}
      />
      {begin.error && <TroubleNotice error={begin.error} />}
    </Dialog>
  );
}
