/** Names of answers: `client.name`, `parties[0].name`, `claims["illegal lockout"].date`. */

type Step = string | number;

const STEP = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g;

function steps(name: string): Step[] {
  return Array.from(name.matchAll(STEP), ([, index, quoted, plain]) =>
    index === undefined ? (quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '') : Number(index),
  );
}

/** Whether `name` is `ancestor` itself or a part of its answer. */
export function isWithin(name: string, ancestor: string): boolean {
  return name.startsWith(ancestor) && ['', '.', '['].includes(name.charAt(ancestor.length));
}

function get(value: unknown, path: Step[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null ? ((at as Record<Step, unknown>)[step] ?? null) : null,
    value,
  );
}

function put(value: unknown, path: Step[], leaf: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return leaf;
  if (typeof step === 'number') {
    const items: unknown[] = Array.isArray(value) ? [...(value as unknown[])] : [];
    while (items.length <= step) items.push(null);
    items[step] = put(items[step], rest, leaf);
    return items;
  }
  const record = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return { ...record, [step]: put((record as Record<string, unknown>)[step], rest, leaf) };
}

/** What the answer `name`, known as `value`, is after `changes`, which may be of it, within it, or around it. */
export function answerAfter(
  name: string,
  value: unknown,
  changes: Iterable<{ name: string; value?: unknown }>,
): unknown {
  let answer = value;
  for (const change of changes) {
    if (isWithin(name, change.name)) {
      answer = get(change.value, steps(name).slice(steps(change.name).length));
    } else if (isWithin(change.name, name)) {
      answer = put(answer, steps(change.name).slice(steps(name).length), change.value);
    }
  }
  return answer;
}
