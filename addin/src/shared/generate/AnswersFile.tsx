import { Button, Field, makeStyles, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { useI18n } from '../i18n/I18n';
import { type Answered, readAnswers } from './readAnswers';

const useStyles = makeStyles({
  file: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    overflowWrap: 'anywhere',
  },
});

interface Props {
  file: Answered | undefined;
  onFile: (file: Answered | undefined) => void;
}

/** Where somebody chooses a file with answers, or none after all. */
export function AnswersFile({ file, onFile }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Field validationMessage={file && !file.answers ? t('begin.noAnswers') : null}>
      {({ id, ...described }) => (
        <div className={styles.file}>
          <input
            ref={input}
            hidden
            type="file"
            accept=".json,application/json"
            data-testid="answers-file"
            onChange={({ target }) => {
              const chosen = target.files?.[0];
              if (chosen) void readAnswers(chosen).then(onFile);
              target.value = '';
            }}
          />
          <Button {...described} id={id} onClick={() => input.current?.click()}>
            {t('begin.file')}
          </Button>
          {file && (
            <>
              <span>{file.name}</span>
              <Button
                size="small"
                appearance="subtle"
                onClick={() => {
                  onFile(undefined);
                }}
              >
                {t('begin.noFile')}
              </Button>
            </>
          )}
        </div>
      )}
    </Field>
  );
}
