import type { InstructionFile } from './parseInstructionFile';
import type { LintContext } from './lintRule';

/** Claude Code loads so much of a MEMORY.md and leaves the rest out. */
export const MEMORY_LINES = 200;
export const MEMORY_BYTES = 25_000;

/** The part of a file that stands in every request: all of it, its beginning, its description, or nothing. */
function everyRequestText(file: InstructionFile): string {
  if (file.kind === 'mcp') return '';
  if (file.load === 'always') return file.kind === 'memory' ? loadedMemory(file) : file.text;
  return file.listed ? (file.frontMatter.get('description')?.value ?? '') : '';
}

export function everyRequestTokens(file: InstructionFile, context: Pick<LintContext, 'countTokens'>): number {
  const text = everyRequestText(file);
  return text === '' ? 0 : context.countTokens(text);
}

/** Of so many tokens in every request of all that read the file; undefined: none of them is known to have been used. */
export function nanoPerMonth(
  tokens: number,
  { readers }: Pick<InstructionFile, 'readers'>,
  { usage = {} }: Pick<LintContext, 'usage'>,
): number | undefined {
  const known = readers.flatMap((reader) => usage[reader] ?? []);
  if (known.length === 0) return undefined;
  return Math.round(known.reduce((sum, u) => sum + tokens * u.requestsPerMonth * u.nanoPerToken, 0));
}

function loadedMemory({ text, lines }: InstructionFile): string {
  // Bytes are at least as many as UTF-16 units.
  return text.slice(0, Math.min(lines.lineRange(MEMORY_LINES).start, MEMORY_BYTES));
}
