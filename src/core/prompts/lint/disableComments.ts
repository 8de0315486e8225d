import type { InstructionFile } from './parseInstructionFile';

/** Which rules a file's own comments switch off. */
export interface Disabled {
  /** `line` counts from 1. */
  has(ruleId: string, line: number): boolean;
}

const COMMENT = /^[\s#/]*tokenmin-disable(-next-line)?(?=\s|$)([\w\s,-]*)/;

/**
 * `<!-- tokenmin-disable rule … -->` holds for its whole file, `<!-- tokenmin-disable-next-line rule … -->` for the next
 * line that is not blank; without names, for all rules. In front matter the comment begins with '#', in JSON with '//'.
 */
export function disabledRules(file: InstructionFile): Disabled {
  const inFile = new Set<string>();
  const inLine = new Map<number, Set<string>>();
  const note = (comment: string, line: number): void => {
    const found = COMMENT.exec(comment);
    if (!found) return;
    const names = found[2]!.split(/[\s,]+/).filter((name) => name !== '' && !/^-+$/.test(name));
    const rules = names.length > 0 ? names : ['*'];
    if (found[1] === undefined) {
      for (const rule of rules) inFile.add(rule);
      return;
    }
    let next = line + 1;
    while (next < file.lines.count && file.lines.lineText(next).trim() === '') next++;
    const there = inLine.get(next) ?? new Set();
    inLine.set(next, new Set([...there, ...rules]));
  };
  for (const { value, end } of file.comments) note(value, file.lines.lineAt(end - 1));
  for (const line of commentLines(file)) note(file.lines.lineText(line), line);
  return {
    has(ruleId, line) {
      const here = inLine.get(line - 1);
      return [inFile, here].some((rules) => rules?.has('*') || rules?.has(ruleId));
    },
  };
}

/** Lines that may be comments of front matter or JSON. */
function* commentLines({ kind, lines, text }: InstructionFile): Iterable<number> {
  if (kind !== 'mcp' && !/^\ufeff?---/.test(text)) return;
  for (let line = kind === 'mcp' ? 0 : 1; line < lines.count; line++) {
    const words = lines.lineText(line);
    if (kind !== 'mcp' && words.startsWith('---')) return;
    if (/^\s*(?:#|\/\/)/.test(words)) yield line;
  }
}
