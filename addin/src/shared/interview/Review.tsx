import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { FieldError, State } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { useInterview } from './context';
import { PageHeading } from './PageHeading';
import { pageOf, wrongOn } from './questions';
import { References } from './References';
import { useOpened } from './useOpened';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, minWidth: 0 },
  refused: { ':focus': { outlineStyle: 'none' } },
  complete: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  icon: { color: tokens.colorBrandForeground1, fontSize: tokens.fontSizeBase500, flexShrink: 0 },
});

interface Props {
  state: State;
  onJump: (name: string) => void;
  /** What can be done with the answers; `refused` tells what the server would not make the document of. */
  finish: (refused: (errors: FieldError[]) => void) => ReactNode;
}

/** The last page: what is still needed or wrong, then what can be done with the answers. */
export function Review({ state, onJump, finish }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const { unread } = useInterview();
  const heading = useRef<HTMLHeadingElement>(null);
  useOpened(heading, true);
  const [errors, setErrors] = useState<FieldError[]>();
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors) notice.current?.focus();
  }, [errors]);

  const faulty = state.pages.flatMap(wrongOn);
  const illegible = [...unread].filter(([name]) => pageOf(state, name));
  const wrongNames = new Set([...faulty.map(({ name }) => name), ...illegible.map(([name]) => name)]);
  const missing = state.missing.filter(({ name }) => !wrongNames.has(name));
  const listed = new Set([...wrongNames, ...missing.map(({ name }) => name)]);
  const others = (errors ?? []).filter(({ name }) => !listed.has(name));

  return (
    <div className={styles.page}>
      <PageHeading ref={heading} title={t('review.title')} />
      {errors && (
        <div ref={notice} tabIndex={-1} role="alert" className={styles.refused}>
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{t('review.refused.title')}</MessageBarTitle> {t('review.refused.next')}
            </MessageBarBody>
          </MessageBar>
        </div>
      )}
      {state.complete && !errors && (
        <div className={styles.complete}>
          <CheckmarkCircleFilled className={styles.icon} aria-hidden />
          {t('review.complete')}
        </div>
      )}
      <References
        title={t('review.missing', { count: missing.length })}
        references={missing.map(({ name, label }) => ({ name, text: label }))}
        onJump={onJump}
      />
      <References
        title={t('review.wrong')}
        references={[
          ...faulty.map((question) => ({
            name: question.name,
            text: `${question.label} – ${question.error ?? ''}`,
          })),
          ...illegible.map(([name, { label, text }]) => ({
            name,
            text: t('review.unread', { label, text }),
          })),
          ...others.map(({ name, message }) => ({
            ...(pageOf(state, name) ? { name } : {}),
            text: message,
          })),
        ]}
        onJump={onJump}
      />
      {state.problems.length > 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('review.problems')}</MessageBarTitle> {state.problems.join(' ')}
          </MessageBarBody>
        </MessageBar>
      )}
      {finish(setErrors)}
    </div>
  );
}
