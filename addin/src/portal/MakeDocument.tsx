import { Button, Input, Label, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import { createDocument } from '../api/client';
import { ApiError } from '../api/error';
import { TroubleNotice } from '../shared/components/TroubleNotice';
import { useI18n } from '../shared/i18n/I18n';
import type { Finish } from '../shared/interview/Interview';
import { References } from '../shared/interview/References';
import { paths } from './paths';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'flex-start' },
  field: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, width: '100%' },
  label: { fontWeight: tokens.fontWeightSemibold },
});

/** Makes the document once everything is answered. */
export function MakeDocument({ answers, jump }: Finish) {
  const styles = useStyles();
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const id = useId();
  const set = useSyncExternalStore(answers.subscribe, () => answers.set);
  const [title, setTitle] = useState(set.template.title);

  const make = useMutation({
    mutationFn: async (key: string) => {
      await answers.settled();
      return createDocument(set.id, title.trim() || set.template.title, key);
    },
    onSuccess: (document) => {
      client.setQueryData(['document', document.id], document);
      void client.invalidateQueries({ queryKey: ['documents'] });
      navigate(paths.document(document.id));
    },
  });
  const wrong = make.error instanceof ApiError ? make.error.errors : [];

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!make.isPending) make.mutate(crypto.randomUUID());
      }}
    >
      <div className={styles.field}>
        <Label htmlFor={id} className={styles.label}>
          {t('review.documentTitle')}
        </Label>
        <Input
          id={id}
          value={title}
          autoComplete="off"
          onChange={(_, { value }) => {
            setTitle(value);
          }}
        />
      </div>
      {make.error && wrong.length === 0 && <TroubleNotice error={make.error} />}
      <References
        title={t('review.wrong')}
        references={wrong.map(({ name, message }) => ({ name, text: message }))}
        onJump={jump}
      />
      <Button type="submit" appearance="primary" size="large" disabled={!set.state.complete}>
        {make.isPending ? t('review.making') : t('review.make')}
      </Button>
    </form>
  );
}
