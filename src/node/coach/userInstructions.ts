import path from 'node:path';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { parseWorkspace } from '../../core/prompts/lint/parseWorkspace';
import type { WorkerConfig } from '../../protocol/messages';
import { readInstructionTexts } from '../lint/instructionTexts';
import { walkWorkspace } from '../lint/walkWorkspace';

const MOST_ENTRIES = 1_000;
const CODEX = ['~/.codex/AGENTS.override.md', '~/.codex/AGENTS.md'];

/**
 * Instructions of the user's own that assistants load in every workspace, and what they import: Claude Code's CLAUDE.md
 * and rules, Codex's AGENTS.md or what overrides it. Paths begin with '~/'. Where a variable moves an assistant's folder,
 * what is in the usual one is not loaded, and the other is not looked at.
 */
export function userInstructions({ home, env }: Pick<WorkerConfig, 'home' | 'env'>): InstructionFile[] {
  const paths: string[] = [];
  if (!env['CLAUDE_CONFIG_DIR']) {
    const rules = walkWorkspace(path.join(home, '.claude', 'rules'), MOST_ENTRIES).paths;
    paths.push('~/.claude/CLAUDE.md', ...rules.map((file) => `~/.claude/rules/${file}`));
  }
  if (!env['CODEX_HOME']) paths.push(...CODEX);
  const { texts } = readInstructionTexts(home, home, paths);
  const ofCodex = CODEX.find((file) => texts.get(file)?.trim());
  for (const file of CODEX) if (file !== ofCodex) texts.delete(file);
  return parseWorkspace(Array.from(texts, ([file, text]) => ({ path: file, text })));
}
