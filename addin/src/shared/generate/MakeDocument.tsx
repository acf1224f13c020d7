import { Button, Input, Label, makeStyles, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import { createDocument } from '../../api/client';
import { ApiError } from '../../api/error';
import { Progress } from '../components/Progress';
import { TroubleNotice } from '../components/TroubleNotice';
import { LONGEST } from '../components/longest';
import { useOnce } from '../components/useOnce';
import { useI18n } from '../i18n/I18n';
import type { Finish } from '../interview/Interview';
import { paths } from './paths';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'flex-start' },
  field: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, width: '100%' },
  label: { fontWeight: tokens.fontWeightSemibold },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  note: { color: tokens.colorNeutralForeground2 },
});

interface Props extends Finish {
  /** What the document is called when nobody says otherwise. */
  title: string;
}

/** Makes the document; while answers are missing, as a draft with blanks. */
export function MakeDocument({ answers, refused, title: proposed }: Props) {
  const styles = useStyles();
  const { t, language } = useI18n();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const id = useId();
  const set = useSyncExternalStore(answers.subscribe, () => answers.set);
  const [title, setTitle] = useState(proposed);
  const [isSettled, setSettled] = useState(false);

  const make = useOnce({
    mutationFn: async ({ draft, key }: { draft: boolean; key: string }) => {
      setSettled(false);
      await answers.settled();
      setSettled(true);
      return createDocument(set.id, title.trim() || proposed, draft, language, key);
    },
    onSuccess: (document) => {
      client.setQueryData(['document', document.id, language], document);
      void client.invalidateQueries({ queryKey: ['documents'] });
      navigate(paths.document(document.id));
    },
    onError: (error) => {
      if (error instanceof ApiError && error.errors.length > 0) refused(error.errors);
    },
  });
  const listed = make.error instanceof ApiError && make.error.errors.length > 0;
  const start = (draft: boolean) => {
    make.mutate({ draft, key: crypto.randomUUID() });
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        start(false);
      }}
    >
      <div className={styles.field}>
        <Label htmlFor={id} className={styles.label}>
          {t('review.documentTitle')}
        </Label>
        <Input
          id={id}
          value={title}
          maxLength={LONGEST}
          autoComplete="off"
          onChange={(_, { value }) => {
            setTitle(value);
          }}
        />
      </div>
      {make.error && !listed && (
        <TroubleNotice
          error={make.error}
          onRetry={() => {
            make.mutate(make.variables);
          }}
        />
      )}
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" size="large">
          {t('review.make')}
        </Button>
        {!set.state.complete && (
          <Button
            size="large"
            onClick={() => {
              start(true);
            }}
          >
            {t('review.draft')}
          </Button>
        )}
      </div>
      {make.isPending && <Progress text={t(isSettled ? 'review.making' : 'review.settling')} />}
      {!set.state.complete && <div className={styles.note}>{t('review.draft.note')}</div>}
    </form>
  );
}
