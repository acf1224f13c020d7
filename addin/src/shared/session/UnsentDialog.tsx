import { Button } from '@fluentui/react-components';
import { type RefObject, useEffect, useEffectEvent } from 'react';
import { Delayed } from '../components/Delayed';
import { Dialog } from '../components/Dialog';
import { useI18n } from '../i18n/I18n';
import { setsThatWait } from './outbox';
import { useMe } from './Session';

/** How long until it is looked again whether something waits, in milliseconds. */
const AGAIN_MS = 250;

interface Props {
  /** What the button is in that it was opened by. */
  opener: RefObject<HTMLElement | null>;
  onStay: () => void;
  /** Nothing waits on this device any more, or the person gives it up. */
  onLeave: () => void;
}

/** Waits until the server has what was typed. Where that takes longer than one notices, asks whether to give it up. */
export function UnsentDialog({ opener, onStay, onLeave }: Props) {
  const { t } = useI18n();
  const { person } = useMe();
  const leave = useEffectEvent(onLeave);
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const waiting = await setsThatWait(person.id);
      if (isGone) return;
      if (waiting.length === 0) leave();
      else timer = setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [person.id]);
  return (
    <Delayed>
      <Dialog
        title={t('signOut.title')}
        opener={opener}
        onClose={onStay}
        onSubmit={onStay}
        actions={
          <>
            <Button type="submit" appearance="primary">
              {t('signOut.stay')}
            </Button>
            <Button onClick={onLeave}>{t('signOut.anyway')}</Button>
          </>
        }
      >
        <div>{t('signOut.text')}</div>
      </Dialog>
    </Delayed>
  );
}
