const QUOTE = 34;
const BACKSLASH = 92;
const DEEPEST = 1000;
/** A line of nothing but short texts must not take for ever; no assistant's line has a hundredth of it. */
const MOST_VALUES = 1_000_000;

/**
 * Shows where in bytes[0…end) the strings (without their quotes), arrays and objects stand that take `least` to `most`
 * bytes, in the order in which they end, until `look` answers that it has seen enough. Keys come along as strings; of
 * broken JSON, or of its beginning, there is what can be told apart. Linear time.
 */
export function eachJsonValue(
  bytes: Uint8Array,
  end: number,
  { least, most }: { least: number; most: number },
  look: (from: number, to: number) => boolean,
): void {
  const open: number[] = [];
  let tooDeep = 0;
  let shown = 0;
  for (let i = 0; i < end && shown < MOST_VALUES; i++) {
    const c = bytes[i]!;
    let [from, to] = [0, 0];
    if (c === QUOTE) {
      from = ++i;
      while (i < end && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
      if (i >= end) return;
      to = i;
    } else if (c === 91 || c === 123) {
      if (open.length < DEEPEST) open.push(i);
      else tooDeep++;
      continue;
    } else if (c === 93 || c === 125) {
      if (tooDeep > 0) {
        tooDeep--;
        continue;
      }
      if (open.length === 0) continue;
      [from, to] = [open.pop()!, i + 1];
    } else continue;
    if (to - from < least || to - from > most) continue;
    shown++;
    if (look(from, to)) return;
  }
}
