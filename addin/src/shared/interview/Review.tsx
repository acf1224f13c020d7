import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { type ReactNode, useRef } from 'react';
import type { State } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { PageHeading } from './PageHeading';
import { wrongOn } from './questions';
import { References } from './References';
import { useOpened } from './useOpened';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, minWidth: 0 },
  complete: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  icon: { color: tokens.colorBrandForeground1, fontSize: tokens.fontSizeBase500, flexShrink: 0 },
});

interface Props {
  state: State;
  onJump: (name: string) => void;
  children: ReactNode;
}

/** The last page: what is still needed or wrong, then what can be done with the answers. */
export function Review({ state, onJump, children }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const heading = useRef<HTMLHeadingElement>(null);
  useOpened(heading, true);
  const wrong = state.pages.flatMap(wrongOn);
  const wrongNames = new Set(wrong.map(({ name }) => name));
  const missing = state.missing.filter(({ name }) => !wrongNames.has(name));

  return (
    <div className={styles.page}>
      <PageHeading ref={heading} title={t('review.title')} />
      {state.complete && (
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
        references={wrong.map(({ name, label, error }) => ({
          name,
          text: `${label}: ${error ?? ''}`,
        }))}
        onJump={onJump}
      />
      {state.problems.length > 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('review.problems')}</MessageBarTitle> {state.problems.join(' ')}
          </MessageBarBody>
        </MessageBar>
      )}
      {children}
    </div>
  );
}
