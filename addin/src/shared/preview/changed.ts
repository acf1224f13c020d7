/**
 * Which of `after` are new or other than they were: those that are not in the longest run of texts that both have in
 * the same order. Indexes, in order. What is the same at the ends is never looked at twice.
 */
export function changed(before: readonly string[], after: readonly string[]): number[] {
  let start = 0;
  while (start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < after.length - start &&
    end < before.length - start &&
    before.at(-1 - end) === after.at(-1 - end)
  )
    end++;
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  // Longest common subsequence, from the back; lengths[i][j] is that of old from i and fresh from j.
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = fresh.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const found: number[] = [];
  for (let i = 0, j = 0; j < fresh.length;) {
    if (i < old.length && old[i] === fresh[j]) {
      i++;
      j++;
    } else if (i < old.length && at(i + 1, j) >= at(i, j + 1)) i++;
    else found.push(start + j++);
  }
  return found;
}
