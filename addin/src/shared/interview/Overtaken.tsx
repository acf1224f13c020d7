import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useI18n } from '../i18n/I18n';
import type { Answers } from './answers';
import { questionNamed } from './questions';

/** Says which answers were kept on this device and did not count any more when they could be sent. */
export function Overtaken({ answers }: { answers: Answers }) {
  const { t } = useI18n();
  const names = useSyncExternalStore(answers.subscribe, () => answers.overtaken);
  const { state } = useSyncExternalStore(answers.subscribe, () => answers.set);
  if (names.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('saving.overtaken', { count: names.length })}</MessageBarTitle>{' '}
        {names.map((name) => questionNamed(state, name)?.label ?? name).join(', ')}
      </MessageBarBody>
    </MessageBar>
  );
}
