import { Link, makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  // Far enough apart to be hit each by itself.
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    margin: `${tokens.spacingVerticalS} 0 0`,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
  link: { textAlign: 'start', verticalAlign: 'top', lineHeight: 'inherit', overflowWrap: 'anywhere' },
});

/** Something to look at; a link to its question when it has a name. */
export interface Reference {
  name?: string;
  text: string;
}

interface ReferencesProps {
  title: string;
  references: Reference[];
  onJump: (name: string) => void;
}

/** A list of answers that need attention. */
export function References({ title, references, onJump }: ReferencesProps) {
  const styles = useStyles();
  if (references.length === 0) return null;
  return (
    <section aria-label={title}>
      <div>{title}</div>
      <ul className={styles.list}>
        {references.map(({ name, text }) => (
          <li key={name ?? text}>
            {name ? (
              <Link
                as="button"
                className={styles.link}
                onClick={() => {
                  onJump(name);
                }}
              >
                {text}
              </Link>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
