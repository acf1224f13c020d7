import { useLayoutEffect, useState } from 'react';

/** A press of which nobody tells the end, such as of a scroll bar, is over after so many milliseconds. */
const LONGEST_MS = 5_000;

let isPressed = false;
let timer: ReturnType<typeof setTimeout> | undefined;
const waiting = new Set<() => void>();

function release(): void {
  clearTimeout(timer);
  isPressed = false;
  const acts = [...waiting];
  waiting.clear();
  for (const act of acts) act();
}

/** Releases after a while, in place of when that was to be until now. */
function releaseIn(delay: number): void {
  clearTimeout(timer);
  timer = setTimeout(release, delay);
}

const ofAll = { capture: true };
addEventListener(
  'pointerdown',
  () => {
    isPressed = true;
    releaseIn(LONGEST_MS);
  },
  ofAll,
);
// The click comes first: it follows in the same task.
for (const end of ['pointerup', 'pointercancel'])
  addEventListener(
    end,
    () => {
      releaseIn(0);
    },
    ofAll,
  );
addEventListener(
  'pointermove',
  ({ buttons }) => {
    if (isPressed && buttons === 0) release();
  },
  ofAll,
);

/** Acts now, or when nothing is pressed any more. Gives what prevents that. */
function onceReleased(act: () => void): () => void {
  if (isPressed) waiting.add(act);
  else act();
  return () => waiting.delete(act);
}

/**
 * Resolves when neither mouse, finger nor pen is down. Whatever makes things on the page move waits for that: a
 * button that moves away while it is pressed gets no click.
 */
export const released = (): Promise<void> => new Promise(onceReleased);

/** `value`, save that it does not change while something is pressed: see {@link released}. */
export function useHeld<T>(value: T): T {
  const [held, setHeld] = useState(value);
  useLayoutEffect(
    () =>
      onceReleased(() => {
        setHeld(() => value);
      }),
    [value],
  );
  return held;
}
