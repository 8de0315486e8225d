import { everyRequestTokens, memoryEnd, MEMORY_LINES } from '../everyRequest';
import type { Draft, LintRule } from '../lintRule';
import type { InstructionFile } from '../parseInstructionFile';

/** Anthropic's advice for a CLAUDE.md; 200 lines of real ones are 1,600 to 2,000 tokens (COACHING, C5). */
const MOST_LINES = 200;
const MOST_TOKENS = 2000;
const STRONG_TOKENS = 6000;

export const fileSize: LintRule = {
  id: 'file-size',
  severity: 'information',
  *check({ files, context }) {
    for (const file of files) {
      if (file.kind === 'memory') {
        yield* cutMemory(file);
        continue;
      }
      if (file.load !== 'always' || file.kind === 'mcp') continue;
      const tokens = everyRequestTokens(file, context);
      const lines = file.lines.count;
      if (lines <= MOST_LINES && tokens <= MOST_TOKENS) continue;
      yield {
        file,
        range: firstLine(file),
        wording: 'file-size',
        params: [lines, tokens, MOST_LINES, MOST_TOKENS],
        tokens,
        savingTokens: Math.max(0, tokens - MOST_TOKENS),
        severity: tokens >= STRONG_TOKENS ? 'warning' : 'information',
      };
    }
  },
};

/** Claude Code leaves out the rest: what stands there costs nothing and does nothing. */
function* cutMemory(file: InstructionFile): Iterable<Draft> {
  const { lines, text } = file;
  const cut = memoryEnd(file);
  if (text.slice(cut).trim() === '') return;
  const line = lines.lineAt(cut);
  const range = { start: lines.lineRange(line).start, end: lines.lineRange(line).start + lines.lineText(line).length };
  yield { file, range, wording: 'file-size.memory', params: [MEMORY_LINES], tokens: 0, severity: 'warning' };
}

/** Where a finding about all of a file is shown. */
export function firstLine({ lines, sections, statements }: InstructionFile): { start: number; end: number } {
  const heading = sections[0] ?? statements[0];
  const line = heading ? lines.lineAt(heading.start) : 0;
  const { start } = lines.lineRange(line);
  return { start, end: start + lines.lineText(line).length };
}
