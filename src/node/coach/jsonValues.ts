const QUOTE = 34;
const BACKSLASH = 92;
const DEEPEST = 200;

/**
 * Where the strings (without their quotes), arrays and objects of JSON stand, or of many JSON texts one after the
 * other: [from, to) each. Strings that are keys come along; broken JSON gives what can be told apart.
 */
export function* jsonValues(bytes: Uint8Array): Generator<[from: number, to: number]> {
  const open: number[] = [];
  let i = 0;
  while (i < bytes.length) {
    const c = bytes[i]!;
    if (c === QUOTE) {
      const from = ++i;
      while (i < bytes.length && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
      if (i >= bytes.length) return;
      yield [from, i];
    } else if (c === 91 || c === 123) {
      if (open.length >= DEEPEST) return;
      open.push(i);
    } else if (c === 93 || c === 125) {
      const from = open.pop();
      if (from !== undefined) yield [from, i + 1];
    }
    i++;
  }
}
