import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import type { WholeDocument } from '../../api/types';
import { useI18n } from '../i18n/I18n';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    margin: `${tokens.spacingVerticalXS} 0 0`,
    paddingInlineStart: tokens.spacingHorizontalXL,
    overflowWrap: 'anywhere',
  },
});

/** What somebody should look at in a document, as the server says it; nothing when there is nothing. */
export function Warnings({ warnings }: Pick<WholeDocument, 'warnings'>) {
  const styles = useStyles();
  const { t } = useI18n();
  if (warnings.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('document.warnings')}</MessageBarTitle>
        <ul className={styles.list}>
          {warnings.map(({ code, message, answers }) => (
            <li key={code}>
              {message}
              {answers.length > 0 && ` (${answers.map(({ label }) => label).join(', ')})`}
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
