import path from 'node:path';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { parseWorkspace } from '../../core/prompts/lint/parseWorkspace';
import type { WorkerConfig } from '../../protocol/messages';
import type { ClaudeSettings } from './claudeSettings';
import { readInstructionTexts } from './instructionTexts';
import { mainFolder } from './parentFolders';

/**
 * What Claude Code wrote down for itself in a repository, or in the workspace where there is none: MEMORY.md in a folder
 * that is called after it. All folders and working trees of a repository share one.
 */
export function autoMemory(
  workspace: string,
  root: string,
  { home, env }: Pick<WorkerConfig, 'home' | 'env'>,
  { remembers }: Pick<ClaudeSettings, 'remembers'>,
): InstructionFile[] {
  if (!remembers || env['CLAUDE_CONFIG_DIR'] || /^(?:1|true)$/i.test(env['CLAUDE_CODE_DISABLE_AUTO_MEMORY'] ?? '')) {
    return [];
  }
  for (const folder of new Set([mainFolder(root), workspace])) {
    const file = `~/.claude/projects/${slugOf(folder)}/memory/MEMORY.md`;
    const { texts } = readInstructionTexts(workspace, home, [file]);
    const text = texts.get(file);
    if (text !== undefined) return parseWorkspace([{ path: file, text }]);
  }
  return [];
}

/** As Claude Code names a folder's own in ~/.claude/projects. */
function slugOf(folder: string): string {
  return path
    .normalize(folder)
    .replace(/[\\/]+$/, '')
    .replaceAll(/[^A-Za-z0-9]/g, '-');
}
