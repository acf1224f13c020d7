import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useI18n } from '../i18n/I18n';

const useStyles = makeStyles({
  button: { alignSelf: 'flex-start', paddingInline: 0, minWidth: 0, color: tokens.colorNeutralForeground2 },
  text: {
    color: tokens.colorNeutralForeground2,
    borderLeft: `2px solid ${tokens.colorNeutralStroke1}`,
    paddingLeft: tokens.spacingHorizontalM,
    overflowWrap: 'anywhere',
  },
});

/** Why a question is asked, for who wants to know. */
export function Why({ text, label }: { text: string; label: string }) {
  const styles = useStyles();
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        appearance="transparent"
        size="small"
        className={styles.button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={`${t('question.why')} ${label}`}
        onClick={() => {
          setOpen(!open);
        }}
      >
        {t('question.why')}
      </Button>
      {open && (
        <div id={id} className={styles.text}>
          {text}
        </div>
      )}
    </>
  );
}
