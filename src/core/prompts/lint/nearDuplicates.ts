/**
 * For each word list that says what an earlier one said: [earlier, later]. Alike are lists whose sets of words overlap by
 * at least `similarity` (Jaccard) and of which `accept` approves. Only lists that share one of their rarest words are
 * compared: two that are so alike cannot differ in all of them.
 */
export function nearDuplicates(
  lists: readonly (readonly string[])[],
  similarity: number,
  accept: (earlier: number, later: number) => boolean,
): [number, number][] {
  const frequency = new Map<string, number>();
  const sets = lists.map((words) => new Set(words));
  for (const set of sets) for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  /** Of lists that repeat none. */
  const byWord = new Map<string, number[]>();
  const pairs: [number, number][] = [];
  for (const [later, set] of sets.entries()) {
    const rarest = [...set].sort((a, b) => frequency.get(a)! - frequency.get(b)! || (a < b ? -1 : 1));
    const prefix = rarest.slice(0, set.size - Math.ceil(similarity * set.size) + 1);
    const candidates = [...new Set(prefix.flatMap((word) => byWord.get(word) ?? []))].sort((a, b) => a - b);
    const earlier = candidates.find((i) => jaccard(sets[i]!, set) >= similarity && accept(i, later));
    if (earlier !== undefined) {
      pairs.push([earlier, later]);
      continue;
    }
    for (const word of prefix) {
      const known = byWord.get(word);
      if (known) known.push(later);
      else byWord.set(word, [later]);
    }
  }
  return pairs;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / (a.size + b.size - shared);
}
