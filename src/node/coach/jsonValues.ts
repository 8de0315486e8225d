const QUOTE = 34;
const BACKSLASH = 92;
const DEEPEST = 1000;
/** A line of nothing but brackets must not fill the memory; no assistant's line has a hundredth of it. */
const MOST_VALUES = 1_000_000;

/**
 * Where the strings (without their quotes), arrays and objects of some JSON stand: from, to, from, to … in the order in
 * which they end. Keys come along as strings; of broken JSON there is what can be told apart. Linear time.
 */
export function jsonValues(bytes: Uint8Array): Uint32Array {
  let found = new Uint32Array(128);
  let count = 0;
  const add = (from: number, to: number): void => {
    if (count === found.length) {
      const grown = new Uint32Array(count * 2);
      grown.set(found);
      found = grown;
    }
    found[count++] = from;
    found[count++] = to;
  };
  const open: number[] = [];
  let tooDeep = 0;
  for (let i = 0; i < bytes.length && count < MOST_VALUES * 2; i++) {
    const c = bytes[i]!;
    if (c === QUOTE) {
      const from = ++i;
      while (i < bytes.length && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
      if (i < bytes.length) add(from, i);
    } else if (c === 91 || c === 123) {
      if (open.length < DEEPEST) open.push(i);
      else tooDeep++;
    } else if (c === 93 || c === 125) {
      if (tooDeep > 0) tooDeep--;
      else if (open.length > 0) add(open.pop()!, i + 1);
    }
  }
  return found.subarray(0, count);
}
