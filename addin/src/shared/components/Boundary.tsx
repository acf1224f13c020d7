import { makeStyles, tokens } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { useI18n } from '../i18n/I18n';
import { ScreenTitle } from './ScreenTitle';
import { LoadAgain } from './StaleNotice';

/** Says that something on the page went wrong, where otherwise the page would go blank. */
export class Boundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

const useStyles = makeStyles({ screen: { padding: tokens.spacingHorizontalL } });

function Broken() {
  const styles = useStyles();
  const { t } = useI18n();
  return (
    <>
      <LoadAgain why="broken" />
      <main className={styles.screen}>
        <ScreenTitle title={t('stale.title')} />
      </main>
    </>
  );
}
