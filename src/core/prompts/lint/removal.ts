import type { InstructionFile } from './parseInstructionFile';
import type { TextEdit } from './lintRule';
import type { TextRange } from './textRange';

/**
 * Takes whole lines away, with one blank line behind them where there is one before; undefined where something else
 * stands on these lines.
 */
export function removal({ path, text, lines }: InstructionFile, range: TextRange): TextEdit | undefined {
  const first = lines.lineAt(range.start);
  const last = lines.lineAt(Math.max(range.start, range.end - 1));
  const { start } = lines.lineRange(first);
  const { end: lineEnd } = lines.lineRange(last);
  if (/\S/.test(text.slice(start, range.start)) || /\S/.test(text.slice(range.end, lineEnd))) return undefined;
  const blankBefore = first === 0 || lines.lineText(first - 1).trim() === '';
  const blankAfter = last + 1 < lines.count && lines.lineText(last + 1).trim() === '';
  const end = blankBefore && blankAfter ? lines.lineRange(last + 1).end : lineEnd;
  return { file: path, start, end, replacement: '' };
}
