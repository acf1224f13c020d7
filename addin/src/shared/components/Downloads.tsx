import { makeStyles, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readFile } from '../../api/client';
import { useI18n } from '../i18n/I18n';
import { Progress } from './Progress';
import { TroubleNotice } from './TroubleNotice';

const useStyles = makeStyles({
  // Where it is seen wherever the link was.
  bar: {
    position: 'sticky',
    bottom: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground2,
    ':empty': { display: 'none' },
  },
});

/**
 * Files are fetched by the page itself, which says what goes wrong and how to go on. A link would have the browser say
 * it, or nobody; it would carry no bearer token, and some Words open it in a browser in which nobody is signed in.
 */
export function Downloads() {
  const styles = useStyles();
  const { t } = useI18n();
  const [share, setShare] = useState<number>();
  const { mutate, variables, isPending, error } = useMutation({
    mutationFn: async ({ href, name }: { href: string; name: string }) => {
      setShare(undefined);
      const file = await readFile(href, setShare);
      save(new Blob([file.bytes]), name || file.name);
    },
  });

  useEffect(() => {
    const clicked = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[download]') : null;
      if (!(link instanceof HTMLAnchorElement) || link.protocol === 'blob:') return;
      event.preventDefault();
      mutate({ href: link.href, name: link.download });
    };
    document.addEventListener('click', clicked);
    return () => {
      document.removeEventListener('click', clicked);
    };
  }, [mutate]);

  return (
    <div className={styles.bar}>
      {isPending && <Progress text={t('pane.fetching')} share={share} />}
      {error && (
        <TroubleNotice
          error={error}
          onRetry={() => {
            mutate(variables);
          }}
        />
      )}
    </div>
  );
}

function save(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
