import { Button, Field, Input } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { describeAnswerSet } from '../../api/client';
import type { AnswerSet } from '../../api/types';
import { Dialog } from '../components/Dialog';
import { LONGEST } from '../components/longest';
import { TroubleNotice } from '../components/TroubleNotice';
import { useI18n } from '../i18n/I18n';

interface Props {
  id: string;
  name: string;
  /** What it was opened by. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Gives a questionnaire another name. */
export default function RenameDialog({ id, name, opener, onClose }: Props) {
  const { t, language } = useI18n();
  const client = useQueryClient();
  const [typed, setTyped] = useState(name);
  const rename = useMutation({
    mutationFn: () => describeAnswerSet(id, { name: typed.trim() }, language),
    onSuccess: (set) => {
      client.setQueryData<AnswerSet>(['answer-set', id], (known) => known && { ...known, name: set.name });
      void client.invalidateQueries({ queryKey: ['answer-sets'] });
      onClose();
    },
  });
  return (
    <Dialog
      title={t('answers.rename.title')}
      opener={opener}
      onClose={onClose}
      onSubmit={() => {
        if (typed.trim() !== '' && !rename.isPending) rename.mutate();
      }}
      actions={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={typed.trim() === ''}>
            {t('answers.save')}
          </Button>
        </>
      }
    >
      <Field label={t('answers.name')} required>
        <Input
          value={typed}
          maxLength={LONGEST}
          autoComplete="off"
          onChange={(_, { value }) => {
            setTyped(value);
          }}
        />
      </Field>
      {rename.error && <TroubleNotice error={rename.error} />}
    </Dialog>
  );
}
