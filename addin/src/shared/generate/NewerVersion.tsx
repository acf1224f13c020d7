import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { Suspense, useRef, useState } from 'react';
import type { AnswerSetItem } from '../../api/types';
import { later } from '../components/later';
import { useI18n } from '../i18n/I18n';

const MoveDialog = later(() => import('./MoveDialog'));

/** Says that the questionnaire can move to a newer version of its template; nothing when there is none. */
export function NewerVersion({ set }: { set: AnswerSetItem }) {
  const { t } = useI18n();
  const notice = useRef<HTMLDivElement>(null);
  const [looking, setLooking] = useState(false);
  if (set.newer_version === null) return null;
  return (
    <>
      <div ref={notice}>
        <MessageBar intent="info">
          <MessageBarBody>
            <MessageBarTitle>{t('move.newer')}</MessageBarTitle>
          </MessageBarBody>
          <MessageBarActions>
            <Button
              size="small"
              onClick={() => {
                setLooking(true);
              }}
            >
              {t('move.look')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      </div>
      {looking && (
        <Suspense>
          <MoveDialog
            id={set.id}
            opener={notice}
            onClose={() => {
              setLooking(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
