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

/** References in a row that begin with the same question, up to a colon; or one that does not. */
interface Family {
  of: string | undefined;
  references: Reference[];
}

const BEGINNING = /^(.+?): (?=.)/;

function families(references: Reference[]): Family[] {
  const found: Family[] = [];
  for (const reference of references) {
    const of = reference.name && BEGINNING.exec(reference.text)?.[1];
    const last = found.at(-1);
    if (of && last?.of === of) last.references.push(reference);
    else found.push({ of, references: [reference] });
  }
  return found;
}

/** A list of answers that need attention. What several of one question begin with is shown once, above them. */
export function References({ title, references, onJump }: ReferencesProps) {
  const styles = useStyles();
  if (references.length === 0) return null;
  const items = (these: Reference[], of?: string) =>
    these.map(({ name, text }) => (
      <li key={name ?? text}>
        {name ? (
          <Link
            as="button"
            className={styles.link}
            // A screen reader may list links by themselves.
            aria-label={of && text}
            onClick={() => {
              onJump(name);
            }}
          >
            {of ? text.slice(`${of}: `.length) : text}
          </Link>
        ) : (
          text
        )}
      </li>
    ));
  return (
    <section aria-label={title}>
      <div>{title}</div>
      <ul className={styles.list}>
        {families(references).map(({ of, references: these }) =>
          of && these.length > 1 ? (
            <li key={`${of}: ${these[0]?.name ?? ''}`}>
              {of}
              <ul className={styles.list}>{items(these, of)}</ul>
            </li>
          ) : (
            items(these)
          ),
        )}
      </ul>
    </section>
  );
}
