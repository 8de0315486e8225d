import path from 'node:path';
import type { WorkerConfig } from '../../protocol/messages';

type Machine = Pick<WorkerConfig, 'home' | 'env'>;

/** By their usual places: where assistants really keep what is the user's own. undefined: a variable leads nowhere. */
export type AssistantFolders = ReadonlyMap<string, string | undefined>;

const VARIABLES = [
  ['~/.claude/', 'CLAUDE_CONFIG_DIR'],
  ['~/.codex/', 'CODEX_HOME'],
] as const;

/** Below the home directory, unless a variable moves them. One may name several, of which the assistant takes the first. */
export function assistantFolders({ home, env }: Machine): AssistantFolders {
  return new Map(
    VARIABLES.map(([usual, variable]) => {
      const named = env[variable]?.split(',')[0]?.trim();
      if (!named) return [usual, path.join(home, usual.slice(2))];
      return [usual, path.isAbsolute(named) ? path.normalize(named) : undefined];
    }),
  );
}

/** Where a file is that is called after the usual place, '~/.claude/settings.json'. */
export function placeIn(folders: AssistantFolders, file: string): string | undefined {
  for (const [usual, folder] of folders) {
    if (file.startsWith(usual)) return folder === undefined ? undefined : path.join(folder, file.slice(usual.length));
  }
  return undefined;
}

/** What files of the user's own are called: '~/…' below the home directory, else by their whole path, with '/'. */
export function ownName(place: string, home: string): string {
  const below = path.relative(home, place);
  const isBelow = !below.startsWith('..') && !path.isAbsolute(below);
  return (isBelow ? `~/${below}` : place).replaceAll('\\', '/');
}

/** Where administrators put what Claude Code loads for everybody, newest place first; none of another home's machine. */
export function managedFolders({ env }: Pick<Machine, 'env'>, platform: NodeJS.Platform = process.platform): string[] {
  if (Object.keys(env).length === 0) return [];
  if (platform === 'darwin') return ['/Library/Application Support/ClaudeCode'];
  if (platform !== 'win32') return ['/etc/claude-code'];
  return [
    path.win32.join(env['ProgramFiles'] || 'C:\\Program Files', 'ClaudeCode'),
    path.win32.join(env['ProgramData'] || 'C:\\ProgramData', 'ClaudeCode'),
  ];
}
