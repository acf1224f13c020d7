import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { createAnswerSet, readDocument } from '../api/client';
import { ApiError } from '../api/error';
import type { DocumentItem } from '../api/types';
import { useBehalf } from '../shared/behalf/useBehalf';
import { TroubleNotice } from '../shared/components/TroubleNotice';
import { useOnce } from '../shared/components/useOnce';
import { paths } from '../shared/generate/paths';
import { reuseOf } from '../shared/generate/ReuseNotice';
import { type I18n, useI18n } from '../shared/i18n/I18n';
import type { Language } from '../shared/i18n/message';
import { useMe } from '../shared/session/Session';
import { readStamp, STAMP } from '../word/stamp';
import type { WordHost } from '../word/word';
import { useWord } from './WordProvider';

const useStyles = makeStyles({ body: { overflowWrap: 'anywhere' } });

/** What the open document says of itself: made here and one's own, made here by another, made elsewhere. */
type Origin = { own: DocumentItem } | 'unknown' | { elsewhere: string | undefined };

async function origin(
  word: WordHost,
  tenant: string,
  language: Language,
  signal: AbortSignal,
): Promise<Origin | null> {
  const stamp = readStamp(await word.readPart(STAMP));
  if (!stamp) return null;
  if (stamp.tenant !== tenant) return { elsewhere: stamp.server };
  try {
    return { own: await readDocument(stamp.document, language, signal) };
  } catch (error) {
    if (error instanceof ApiError && error.gone) return 'unknown';
    throw error;
  }
}

/** What a person calls a server; the stamp itself where it is no address. */
const hostOf = (server: string) => (URL.canParse(server) && new URL(server).host) || server;

/** What a person is told of it. */
function said(found: Origin, { t, moment }: I18n): string {
  if (found === 'unknown') return t('stamp.unknown');
  if ('own' in found) return t('stamp.own', { title: found.own.title, date: moment(found.own.made_at) });
  if (found.elsewhere === undefined) return t('stamp.elsewhere');
  return t('stamp.elsewhereNamed', { server: hostOf(found.elsewhere) });
}

/**
 * Says that the open document was made with Akte, and offers its answers again. Looked at when the screen opens
 * and when the pane gets the focus, never by a timer.
 */
export function Recognised() {
  const styles = useStyles();
  const i18n = useI18n();
  const { t, language } = i18n;
  const word = useWord();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const behalf = useBehalf();
  const { tenant } = useMe();
  const { data: found } = useQuery({
    queryKey: ['open-document', tenant.id, language],
    queryFn: ({ signal }) => origin(word, tenant.id, language, signal),
    refetchOnWindowFocus: 'always',
  });
  const again = useOnce({
    mutationFn: ({ document, key }: { document: DocumentItem; key: string }) =>
      createAnswerSet(document.template, key, language, {
        from: document.answer_set,
        on_behalf_of: behalf.next(document),
      }),
    onSuccess: ({ id, taken, left, added }) => {
      client.setQueryData(reuseOf(id), { taken, left, added });
      void client.invalidateQueries({ queryKey: ['answer-sets'] });
      navigate(paths.answers(id, ''));
    },
  });
  if (!found) return null;
  const own = typeof found === 'object' && 'own' in found ? found.own : undefined;
  return (
    <>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>{t('stamp.title')}</MessageBarTitle> {said(found, i18n)}
        </MessageBarBody>
        {own && (
          <MessageBarActions>
            <Button
              size="small"
              disabledFocusable={again.isPending}
              onClick={() => {
                again.mutate({ document: own, key: crypto.randomUUID() });
              }}
            >
              {t('stamp.again')}
            </Button>
          </MessageBarActions>
        )}
      </MessageBar>
      {again.error && <TroubleNotice error={again.error} />}
    </>
  );
}
