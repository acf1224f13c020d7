import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useI18n } from '../i18n/I18n';
import type { Step } from './StepButton';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

interface Props {
  steps: Step[];
  at: number;
  onStep: (id: string) => void;
}

/** To the page before and the page after. */
export function PageButtons({ steps, at, onStep }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const back = steps[at - 1];
  const next = steps[at + 1];
  return (
    <div className={styles.buttons}>
      {back && (
        <Button
          onClick={() => {
            onStep(back.id);
          }}
        >
          {t('interview.back')}
        </Button>
      )}
      {next && (
        <Button
          appearance="primary"
          onClick={() => {
            onStep(next.id);
          }}
        >
          {next.page ? t('interview.next') : next.title}
        </Button>
      )}
    </div>
  );
}
