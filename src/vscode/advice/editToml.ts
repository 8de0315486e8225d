import type { EditedSettings, SettingValue } from './editedSettings';

const HEADER = /^\s*\[\[?\s*([^\]]*?)\s*\]\]?\s*(#.*)?$/;
const BARE_KEY = /^[A-Za-z0-9_-]+$/;
/** `key = scalar`, and a comment after it. Strings over several lines and tables within a line are not touched. */
const SCALAR = /^("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_.+:-]+)\s*(#.*)?$/;

/**
 * Sets one value in a TOML file: at the top (path of one key) or in a table (path of the table's keys and the key).
 * Only lines that can be understood by themselves are changed; a file with texts over several lines is refused, as
 * what looks like a line of settings may be part of one.
 */
export function editToml(text: string, path: readonly string[], value: SettingValue): EditedSettings {
  if (path.length === 0 || path.some((key) => !BARE_KEY.test(key)) || /"""|'''/.test(text)) {
    return { refused: 'unreadable' };
  }
  const key = path.at(-1)!;
  const table = path.slice(0, -1).join('.');
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.split(/\r?\n/);
  const within = withinValue(lines);
  const headers = lines.flatMap((line, i) => (!within[i] && HEADER.test(line) ? [{ i, name: tableName(line) }] : []));
  const places = table === '' ? [{ i: -1, name: '' }] : headers.filter(({ name }) => name === table);
  if (places.length > 1) return { refused: 'unreadable' };
  const assignment = `${key} = ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`;
  const place = places[0];
  if (!place) {
    // It is there in another way: `table.key = …` or `table = { … }`.
    const other = new RegExp(`^\\s*["']?${path[0]!}["']?\\s*[.=]`);
    if (lines.some((line) => other.test(line))) return { refused: 'unreadable' };
    while (lines.at(-1) === '') lines.pop();
    return { text: [...lines, ...(lines.length > 0 ? [''] : []), `[${table}]`, assignment, ''].join(eol) };
  }
  const end = headers.find(({ i }) => i > place.i)?.i ?? lines.length;
  const own = new RegExp(`^\\s*(?:${key}|"${key}"|'${key}')\\s*=\\s*`);
  for (let i = place.i + 1; i < end; i++) {
    const start = own.exec(lines[i]!)?.[0];
    if (start === undefined || within[i]) continue;
    const scalar = SCALAR.exec(lines[i]!.slice(start.length).trimEnd());
    if (!scalar) return { refused: 'unreadable' };
    lines[i] = `${/^\s*/.exec(start)![0]}${assignment}${scalar[2] ? ` ${scalar[2]}` : ''}`;
    return { text: lines.join(eol) };
  }
  // Behind the last line of its table that says something.
  let at = end;
  while (at > place.i + 1 && lines[at - 1]!.trim() === '') at--;
  lines.splice(at, 0, assignment);
  if (at === lines.length - 1) lines.push('');
  return { text: lines.join(eol) };
}

/** Which lines continue a list or table of a line before. */
function withinValue(lines: readonly string[]): boolean[] {
  let depth = 0;
  return lines.map((line) => {
    const continues = depth > 0;
    const bare = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'|#.*$/g, '');
    for (const sign of bare) depth += '[{'.includes(sign) ? 1 : ']}'.includes(sign) ? -1 : 0;
    return continues;
  });
}

function tableName(line: string): string {
  return (HEADER.exec(line)?.[1] ?? '').replace(/\s*\.\s*/g, '.').replace(/["']/g, '');
}
