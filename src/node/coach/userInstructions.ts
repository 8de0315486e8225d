import fs from 'node:fs';
import path from 'node:path';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { parseWorkspace } from '../../core/prompts/lint/parseWorkspace';
import type { WorkerConfig } from '../../protocol/messages';
import { readInstructionTexts } from '../lint/instructionTexts';
import { walkWorkspace } from '../lint/walkWorkspace';

const MOST_ENTRIES = 1_000;
const CODEX = ['~/.codex/AGENTS.override.md', '~/.codex/AGENTS.md'];

/** Folders of skills, a folder each, by the variable that would move them. */
const SKILLS: readonly [folder: string, variable?: string][] = [
  ['.claude/skills', 'CLAUDE_CONFIG_DIR'],
  ['.codex/skills', 'CODEX_HOME'],
  ['.agents/skills'],
  ['.copilot/skills'],
];

/**
 * Instructions of the user's own that assistants load in every workspace, and what they import: Claude Code's CLAUDE.md
 * and rules, Codex's AGENTS.md or what overrides it; skills, agents and commands, of which they list the descriptions.
 * Paths begin with '~/'. Where a variable moves an assistant's folder, what is in the usual one is not loaded, and the
 * other is not looked at.
 */
export function userInstructions({ home, env }: Pick<WorkerConfig, 'home' | 'env'>): InstructionFile[] {
  const paths: string[] = [];
  if (!env['CLAUDE_CONFIG_DIR']) {
    paths.push('~/.claude/CLAUDE.md');
    for (const folder of ['rules', 'agents', 'commands']) {
      const { paths: found } = walkWorkspace(path.join(home, '.claude', folder), MOST_ENTRIES);
      paths.push(...found.map((file) => `~/.claude/${folder}/${file}`));
    }
  }
  if (!env['CODEX_HOME']) paths.push(...CODEX);
  for (const [folder, variable] of SKILLS) {
    if (variable === undefined || !env[variable]) paths.push(...skillsIn(home, folder));
  }
  const { texts } = readInstructionTexts(home, home, paths);
  const ofCodex = CODEX.find((file) => texts.get(file)?.trim());
  for (const file of CODEX) if (file !== ofCodex) texts.delete(file);
  return parseWorkspace(Array.from(texts, ([file, text]) => ({ path: file, text })));
}

/** Of links, too: many people keep their skills elsewhere. */
function skillsIn(home: string, folder: string): string[] {
  try {
    const names = fs.readdirSync(path.join(home, folder)).slice(0, MOST_ENTRIES);
    return names.map((name) => `~/${folder}/${name}/SKILL.md`);
  } catch {
    return [];
  }
}
