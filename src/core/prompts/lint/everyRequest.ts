import type { InstructionFile } from './parseInstructionFile';
import type { LintContext } from './lintRule';

/** Claude Code loads so much of a MEMORY.md and leaves the rest out, whichever comes first. */
export const MEMORY_LINES = 200;
const MEMORY_BYTES = 25_000;

/** The part of a file that stands in every request: all of it, its beginning, its description, or nothing. */
function everyRequestText(file: InstructionFile): string {
  if (file.kind === 'mcp') return '';
  if (file.load === 'always') return file.kind === 'memory' ? file.text.slice(0, memoryEnd(file)) : file.text;
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

/** Where the part of a MEMORY.md ends that is loaded. */
export function memoryEnd({ text, lines }: InstructionFile): number {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MEMORY_BYTES));
  return Math.min(lines.lineRange(MEMORY_LINES).start, read);
}
