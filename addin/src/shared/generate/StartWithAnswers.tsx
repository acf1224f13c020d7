import { Button, Field, makeStyles, Select } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { useLocation } from 'wouter';
import { type Beginning, createAnswerSet, listAnswerSets } from '../../api/client';
import type { TemplateItem } from '../../api/types';
import { useForWhom } from '../behalf/ForWhom';
import { Dialog } from '../components/Dialog';
import { TroubleNotice } from '../components/TroubleNotice';
import { useOnce } from '../components/useOnce';
import { useI18n } from '../i18n/I18n';
import { useChosenMatter } from '../matters/useChosenMatter';
import { AnswersFile } from './AnswersFile';
import { paths } from './paths';
import type { Answered } from './readAnswers';
import { reuseOf } from './ReuseNotice';

const useStyles = makeStyles({
  text: { margin: 0, overflowWrap: 'anywhere' },
  field: { gridTemplateColumns: 'minmax(0, 1fr)' },
  select: { minWidth: 0, '& > select': { width: '100%', textOverflow: 'ellipsis' } },
});

interface Props {
  template: TemplateItem;
  /** What it was opened by. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Starts the questionnaire of a template with answers that were given before, to another one or in a file. */
export default function StartWithAnswers({ template, opener, onClose }: Props) {
  const styles = useStyles();
  const { t, language, moment } = useI18n();
  const [, navigate] = useLocation();
  const [matter] = useChosenMatter();
  const [forWhom] = useForWhom();
  const client = useQueryClient();
  const [from, setFrom] = useState('');
  const [file, setFile] = useState<Answered>();
  const sets = useQuery({
    queryKey: ['answer-sets', 'latest'],
    queryFn: ({ signal }) => listAnswerSets(undefined, undefined, signal),
  });
  const start = useOnce({
    mutationFn: ({ beginning, key }: { beginning: Beginning; key: string }) =>
      createAnswerSet(template.id, key, language, {
        ...beginning,
        matter: matter?.id ?? null,
        on_behalf_of: forWhom,
      }),
    onSuccess: ({ id, taken, left, added }) => {
      client.setQueryData(reuseOf(id), { taken, left, added });
      void client.invalidateQueries({ queryKey: ['answer-sets'] });
      navigate(paths.answers(id, ''));
    },
  });
  const beginning: Beginning | undefined = file?.answers
    ? { answers: file.answers }
    : from === ''
      ? undefined
      : { from };

  return (
    <Dialog
      title={t('begin.title')}
      opener={opener}
      onClose={onClose}
      onSubmit={() => {
        if (beginning) start.mutate({ beginning, key: crypto.randomUUID() });
      }}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={beginning === undefined}>
            {t('library.start')}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{t('begin.text', { title: template.title })}</p>
      <Field label={t('begin.from')} className={styles.field}>
        <Select
          className={styles.select}
          value={from}
          disabled={file?.answers !== undefined}
          onChange={(_, { value }) => {
            setFrom(value);
          }}
        >
          <option value="">{t('question.choose')}</option>
          {sets.data?.items.map((set) => (
            <option key={set.id} value={set.id}>
              {`${set.name ?? set.template.title} · ${moment(set.created_at)}`}
            </option>
          ))}
        </Select>
      </Field>
      {sets.error && <TroubleNotice error={sets.error} onRetry={() => void sets.refetch()} />}
      <AnswersFile file={file} onFile={setFile} />
      {start.error && <TroubleNotice error={start.error} />}
    </Dialog>
  );
}
