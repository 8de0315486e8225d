/** Bytes that a value of a column takes, beside the least one that stands before them; 8: the values as they are. */
const SIZES = [0, 1, 2, 4, 8];

let scratch = new Uint8Array(0);

/**
 * Rows of numbers as bytes, column by column, each in as few bytes as its span needs: most hold one value all along.
 * `rows` holds whole rows of `width` numbers. Layout: the number of columns; then for each its size, the least value
 * (unless the size is 8), and the values.
 */
export function packColumns(rows: Float64Array, width: number): Uint8Array {
  const count = rows.length / width;
  const most = 1 + width * (9 + 8 * count);
  if (scratch.length < most) scratch = new Uint8Array(most);
  const bytes = scratch;
  const view = new DataView(bytes.buffer);
  // Two to a number: equal bits are soonest compared, and tell 0 from -0.
  const words = new Int32Array(rows.buffer, rows.byteOffset, rows.length * 2);
  let at = 0;
  view.setUint8(at++, width);
  for (let column = 0; column < width; column++) {
    const first = rows[column]!;
    const [low, high] = [words[2 * column], words[2 * column + 1]];
    let differs = column;
    while (differs < rows.length && words[2 * differs] === low && words[2 * differs + 1] === high) differs += width;
    let [least, greatest, whole] = [first, first, isWhole(first, high!)];
    for (let i = differs; i < rows.length; i += width) {
      const value = rows[i]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
      whole &&= isWhole(value, words[2 * i + 1]!);
    }
    const size = sizeOf(greatest - least, differs >= rows.length, whole);
    view.setUint8(at++, size);
    if (size === 8) {
      for (let i = column; i < rows.length; i += width, at += 8) view.setFloat64(at, rows[i]!, true);
      continue;
    }
    view.setFloat64(at, least, true);
    at += 8;
    if (size === 1) for (let i = column; i < rows.length; i += width) bytes[at++] = rows[i]! - least;
    if (size === 2)
      for (let i = column; i < rows.length; i += width, at += 2) view.setUint16(at, rows[i]! - least, true);
    if (size === 4)
      for (let i = column; i < rows.length; i += width, at += 4) view.setUint32(at, rows[i]! - least, true);
  }
  return bytes.slice(0, at);
}

/** Of the number whose upper bits are `high`: is it nothing that a sum with another would change? */
function isWhole(value: number, high: number): boolean {
  return Math.floor(value) === value && (value !== 0 || high === 0);
}

function sizeOf(span: number, same: boolean, whole: boolean): number {
  if (same) return 0;
  if (!whole || span >= 2 ** 32) return 8;
  return span < 2 ** 8 ? 1 : span < 2 ** 16 ? 2 : 4;
}

/**
 * The same rows again, `count` of them. Columns that came to be since they were packed are 0. undefined: these are not
 * such rows.
 */
export function unpackColumns(bytes: Uint8Array, width: number, count: number): Float64Array<ArrayBuffer> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = new Float64Array(width * count);
  const end = rows.length;
  let at = 1;
  const columns = bytes[0] ?? 0;
  if (columns === 0 || columns > width) return undefined;
  for (let column = 0; column < columns; column++) {
    const size = bytes[at++]!;
    if (!SIZES.includes(size) || at + (size === 8 ? 0 : 8) + size * count > bytes.length) return undefined;
    if (size === 8) {
      for (let i = column; i < end; i += width, at += 8) rows[i] = view.getFloat64(at, true);
      continue;
    }
    const least = view.getFloat64(at, true);
    at += 8;
    if (size === 0 && !Object.is(least, 0)) for (let i = column; i < end; i += width) rows[i] = least;
    if (size === 1) for (let i = column; i < end; i += width) rows[i] = least + bytes[at++]!;
    if (size === 2) for (let i = column; i < end; i += width, at += 2) rows[i] = least + view.getUint16(at, true);
    if (size === 4) for (let i = column; i < end; i += width, at += 4) rows[i] = least + view.getUint32(at, true);
  }
  return at === bytes.length ? rows : undefined;
}
