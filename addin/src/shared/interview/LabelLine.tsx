import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import { type ReactNode, useId, useState } from 'react';
import { useI18n } from '../i18n/I18n';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  label: { alignSelf: 'center', minWidth: 0 },
  button: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  text: {
    color: tokens.colorNeutralForeground2,
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    paddingLeft: tokens.spacingHorizontalM,
    overflowWrap: 'anywhere',
  },
});

interface Props {
  /** Why the question is asked; nothing when that is plain. */
  why?: string | undefined;
  /** What the question is called. */
  name: string;
  /** The label, as it is shown. */
  children: ReactNode;
}

/** The label of a question, with why it is asked behind a small button for who wants to know. */
export function LabelLine({ why, name, children }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const id = useId();
  if (!why) return children;
  return (
    <>
      <div className={styles.line}>
        <div className={styles.label}>{children}</div>
        <Button
          appearance="transparent"
          size="small"
          icon={<InfoRegular />}
          className={styles.button}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          aria-label={`${t('question.why')} ${name}`}
          title={t('question.why')}
          onClick={() => {
            setOpen(!open);
          }}
        />
      </div>
      {open && (
        <div id={id} className={styles.text}>
          {t('question.because', { why })}
        </div>
      )}
    </>
  );
}
