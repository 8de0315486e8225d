import type { Assistant } from '../classifyInstructionFile';
import { everyRequestTokens } from '../everyRequest';
import type { LintRule } from '../lintRule';
import type { InstructionFile } from '../parseInstructionFile';
import { firstLine } from './fileSize';

const MOST_TOKENS = 4000;
const STRONG_TOKENS = 6000;
const ASSISTANTS: readonly Assistant[] = ['Claude Code', 'Codex', 'Copilot', 'Cursor'];

/** The sum over files, for the assistant that carries most. A single large file is another rule's. */
export const alwaysLoaded: LintRule = {
  id: 'always-loaded',
  severity: 'information',
  *check({ files, context }) {
    const sizes = new Map<InstructionFile, number>(
      files.filter(({ load }) => load === 'always').map((file) => [file, everyRequestTokens(file, context)]),
    );
    const loads = ASSISTANTS.map((assistant) => {
      const parts = [...sizes].filter(([file, tokens]) => file.readers.includes(assistant) && tokens > 0);
      parts.sort(([, a], [, b]) => b - a);
      return { assistant, parts, sum: parts.reduce((sum, [, tokens]) => sum + tokens, 0) };
    });
    const [most] = loads.filter(({ parts }) => parts.length > 1).sort((a, b) => b.sum - a.sum);
    const largest = most?.parts[0]?.[0];
    if (!most || !largest || most.sum <= MOST_TOKENS) return;
    yield {
      file: largest,
      range: firstLine(largest),
      wording: 'always-loaded',
      params: [most.assistant, most.sum, most.parts.length],
      tokens: most.sum,
      savingTokens: most.sum - MOST_TOKENS,
      severity: most.sum >= STRONG_TOKENS ? 'warning' : 'information',
    };
  },
};
