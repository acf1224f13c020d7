import { makeStyles, ProgressBar, type ProgressBarProps } from '@fluentui/react-components';

const useStyles = makeStyles({
  // Fluent fills both the way that was gone and the way to go in colours of the system that may be hard to tell apart.
  bar: {
    '@media screen and (forced-colors: active)': {
      backgroundColor: 'Canvas',
      outline: '1px solid CanvasText',
    },
  },
});

/** How far something is. */
export function Bar(props: Omit<ProgressBarProps, 'className' | 'thickness'>) {
  const styles = useStyles();
  return <ProgressBar {...props} thickness="large" className={styles.bar} />;
}
