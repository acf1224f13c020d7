/** What takes the focus of the keyboard inside a question. */
const REACHABLE =
  'input:not([tabindex="-1"]):not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled)';

/** Moves the focus to an element, or to the first thing in it that can have it; a chosen radio before others. */
export function focusWithin(element: Element | null): void {
  if (!(element instanceof HTMLElement)) return;
  const target = element.matches(REACHABLE)
    ? element
    : (element.querySelector<HTMLElement>('input[type="radio"]:checked') ??
      element.querySelector<HTMLElement>(REACHABLE) ??
      element);
  target.focus();
  // The label stands above: show the whole question.
  target.scrollIntoView({ block: 'center' });
}
