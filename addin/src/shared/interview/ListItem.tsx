import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { ReOrderDotsVerticalRegular } from '@fluentui/react-icons/svg/re-order-dots-vertical';
import { type DragEvent, useRef } from 'react';
import type { QuestionState } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { Question } from './Question';

const TOOLS_WIDTH = '8rem';
/** Where the title needs the whole width: the tools come below the answer. */
const NARROW = '@container (max-width: 480px)';

const useStyles = makeStyles({
  item: {
    position: 'relative',
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    listStyleType: 'none',
  },
  target: { outline: `2px solid ${tokens.colorBrandStroke1}`, outlineOffset: '2px' },
  // Who has no mouse moves items by the buttons beside it.
  handle: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '24px',
    height: '24px',
    cursor: 'grab',
    color: tokens.colorNeutralForeground3,
    '@media (forced-colors: active)': { color: 'CanvasText' },
  },
  // The title leaves room for the tools beside it.
  answer: {
    '& > fieldset > :first-child': { paddingRight: TOOLS_WIDTH, [NARROW]: { paddingRight: 0 } },
    '& > div > label': { paddingRight: TOOLS_WIDTH, [NARROW]: { paddingRight: 0 } },
  },
  tools: {
    position: 'absolute',
    top: tokens.spacingVerticalS,
    right: tokens.spacingHorizontalS,
    display: 'flex',
    [NARROW]: { position: 'static', justifyContent: 'flex-end', marginTop: tokens.spacingVerticalS },
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
  onCopy: (() => void) | undefined;
  onRemove: (() => void) | undefined;
  /** Dragging, where there is anywhere to drag to. */
  drag: Drag | undefined;
}

/** An item that is dragged by its handle and dropped on another. */
interface Drag {
  /** It would come where this one is. */
  isTarget: boolean;
  start: () => void;
  over: () => boolean;
  drop: () => void;
  end: () => void;
}

/** One of the things in a list, with what can be done to it. */
export function ListItem({ item, title, onChange, onUp, onDown, onCopy, onRemove, drag }: Props) {
  const styles = useStyles();
  const { t } = useI18n();
  const row = useRef<HTMLLIElement>(null);
  const tools = [
    { key: 'up', name: t('list.up', { item: title }), icon: <ArrowUpRegular />, run: onUp },
    { key: 'down', name: t('list.down', { item: title }), icon: <ArrowDownRegular />, run: onDown },
    { key: 'copy', name: t('list.copy', { item: title }), icon: <CopyRegular />, run: onCopy },
    { key: 'remove', name: t('list.remove', { item: title }), icon: <DeleteRegular />, run: onRemove },
  ];
  return (
    <li
      ref={row}
      className={mergeClasses(styles.item, drag?.isTarget && styles.target)}
      onDragOver={(event) => {
        if (drag?.over()) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        drag?.drop();
      }}
    >
      <div className={styles.answer} data-answer>
        <Question question={item} label={title} onChange={onChange} />
      </div>
      <div className={styles.tools}>
        {drag && (
          <span
            draggable
            aria-hidden
            className={styles.handle}
            title={t('list.drag', { item: title })}
            onDragStart={(event) => {
              carry(event, row.current);
              drag.start();
            }}
            onDragEnd={drag.end}
          >
            <ReOrderDotsVerticalRegular />
          </span>
        )}
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

/** Shows the whole item under the pointer; what is carried stays in this list. */
function carry(event: DragEvent, item: HTMLElement | null): void {
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', '');
  if (item) event.dataTransfer.setDragImage(item, item.clientWidth, 0);
}
