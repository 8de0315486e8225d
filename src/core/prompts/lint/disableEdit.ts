import { LineIndex } from './lineIndex';
import type { TextEdit } from './lintRule';

export interface DisableEdits {
  /** Before the finding's line; undefined where a comment there would break something. */
  line: Omit<TextEdit, 'file'> | undefined;
  /** For all of the file. */
  file: Omit<TextEdit, 'file'>;
}

/** The comments that switch a rule off where it found something; `line` counts from 1. */
export function disableEdits(text: string, isJson: boolean, ruleId: string, line: number): DisableEdits {
  const lines = new LineIndex(text);
  const end = /\r\n/.test(text) ? '\r\n' : '\n';
  const { start } = lines.lineRange(line - 1);
  const there = lines.lineText(line - 1);
  const indent = /^[ \t]*/.exec(there)![0];
  const before = (comment: string): Omit<TextEdit, 'file'> => ({
    start,
    end: start,
    replacement: `${indent}${comment}${end}`,
  });
  if (isJson) {
    const first = { start: 0, end: 0, replacement: `// tokenmin-disable ${ruleId}${end}` };
    return { line: before(`// tokenmin-disable-next-line ${ruleId}`), file: first };
  }
  const frontMatterEnd = lastLineOfFrontMatter(lines);
  const isInside = line - 1 <= frontMatterEnd;
  const gap = text === '' || text.endsWith(`${end}${end}`) ? '' : text.endsWith('\n') ? end : `${end}${end}`;
  const last = { start: text.length, end: text.length, replacement: `${gap}<!-- tokenmin-disable ${ruleId} -->${end}` };
  if (isInside) {
    const isEdge = line === 1 || line - 1 === frontMatterEnd;
    return { line: isEdge ? undefined : before(`# tokenmin-disable-next-line ${ruleId}`), file: last };
  }
  // A comment among a table's rows would end the table, and one before front matter that was not closed would hide it.
  const isPart = there.trimStart().startsWith('|') || (line === 1 && /^\ufeff?---\s*$/.test(there));
  return { line: isPart ? undefined : before(`<!-- tokenmin-disable-next-line ${ruleId} -->`), file: last };
}

/** -1: there is none. */
function lastLineOfFrontMatter(lines: LineIndex): number {
  if (!/^\ufeff?---\s*$/.test(lines.lineText(0))) return -1;
  for (let line = 1; line < lines.count; line++) if (/^---\s*$/.test(lines.lineText(line))) return line;
  return -1;
}
