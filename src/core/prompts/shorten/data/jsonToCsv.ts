import { csvCell } from './csvCell';
import type { JsonToken } from './scanJson';
import { scanJson } from './scanJson';

/** Shorter tables gain nothing by a header. */
const MIN_ROWS = 5;

/** A string that would read as another type without its quotation marks, or as nothing at all. */
const LOOKS_TYPED =
  /^\s*(?:[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?|0[xob][\da-f]+|[-+]?(?:nan|inf(?:inity)?)|true|false|null|none)?\s*$/i;
// Line ends would break the rows; other control characters and halves of surrogate pairs do not survive a copy.
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f\u0085\u2028\u2029]|\p{Surrogate}/u;

/**
 * An array of at least five flat objects, all with the same keys in the same order, as CSV (RFC 4180) with a header.
 * Numbers, true, false and null stand as in the source and without quotation marks; a string gets them where it would
 * be taken for one of those or for nothing, so that every value's type can be told. undefined for anything else: a
 * nested value, a missing key or one that comes twice, a comment, a line break within a string.
 */
export function jsonToCsv(text: string): string | undefined {
  const rows: string[] = [];
  const keys: string[] = [];
  let cells: string[] = [];
  let depth = 0;
  let fits = true;
  let isKey = false;

  const add = (token: JsonToken, source: string): void => {
    const value = token === 'string' ? decode(source) : source;
    if (value === undefined || depth !== 2) fits = false;
    else if (!isKey) cells.push(csvCell(value, token === 'string' && LOOKS_TYPED.test(value)));
    else if (rows.length === 0) keys.push(value);
    else if (keys[cells.length] !== value) fits = false;
    isKey = false;
  };

  const isJson = scanJson(text, (token, start, end) => {
    if (!fits) return;
    switch (token) {
      case '[':
        fits = depth++ === 0;
        break;
      case '{':
        fits = depth++ === 1;
        isKey = true;
        break;
      case '}':
        if (cells.length !== keys.length || keys.length === 0) fits = false;
        rows.push(cells.join(','));
        cells = [];
        depth--;
        break;
      case ']':
        depth--;
        break;
      case ',':
        isKey = depth === 2;
        break;
      case ':':
        break;
      case 'comment':
        fits = false;
        break;
      default:
        add(token, text.slice(start, end));
    }
  });
  if (!isJson || !fits || rows.length < MIN_ROWS || new Set(keys).size !== keys.length) return undefined;
  // A header cell that looks like a value is quoted as well, so that it is not taken for a row without one.
  return [keys.map((key) => csvCell(key, LOOKS_TYPED.test(key))).join(','), ...rows].join('\n');
}

function decode(source: string): string | undefined {
  const value = JSON.parse(source) as string;
  return UNSAFE.test(value) ? undefined : value;
}
