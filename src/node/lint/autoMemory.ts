import path from 'node:path';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { parseWorkspace } from '../../core/prompts/lint/parseWorkspace';
import type { WorkerConfig } from '../../protocol/messages';
import { assistantFolders, ownName, placeIn } from './assistantFolders';
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
  config: Pick<WorkerConfig, 'home' | 'env'>,
  { remembers }: Pick<ClaudeSettings, 'remembers'>,
): InstructionFile[] {
  const { home, env } = config;
  if (!remembers || /^(?:1|true)$/i.test(env['CLAUDE_CODE_DISABLE_AUTO_MEMORY'] ?? '')) return [];
  const folders = assistantFolders(config);
  for (const folder of new Set([mainFolder(root), workspace])) {
    const file = `~/.claude/projects/${slugOf(folder)}/memory/MEMORY.md`;
    const place = placeIn(folders, file);
    if (place === undefined) return [];
    const text = readInstructionTexts(workspace, home, [file], undefined, folders).texts.get(file);
    if (text === undefined) continue;
    return parseWorkspace([{ path: file, text }]).map((memory) => ({ ...memory, path: ownName(place, home) }));
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
