import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { type ReactNode, useRef } from 'react';
import type { State } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { PageHeading } from './PageHeading';
import { trail, wrongOn } from './questions';
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
  /** The label of a question, after those of what it belongs to: "Party 2 › First name". */
  const labelOf = (name: string, label: string) => {
    const around = state.pages.map((page) => trail(page.questions, name)).find(({ length }) => length > 0);
    if (!around) return label;
    return around
      .filter(({ kind }) => kind !== 'list' || around.length === 1)
      .map((question) => {
        const index = /\[(\d+)\]$/.exec(question.name)?.[1];
        return index === undefined
          ? question.label
          : t('list.item', { label: question.label, number: Number(index) + 1 });
      })
      .join(' › ');
  };
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
        references={missing.map(({ name, label }) => ({ name, text: labelOf(name, label) }))}
        onJump={onJump}
      />
      <References
        title={t('review.wrong')}
        references={wrong.map(({ name, label, error }) => ({
          name,
          text: `${labelOf(name, label)}: ${error ?? ''}`,
        }))}
        onJump={onJump}
      />
      {children}
    </div>
  );
}
