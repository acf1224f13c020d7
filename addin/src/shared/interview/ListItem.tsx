import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import type { QuestionState } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { Question } from './Question';

const TOOLS_WIDTH = '5.5rem';

const useStyles = makeStyles({
  item: {
    position: 'relative',
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    listStyleType: 'none',
  },
  // The title leaves room for the tools beside it.
  answer: {
    '& > fieldset > :first-child': { paddingRight: TOOLS_WIDTH },
    '& > div > label': { paddingRight: TOOLS_WIDTH },
  },
  tools: {
    position: 'absolute',
    top: tokens.spacingVerticalS,
    right: tokens.spacingHorizontalS,
    display: 'flex',
    gap: tokens.spacingHorizontalXXS,
  },
});

interface Props {
  item: QuestionState;
  /** The item by its number, such as "Party 2". */
  title: string;
  onChange: (value: unknown) => void;
  /** What the item can't do is left out. */
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

/** One of the things in a list, with what can be done to it. */
export function ListItem({ item, title, onChange, onUp, onDown, onRemove }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const tools = [
    { key: 'up', name: t('list.up', { item: title }), icon: <ArrowUpRegular />, run: onUp },
    { key: 'down', name: t('list.down', { item: title }), icon: <ArrowDownRegular />, run: onDown },
    { key: 'remove', name: t('list.remove', { item: title }), icon: <DeleteRegular />, run: onRemove },
  ];
  return (
    <li className={styles.item}>
      <div className={styles.answer} data-answer>
        <Question question={item} label={title} onChange={onChange} />
      </div>
      <div className={styles.tools}>
        {tools.map(
          ({ key, name, icon, run }) =>
            run && (
              <Button
                key={key}
                data-move={key}
                appearance="subtle"
                size="small"
                icon={icon}
                aria-label={name}
                title={name}
                onClick={run}
              />
            ),
        )}
      </div>
    </li>
  );
}
