import { Link } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useI18n } from '../shared/i18n/I18n';
import { signIn } from './signIn';
import { WordNotice } from './WordNotice';
import { useWord } from './WordProvider';

/** Signs in again the way the pane does, in the middle of a questionnaire. */
function SignInHere({ onDone }: { onDone: () => void }) {
  const { t } = useI18n();
  const word = useWord();
  const signing = useMutation({ mutationFn: () => signIn(word), onSuccess: onDone });
  return (
    <>
      <Link
        inline
        as="button"
        disabled={signing.isPending}
        onClick={() => {
          signing.mutate();
        }}
      >
        {t('signIn.button')}
      </Link>
      {signing.isError && <WordNotice error={signing.error} />}
    </>
  );
}

export const signInHere = (onDone: () => void) => <SignInHere onDone={onDone} />;
