import { useMutation, useQueryClient } from '@tanstack/react-query';
import { describeAnswerSet } from '../../api/client';
import type { AnswerSet, AnswerSetItem, MatterRef } from '../../api/types';
import { TroubleNotice } from '../components/TroubleNotice';
import { useI18n } from '../i18n/I18n';
import { MatterLine } from './MatterLine';

/** The matter of an answer set, which its documents belong to as well; and putting it under another. */
export function FiledUnder({ id, matter }: Pick<AnswerSetItem, 'id' | 'matter'>) {
  const { t, language } = useI18n();
  const client = useQueryClient();
  const file = useMutation({
    mutationFn: (to: MatterRef | null) => describeAnswerSet(id, { matter: to?.id ?? null }, language),
    onSuccess: (set) => {
      client.setQueryData<AnswerSet>(
        ['answer-set', id],
        (known) => known && { ...known, matter: set.matter },
      );
      for (const queryKey of [['answer-sets'], ['documents'], ['document']])
        void client.invalidateQueries({ queryKey });
    },
  });
  return (
    <>
      <MatterLine
        matter={file.data ? file.data.matter : matter}
        none={t('matter.none')}
        onChoose={(to) => {
          file.mutate(to);
        }}
      />
      {file.error && <TroubleNotice error={file.error} />}
    </>
  );
}
