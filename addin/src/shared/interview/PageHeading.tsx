import { makeStyles, tokens } from '@fluentui/react-components';
import { type Ref } from 'react';

const useStyles = makeStyles({
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    ':focus': { outlineStyle: 'none' },
  },
});

/** The title of a page of the questionnaire; it can take the focus when the page opens. */
export function PageHeading({ title, ref }: { title: string; ref: Ref<HTMLHeadingElement> }) {
  const styles = useStyles();
  return (
    <h2 ref={ref} tabIndex={-1} className={styles.heading}>
      {title}
    </h2>
  );
}
