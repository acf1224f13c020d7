import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useI18n } from '../i18n/I18n';
import { isHeldHereOnly, onHeld } from '../session/held';
import { type Stale, useStale } from './stale';

const useStyles = makeStyles({
  // In sight wherever on the page one asked for what does not come, beside Office's own menu in the top right corner.
  place: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    padding: tokens.spacingHorizontalS,
    paddingInlineEnd: '40px',
  },
});

/** Says that the page has to be loaded again and whether anything is lost by that, when it is so. */
export function StaleNotice() {
  const why = useStale();
  if (why === 'away') return <Away />;
  return why && <LoadAgain why={why} />;
}

function Away() {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <div className={styles.place}>
      <MessageBar intent="info" layout="multiline" role="status">
        <MessageBarBody>{t('stale.away')}</MessageBarBody>
      </MessageBar>
    </div>
  );
}

/** Asks to load the page again; `broken` when something on it went wrong. */
export function LoadAgain({ why }: { why: Exclude<Stale, 'away'> | 'broken' }) {
  const styles = useStyles();
  const { t } = useI18n();
  const isHeld = useSyncExternalStore(onHeld, isHeldHereOnly);
  return (
    <div className={styles.place}>
      <MessageBar intent="warning" layout="multiline" role="alert">
        <MessageBarBody>
          <MessageBarTitle>{t(`stale.${why}`)}</MessageBarTitle> {t(isHeld ? 'stale.held' : 'stale.kept')}
        </MessageBarBody>
        <MessageBarActions>
          <Button
            size="small"
            onClick={() => {
              location.reload();
            }}
          >
            {t('stale.load')}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
