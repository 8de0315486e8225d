import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { TextRange } from './textRange';

export interface FrontMatterField {
  /** As text: a list's items with commas between them. */
  value: string;
  /** Of the value. */
  range: TextRange;
}

type Primitive = string | number | boolean | bigint | null;

/** From a name to its field, of the outermost level only. */
export type FrontMatter = ReadonlyMap<string, FrontMatterField>;

/**
 * The fields of a file's front matter; `source` stands at `offset` in its file. Aliases are never resolved, so no document
 * can grow. Assistants write lines that are no YAML, `globs: *.ts` for one, and read them all the same: so do we.
 */
export function parseFrontMatter(source: string, offset: number): FrontMatter {
  const fields = new Map<string, FrontMatterField>();
  for (const { index, 0: line, 1: key = '', 2: value = '' } of source.matchAll(/^([\w-]+):[ \t]*(.*?)[ \t\r]*$/gm)) {
    const end = offset + index + line.trimEnd().length;
    fields.set(key, { value, range: { start: end - value.length, end } });
  }
  const document = parseDocument(source, { logLevel: 'silent', keepSourceTokens: false });
  if (document.errors.length > 0 || !isMap(document.contents)) return fields;
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key) || typeof key.value !== 'string') continue;
    if (!isScalar(value) && !isSeq(value)) continue;
    const scalars: unknown[] = isSeq(value) ? value.items : [value];
    if (!scalars.every(isScalar) || !value.range) continue;
    const [start, end] = value.range;
    fields.set(key.value, {
      value: scalars.map((scalar) => String((scalar.value as Primitive) ?? '')).join(', '),
      range: { start: offset + start, end: offset + end },
    });
  }
  return fields;
}

/** A name or a list's dash, and what stands behind it in its line. */
const VALUE = /^([ \t]*(?:-[ \t]+(?:[\w-]+:[ \t]+)?|[\w-]+:[ \t]+))([^\s#][^\r\n]*?)(?=[ \t\r]*$)/gm;
/** What begins a text in quotation marks, or one of several lines. */
const OPENING = /^["']|^[|>][-+\d]*$/;

/**
 * The line, counted from 0, in which a front matter's source is no YAML, not even when what stands behind a name is taken
 * for mere text. Assistants forgive a colon in a description, the star of a glob (see above), the hint `[file] [mode]`,
 * and no more.
 */
export function brokenLine(source: string): number | undefined {
  if (yamlError(source) === undefined) return undefined;
  const quoted = source.replaceAll(VALUE, (line, name: string, value: string) =>
    OPENING.test(value) || !isBalanced(value) ? line : name + JSON.stringify(value),
  );
  const error = yamlError(quoted);
  return error === undefined ? undefined : quoted.slice(0, error).split('\n').length - 1;
}

/** A list that goes on in the next line is not. */
function isBalanced(value: string): boolean {
  return value.split(/[[{]/).length === value.split(/[\]}]/).length;
}

function yamlError(source: string): number | undefined {
  const { errors } = parseDocument(source, { logLevel: 'silent', uniqueKeys: false });
  return errors.length === 0 ? undefined : Math.min(...errors.map(({ pos }) => pos[0]));
}
