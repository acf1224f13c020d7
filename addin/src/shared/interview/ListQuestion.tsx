import { Button, Link, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { QuestionState } from '../../api/types';
import { useI18n } from '../i18n/I18n';
import { QuestionSet } from './Composite';
import { InterviewContext, useInterview } from './context';
import { focusWithin } from './focus';
import { ListItem } from './ListItem';
import { isWithin } from './path';
import { domId } from './questions';

const useStyles = makeStyles({
  items: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, padding: 0 },
  empty: { color: tokens.colorNeutralForeground2 },
  add: { alignSelf: 'flex-start' },
  removed: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** Places in the list that take the focus, as selectors from its fieldset. */
const ADD = ':scope > [data-add]';
const itemAt = (index: number) => `:scope > ol > li:nth-child(${String(index + 1)})`;

/** Things that repeat: they can be added, removed and put in order. */
export function ListQuestion({ question }: { question: QuestionState }) {
  const styles = useStyles();
  const { t } = useI18n();
  const interview = useInterview();
  const { answers, announce, unread } = interview;
  const items = question.items ?? [];
  const label = items[0]?.label;
  const nameOf = (index: number) =>
    t('list.item', { label: items[index]?.label ?? question.label, number: index + 1 });

  // Adding and moving wait for the server (it knows what to ask of an item); meanwhile the items hold still,
  // and then the focus goes where the person will go on.
  const [arranged, setArranged] = useState<{ focus: string; before: unknown[] }>();
  const changing = useSyncExternalStore(answers.subscribe, () => answers.isChanging(question.name));
  const id = domId(question.name);
  useEffect(() => {
    if (!arranged || changing) return;
    const list = document.getElementById(id);
    focusWithin(list?.querySelector(arranged.focus) ?? list?.querySelector(ADD) ?? null);
  }, [id, arranged, changing]);

  const [removed, setRemoved] = useState<{ index: number; answer: unknown; title: string }>();
  const [dragged, setDragged] = useState<number>();
  const [target, setTarget] = useState<number>();

  const current = () => {
    const answer = answers.answer(question.name, question.value);
    const known = Array.isArray(answer) ? (answer as unknown[]) : [];
    return Array.from({ length: Math.max(known.length, items.length) }, (_, index) => known[index] ?? null);
  };
  const arrange = (next: unknown[], focus: string) => {
    for (const name of unread.keys()) if (isWithin(name, question.name)) unread.delete(name);
    setArranged({ focus, before: current() });
    answers.change(question.name, next);
    setRemoved(undefined);
  };
  const move = (index: number, to: number) => {
    const next = current();
    next.splice(to, 0, ...next.splice(index, 1));
    announce(t('list.moved', { item: nameOf(index), number: to + 1 }));
    const edge = to === 0 ? 'down' : to === items.length - 1 ? 'up' : to < index ? 'up' : 'down';
    arrange(next, `${itemAt(to)} [data-move="${edge}"]`);
  };

  const isStill = arranged !== undefined && changing;
  const around = useMemo(
    () => (isStill ? { ...interview, still: { name: question.name, value: arranged.before } } : interview),
    [interview, isStill, question.name, arranged],
  );

  return (
    <QuestionSet question={question}>
      {items.length === 0 && <div className={styles.empty}>{t('list.empty')}</div>}
      <InterviewContext value={around}>
        <ol className={styles.items} inert={isStill}>
          {items.map((item, index) => (
            <ListItem
              key={item.name}
              item={item}
              title={nameOf(index)}
              onChange={(value) => {
                // Taking an item's own answer away would take the item out of the list.
                if (value !== null) answers.change(item.name, value);
                else {
                  setArranged(undefined);
                  answers.change(question.name, current().with(index, null));
                }
              }}
              onUp={
                index > 0
                  ? () => {
                      move(index, index - 1);
                    }
                  : undefined
              }
              onDown={
                index < items.length - 1
                  ? () => {
                      move(index, index + 1);
                    }
                  : undefined
              }
              onCopy={
                items.length < (question.max ?? Infinity)
                  ? () => {
                      const next = current();
                      announce(t('list.copied', { item: nameOf(index) }));
                      arrange(
                        next.toSpliced(index + 1, 0, next[index] ?? null),
                        `${itemAt(index + 1)} [data-answer]`,
                      );
                    }
                  : undefined
              }
              drag={
                items.length > 1
                  ? {
                      isTarget: dragged !== undefined && target === index && dragged !== index,
                      start: () => {
                        setDragged(index);
                      },
                      over: () => {
                        if (dragged !== undefined) setTarget(index);
                        return dragged !== undefined;
                      },
                      drop: () => {
                        if (dragged !== undefined && dragged !== index) move(dragged, index);
                      },
                      end: () => {
                        setDragged(undefined);
                        setTarget(undefined);
                      },
                    }
                  : undefined
              }
              onRemove={
                items.length > (question.min ?? 0)
                  ? () => {
                      const gone = { index, answer: current()[index], title: nameOf(index) };
                      announce(t('list.removed', { item: gone.title }));
                      arrange(current().toSpliced(index, 1), ADD);
                      setRemoved(gone);
                    }
                  : undefined
              }
            />
          ))}
        </ol>
      </InterviewContext>
      {removed && (
        <div className={styles.removed}>
          {t('list.removed', { item: removed.title })}.{' '}
          <Link
            inline
            as="button"
            aria-label={t('list.restoreNamed', { item: removed.title })}
            disabled={changing}
            onClick={() => {
              announce(t('list.restored', { item: removed.title }));
              arrange(
                current().toSpliced(removed.index, 0, removed.answer ?? null),
                `${itemAt(removed.index)} [data-answer]`,
              );
            }}
          >
            {t('list.restore')}
          </Link>
        </div>
      )}
      {items.length < (question.max ?? Infinity) && (
        <Button
          data-add
          aria-label={label ? undefined : t('list.add', { label: question.label })}
          className={styles.add}
          icon={<AddRegular />}
          disabledFocusable={changing}
          onClick={() => {
            arrange([...current(), null], `${itemAt(items.length)} [data-answer]`);
          }}
        >
          {label ? t('list.add', { label }) : t('list.addFirst')}
        </Button>
      )}
    </QuestionSet>
  );
}
