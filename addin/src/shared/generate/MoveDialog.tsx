import { Button } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { moveAnswers, previewMove } from '../../api/client';
import type { Reuse } from '../../api/types';
import { Dialog } from '../components/Dialog';
import { TroubleNotice } from '../components/TroubleNotice';
import { Waiting } from '../components/Waiting';
import { useI18n } from '../i18n/I18n';
import { Details } from './Details';
import { reuseOf } from './ReuseNotice';

interface Props {
  id: string;
  /** What it was opened by. */
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** Shows what moving a questionnaire to the newer version of its template keeps, leaves and adds; and moves it. */
export default function MoveDialog({ id, opener, onClose }: Props) {
  const { t, language } = useI18n();
  const client = useQueryClient();
  const preview = useQuery({
    queryKey: ['move', id, language],
    queryFn: ({ signal }) => previewMove(id, language, signal),
    gcTime: 0,
  });
  const move = useMutation({
    mutationFn: (rev: number) => moveAnswers(id, rev, language),
    onSuccess: ({ taken, left, added, ...set }) => {
      onClose();
      client.setQueryData<Reuse>(reuseOf(id), { taken, left, added });
      client.setQueryData(['answer-set', id], set);
      void client.invalidateQueries({ queryKey: ['answer-sets'] });
    },
  });
  const { data, error } = preview;
  return (
    <Dialog
      title={t('move.title')}
      opener={opener}
      onClose={onClose}
      onSubmit={() => {
        if (data && !move.isPending) move.mutate(data.rev);
      }}
      actions={
        <>
          <Button onClick={onClose}>{t('move.stay')}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={!data}>
            {t('move.move')}
          </Button>
        </>
      }
    >
      <div>{t('move.text')}</div>
      {error ? (
        <TroubleNotice error={error} onRetry={() => void preview.refetch()} />
      ) : data ? (
        <div>
          <Details summary={t('move.left', { count: data.left.length })} answers={data.left} open>
            {({ label, because }) => `${label} – ${t(`move.because.${because}`)}`}
          </Details>
          <Details summary={t('move.added', { count: data.added.length })} answers={data.added} open>
            {({ label }) => label}
          </Details>
          <Details summary={t('move.taken', { count: data.taken.length })} answers={data.taken}>
            {({ label }) => label}
          </Details>
        </div>
      ) : (
        <Waiting />
      )}
      {move.error && (
        <TroubleNotice
          error={move.error}
          onRetry={() => {
            // When an answer was changed after we looked, what moving does may be something else by now.
            move.reset();
            void preview.refetch();
          }}
        />
      )}
    </Dialog>
  );
}
