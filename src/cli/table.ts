// Text for people: aligned columns, numbers with separators. Logs name models and folders; none of it may steer the
// terminal.

export interface Column {
  title: string;
  align: 'left' | 'right';
}

/** Rows under titles, each column as wide as its widest cell. */
export function table(columns: Column[], rows: string[][]): string {
  const widths = columns.map(({ title }, i) => Math.max(...[title, ...rows.map((row) => row[i] ?? '')].map(width)));
  const line = (cells: string[]): string =>
    columns
      .map(({ align }, i) => {
        const cell = cells[i] ?? '';
        const fill = ' '.repeat(Math.max(0, widths[i]! - width(cell)));
        return align === 'left' ? cell + fill : fill + cell;
      })
      .join('  ')
      .trimEnd();
  return [bold(line(columns.map((c) => c.title))), ...rows.map(line)].map((l) => `${l}\n`).join('');
}

export function bold(text: string): string {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? `\u001b[1m${text}\u001b[22m` : text;
}

/** Without what a terminal would obey: control characters, and marks that turn the direction of writing. */
export function plain(text: string, longest = 60): string {
  // oxlint-disable-next-line no-control-regex
  const safe = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  const characters = Array.from(safe);
  return characters.length <= longest ? safe : `…${characters.slice(1 - longest).join('')}`;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}
