import { csvCell } from './csvCell';

const MIN_ROWS = 5;
/** What no line between rows has: ├──┼──┤, +---+---+, |---|---|. (A loop over all of a huge line would overflow.) */
const NO_RULER = /[^|│┃║+:\-=─━═┄┅┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╭╮╰╯╞╪╡┝┿┥┠╂┨]/;
const BARS = /[│┃║]/;

/**
 * A Markdown table, or one drawn with boxes or with + and |, as CSV (RFC 4180): the padding and the rulers go, the
 * cells' text stays. At least five rows under the header. undefined for everything else: other text around it, rows of
 * different width, cells that go over several lines.
 */
export function tableToCsv(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const from = lines.findIndex((line) => line !== '');
  const to = lines.findLastIndex((line) => line !== '');
  if (from < 0) return undefined;
  const table = lines.slice(from, to + 1);
  const rows = isMarkdownRuler(table[1]) ? markdownRows(table) : boxRows(table);
  if (!rows || rows.length <= MIN_ROWS) return undefined;
  const width = rows[0]!.length;
  if (width < 2 || rows.some((row) => row.length !== width)) return undefined;
  return rows.map((row) => row.map((cell) => csvCell(cell)).join(',')).join('\n');
}

function markdownRows(table: readonly string[]): string[][] | undefined {
  const rows = table.filter((_, i) => i !== 1);
  if (!rows.every((row) => row.includes('|'))) return undefined;
  return rows.map((row) => cellsOf(row, '|'));
}

/** Between two rulers stand either one line, or (under the header only) the rows of the whole body. */
function boxRows(table: readonly string[]): string[][] | undefined {
  if (!isRuler(table[0]) || !isRuler(table.at(-1))) return undefined;
  const parts: string[][] = [];
  for (const line of table) {
    if (isRuler(line)) parts.push([]);
    else parts.at(-1)!.push(line);
  }
  // The last ruler began a part of nothing.
  parts.pop();
  const [header, body, ...more] = parts;
  if (header?.length !== 1 || !body) return undefined;
  if (more.length > 0 && parts.some((part) => part.length !== 1)) return undefined;
  const bar = BARS.exec(header[0]!)?.[0] ?? '|';
  const lines = parts.flat();
  if (!lines.every((line) => line.startsWith(bar) && line.endsWith(bar))) return undefined;
  const rows = lines.map((line) => cellsOf(line, bar));
  // Nothing in the first column: the row above goes on here.
  return rows.some((row) => row[0] === '') ? undefined : rows;
}

function isRuler(line = ''): boolean {
  return !NO_RULER.test(line) && /[-=─━═]{2}/.test(line);
}

/** |---|:-:|; the bars at both ends are optional. */
function isMarkdownRuler(line = ''): boolean {
  return line.includes('|') && cellsOf(line, '|').every(isRulerCell);
}

/** :--, ---, :-: */
function isRulerCell(cell: string): boolean {
  return /^:?-/.test(cell) && /[-:]$/.test(cell) && !/[^-]/.test(cell.slice(1, -1));
}

/** The bars at both ends are optional in Markdown; `\|` is a bar within a cell. */
function cellsOf(row: string, bar: string): string[] {
  const cells: string[] = [];
  let cell = '';
  for (let i = row.startsWith(bar) ? 1 : 0; i < row.length; i++) {
    if (bar === '|' && row[i] === '\\' && row[i + 1] === '|') {
      cell += '|';
      i++;
    } else if (row[i] === bar) {
      cells.push(cell.trim());
      cell = '';
    } else cell += row[i]!;
  }
  if (cell !== '' || !row.endsWith(bar)) cells.push(cell.trim());
  return cells;
}
