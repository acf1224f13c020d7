import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId, useRef, useState } from 'react';
import { Progress } from '../../components/Progress';
import { useI18n } from '../../i18n/I18n';
import { useInterview } from '../context';
import { asText, type ControlProps } from './control';
import { useAnswerFile } from './useAnswerFile';
import { useUpload } from './useUpload';

const useStyles = makeStyles({
  place: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  over: {
    backgroundColor: tokens.colorNeutralBackground1Hover,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  // A picture is made for paper, which is white in every theme.
  picture: {
    maxWidth: '100%',
    maxHeight: '10rem',
    objectFit: 'contain',
    backgroundColor: '#fff',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { overflowWrap: 'anywhere' },
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  hint: { color: tokens.colorNeutralForeground2 },
});

/** A picture, or another file: chosen or dropped, shown, replaced and taken away. */
export function FileControl({ question, identity, value, change, setProblem }: ControlProps) {
  const styles = useStyles();
  const { t } = useI18n();
  const { answers, announce } = useInterview();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const ids = useId();
  const kind = question.kind === 'image' ? 'image' : 'file';
  const set = answers.set.id;
  const reference = asText(value);
  const shown = useAnswerFile(set, reference);
  const { sending, send, stop } = useUpload(set, kind, setProblem, ({ id, name }) => {
    change(id);
    announce(t('file.added', { name }));
  });

  return (
    <div
      className={mergeClasses(styles.place, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        send(event.dataTransfer.files[0]);
      }}
    >
      {kind === 'image' && shown?.url && (
        <img className={styles.picture} src={shown.url} alt={t('file.picture', { label: question.label })} />
      )}
      {shown && <span className={styles.name}>{shown.name ?? t('file.notShown')}</span>}
      <div className={styles.buttons}>
        <input
          ref={input}
          hidden
          type="file"
          accept={kind === 'image' ? 'image/png,image/jpeg' : undefined}
          data-testid={`file-${question.name}`}
          onChange={({ target }) => {
            send(target.files?.[0]);
            target.value = '';
          }}
        />
        <Button
          id={identity.id}
          aria-labelledby={`${identity['aria-labelledby']} ${ids}choose`}
          aria-describedby={identity['aria-describedby']}
          disabledFocusable={sending !== undefined}
          onClick={() => input.current?.click()}
        >
          <span id={`${ids}choose`}>
            {t(reference !== '' ? 'file.replace' : kind === 'image' ? 'file.choosePicture' : 'file.choose')}
          </span>
        </Button>
        {reference !== '' && (
          <Button
            appearance="subtle"
            aria-labelledby={`${ids}remove ${identity['aria-labelledby']}`}
            onClick={() => {
              setProblem(undefined);
              change(null);
              announce(t('file.removed', { label: question.label }));
              document.getElementById(identity.id)?.focus();
            }}
          >
            <span id={`${ids}remove`}>{t('file.remove')}</span>
          </Button>
        )}
      </div>
      <span className={styles.hint}>{t(kind === 'image' ? 'file.hint.picture' : 'file.hint.file')}</span>
      {sending && (
        <Progress text={t('file.sending', { name: sending.name })} share={sending.part}>
          <Button
            size="small"
            onClick={() => {
              stop();
              announce(t('file.stopped', { name: sending.name }));
              document.getElementById(identity.id)?.focus();
            }}
          >
            {t('file.stop')}
          </Button>
        </Progress>
      )}
    </div>
  );
}
