import type { InstructionFile } from './parseInstructionFile';
import type { LintContext, LintUsage } from './lintRule';

/** Claude Code loads so much of a MEMORY.md and leaves the rest out. */
export const MEMORY_LINES = 200;
export const MEMORY_BYTES = 25_000;

/** The part of a file that stands in every request: all of it, its beginning, its description, or nothing. */
export function everyRequestText(file: InstructionFile): string {
  if (file.kind === 'mcp') return '';
  if (file.load === 'always') return file.kind === 'memory' ? loadedMemory(file) : file.text;
  return file.listed ? (file.frontMatter.get('description')?.value ?? '') : '';
}

export function everyRequestTokens(file: InstructionFile, context: Pick<LintContext, 'countTokens'>): number {
  const text = everyRequestText(file);
  return text === '' ? 0 : context.countTokens(text);
}

export function nanoPerMonth(tokens: number, usage: LintUsage | undefined): number | undefined {
  return usage && Math.round(tokens * usage.requestsPerMonth * usage.nanoPerToken);
}

function loadedMemory({ text, lines }: InstructionFile): string {
  // Bytes are at least as many as UTF-16 units.
  return text.slice(0, Math.min(lines.lineRange(MEMORY_LINES).start, MEMORY_BYTES));
}
