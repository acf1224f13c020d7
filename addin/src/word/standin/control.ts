import type { Span } from './Window';
import { StandInError } from './error';
import { all, ancestor, child, is, make, splitAt, textOfParagraph, val, W14 } from './ooxml';

/** Which kind a control is (ECMA-376 Part 1, 17.5.2.38), in the words of `Word.ContentControlType`. */
export function kindOf(
  control: Element,
):
  | Word.ContentControlType
  | 'RichText'
  | 'PlainText'
  | 'CheckBox'
  | 'DropDownList'
  | 'ComboBox'
  | 'Picture'
  | 'DatePicker' {
  const properties = child(control, 'sdtPr');
  if (!properties) return 'RichText';
  if (properties.getElementsByTagNameNS(W14, 'checkbox').length) return 'CheckBox';
  const kinds = {
    text: 'PlainText',
    dropDownList: 'DropDownList',
    comboBox: 'ComboBox',
    picture: 'Picture',
    date: 'DatePicker',
  } as const;
  for (const [name, kind] of Object.entries(kinds)) if (child(properties, name)) return kind;
  return 'RichText';
}

export const textOfControl = (control: Element): string =>
  all(control, 'p').length
    ? all(control, 'p').map(textOfParagraph).join('\n')
    : all(control, 't')
        .map((text) => text.textContent)
        .join('');

const property = (control: Element, name: string): string =>
  val(child(child(control, 'sdtPr') ?? control, name));

export const tagOf = (control: Element): string => property(control, 'tag');
export const titleOf = (control: Element): string => property(control, 'alias');

/**
 * Sets a property in its place in the sequence of `w:sdtPr` (ECMA-376 Part 1, 17.5.2.38). Word takes at most 64
 * characters for a tag or a title: https://learn.microsoft.com/en-us/javascript/api/word/word.contentcontrol
 */
export function setProperty(control: Element, name: 'tag' | 'alias', value: string): void {
  if (value.length > 64) throw new StandInError('InvalidArgument', `A ${name} has at most 64 characters.`);
  const properties = child(control, 'sdtPr');
  if (!properties) throw new StandInError('GeneralException', 'The control has no properties.');
  const order = ['rPr', 'alias', 'tag'];
  child(properties, name)?.remove();
  const before = [...properties.children].filter(
    (each) => order.includes(each.localName) && order.indexOf(each.localName) < order.indexOf(name),
  );
  const made = make(properties, name, { val: value });
  const last = before.at(-1);
  if (last) last.after(made);
  else properties.prepend(made);
}

/**
 * Puts a control around a span. Word wraps text in one paragraph, or whole paragraphs side by side in one
 * container; it refuses what crosses cells or controls, and a row alone cannot be wrapped.
 */
export function wrap(span: Span, id: number): Element {
  const control = make(span.from, 'sdt');
  const properties = make(span.from, 'sdtPr');
  properties.append(make(span.from, 'id', { val: String(id) }));
  const content = make(span.from, 'sdtContent');
  control.append(properties, content);
  if (span.from === span.to) wrapText(span, control, content);
  else wrapParagraphs(span, control, content);
  return control;
}

function wrapText(span: Span, control: Element, content: Element): void {
  if (span.start === span.end) {
    content.append(make(span.from, 'r'));
    const at = splitAt(span.from, span.start);
    if (at) at.before(control);
    else span.from.append(control);
    return;
  }
  const first = splitAt(span.from, span.start);
  const after = splitAt(span.from, span.end);
  if (!first) throw new StandInError('GeneralException', 'There is nothing to wrap.');
  const chosen: Element[] = [];
  for (let at: Element | null = first; at && at !== after; at = at.nextElementSibling) chosen.push(at);
  if (after && after.parentNode !== first.parentNode)
    throw new StandInError('GeneralException', 'The selection crosses a content control.');
  first.before(control);
  content.append(...chosen);
}

function wrapParagraphs(span: Span, control: Element, content: Element): void {
  const cells = [ancestor(span.from, 'tc'), ancestor(span.to, 'tc')];
  if (cells[0] !== cells[1]) {
    wrapTable(cells, control, content);
    return;
  }
  if (span.from.parentNode !== span.to.parentNode)
    throw new StandInError('GeneralException', 'The selection crosses a content control.');
  const chosen: Element[] = [];
  for (let at: Element | null = span.from; at; at = at.nextElementSibling) {
    chosen.push(at);
    if (at === span.to) break;
  }
  span.from.before(control);
  content.append(...chosen);
}

/**
 * Over cells: a table of one row is wrapped as a whole, of more rows nothing is.
 * https://github.com/OfficeDev/office-js/issues/4251
 */
function wrapTable(cells: (Element | undefined)[], control: Element, content: Element): void {
  const tables = cells.map((cell) => cell && ancestor(cell, 'tbl'));
  const [table] = tables;
  if (!table || table !== tables[1] || all(table, 'tr').length > 1)
    throw new StandInError('GeneralException', 'A content control cannot hold a part of a table.');
  table.before(control);
  content.append(table);
}

/** Takes a control away; its content stays or goes. */
export function unwrap(control: Element, keep: boolean): void {
  const content = child(control, 'sdtContent');
  if (keep && content) control.before(...content.children);
  else if (is(control.parentNode, 'body')) control.before(make(control, 'p'));
  control.remove();
}
