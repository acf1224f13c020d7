import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { PageState } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { focusWithin } from './focus';
import { PageHeading } from './PageHeading';
import { Question } from './Question';
import { domId, questionsOf } from './questions';
import { useOpened } from './useOpened';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  page: PageState;
  /** The question to go to, by name. */
  target: string | undefined;
  onReached: () => void;
}

/** One page: questions that belong together. */
export function QuestionPage({ page, target, onReached }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const heading = useRef<HTMLHeadingElement>(null);
  useOpened(heading, target === undefined);

  useEffect(() => {
    if (target === undefined) return;
    focusWithin(document.getElementById(domId(target)));
    onReached();
  }, [target, onReached]);

  return (
    <div className={styles.page}>
      <PageHeading ref={heading} title={page.title} />
      {page.questions.length === 0 && <div className={styles.note}>{t('interview.nothing')}</div>}
      {page.questions.map((question) => (
        <Question key={question.name} question={question} />
      ))}
      {questionsOf(page).some(({ required }) => required) && (
        <div className={styles.note}>{t('interview.required')}</div>
      )}
    </div>
  );
}
