import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { answerSheet, createAnswerSet, exportedAnswers } from '../../api/client';
import type { AnswerSetItem } from '../../api/types';
import { useBehalf } from '../behalf/useBehalf';
import { More } from '../components/More';
import { TroubleNotice } from '../components/TroubleNotice';
import { later } from '../components/later';
import { useOnce } from '../components/useOnce';
import { useI18n } from '../i18n/I18n';
import { paths } from './paths';
import { reuseOf } from './ReuseNotice';

const RenameDialog = later(() => import('./RenameDialog'));

/** What can be done with a questionnaire besides answering it. */
export function AnswerSetMenu({ set }: { set: AnswerSetItem }) {
  const { t, language } = useI18n();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const more = useRef<HTMLSpanElement>(null);
  const [renaming, setRenaming] = useState(false);
  const { id, template } = set;
  const behalf = useBehalf();
  const name = set.name ?? template.title;

  const duplicate = useOnce({
    mutationFn: (key: string) =>
      createAnswerSet(template.id, key, language, {
        from: id,
        name: t('answers.copy', { name }),
        on_behalf_of: behalf.next(set),
      }),
    onSuccess: ({ id: copy, taken, left, added }) => {
      client.setQueryData(reuseOf(copy), { taken, left, added });
      void client.invalidateQueries({ queryKey: ['answer-sets'] });
      navigate(paths.answers(copy, ''));
    },
  });

  return (
    <>
      <span ref={more}>
        <More
          label={t('answers.more', { name })}
          items={[
            {
              text: t('answers.rename'),
              run: () => {
                setRenaming(true);
              },
            },
            {
              text: t('answers.duplicate'),
              run: () => {
                duplicate.mutate(crypto.randomUUID());
              },
            },
            { text: t('answers.sheet'), href: answerSheet(id, language), download: true },
            {
              text: t('answers.export'),
              href: exportedAnswers(id),
              download: t('answers.exportFile', { name }),
            },
          ]}
        />
      </span>
      {duplicate.error && <TroubleNotice error={duplicate.error} />}
      {renaming && (
        <Suspense>
          <RenameDialog
            id={id}
            name={name}
            opener={more}
            onClose={() => {
              setRenaming(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
