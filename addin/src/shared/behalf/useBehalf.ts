import type { AnswerSetItem } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { useMe } from '../session/Session';

type Made = Pick<AnswerSetItem, 'on_behalf_of' | 'made_by'>;

/** What was made on behalf of somebody, to who is signed in. */
export function useBehalf() {
  const { t } = useI18n();
  const { person, acts_for } = useMe();
  return {
    /** On whose behalf, or by whom on one's own; nothing of what its owner made. */
    said: ({ on_behalf_of: owner, made_by }: Made): string | null =>
      owner &&
      (owner.id === person.id
        ? t('behalf.by', { person: made_by })
        : t('behalf.for', { person: owner.name })),
    /** Whose another one like it is to be; nobody's but one's own, where one does not act for the owner. */
    next: ({ on_behalf_of: owner }: Made): string | null =>
      acts_for.find(({ id }) => id === owner?.id)?.id ?? null,
  };
}
