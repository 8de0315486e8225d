import { isInSkillFolder, type Assistant } from '../prompts/lint/classifyInstructionFile';
import { everyRequestTokens } from '../prompts/lint/everyRequest';
import type { Finding } from '../prompts/lint/lintRule';
import type { InstructionFile } from '../prompts/lint/parseInstructionFile';
import type { SourceId } from '../usage/usageRecord';

/**
 * The instruction files that are in a workspace now, and what the lint says of them; with those of the user's own that
 * are loaded in every workspace, which the lint is not asked about.
 */
export interface WorkspaceFiles {
  /**
   * Its folder, with '/'. Paths of files and findings are relative to it, those of folders around it begin with '../'; or
   * below the home directory: '~/'. What is kept elsewhere for all workspaces has its whole path.
   */
  root: string;
  home: string;
  files: readonly InstructionFile[];
  findings: readonly Finding[];
  countTokens: (text: string) => number;
  /** MCP servers that assistants load in it, the user's own among them. */
  servers: readonly McpServer[];
}

export interface McpServer {
  name: string;
  /** What configures it; a path as those of `files`. */
  file: string;
  readers: readonly Assistant[];
  /** In all workspaces, not in this one alone. */
  everywhere: boolean;
  /** When the file was last written, epoch milliseconds: the server may be as new. undefined: nobody knows. */
  changedAt?: number;
}

/** Where a file of it really is. */
export function placeOf({ root, home }: Pick<WorkspaceFiles, 'root' | 'home'>, path: string): string {
  if (path.startsWith('~/')) return `${home}${path.slice(1)}`;
  if (isOwn(path)) return path;
  const [outwards = ''] = /^(?:\.\.\/)*/.exec(path) ?? [];
  const parts = root.split('/');
  return [...parts.slice(0, parts.length - outwards.length / 3), path.slice(outwards.length)].join('/');
}

/** The user's own or the machine's, not the workspace's. */
export function isOwn(path: string): boolean {
  return /^(?:~?\/|[A-Za-z]:\/)/.test(path);
}

const READERS: Record<SourceId, Assistant> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'copilot-chat': 'Copilot',
};

/** What an assistant has in every request of a workspace, with its tokens (an estimate), largest first. */
export function alwaysLoaded(
  { files, countTokens }: WorkspaceFiles,
  source: SourceId,
): { file: InstructionFile; tokens: number }[] {
  return files
    .filter(({ load, readers }) => load === 'always' && readers.includes(READERS[source]))
    .map((file) => ({ file, tokens: everyRequestTokens(file, { countTokens }) }))
    .filter(({ tokens }) => tokens > 0)
    .sort((a, b) => b.tokens - a.tokens);
}

/** MCP servers that an assistant loads; of those with the same name, the first. */
export function loadedServers({ servers }: Pick<WorkspaceFiles, 'servers'>, source: SourceId): McpServer[] {
  const loaded = new Map<string, McpServer>();
  for (const server of servers) {
    if (server.readers.includes(READERS[source]) && !loaded.has(server.name)) loaded.set(server.name, server);
  }
  return [...loaded.values()];
}

/** Skills, agents and commands whose descriptions an assistant lists in every request. */
export function listed(
  { files, countTokens }: WorkspaceFiles,
  source: SourceId,
): { file: InstructionFile; name: string; tokens: number }[] {
  return files
    .filter((file) => file.listed && file.readers.includes(READERS[source]))
    .filter(({ kind, path }) => kind !== 'skill' || isOwn(path) || isInSkillFolder(path))
    .map((file) => ({ file, name: nameOf(file), tokens: everyRequestTokens(file, { countTokens }) }));
}

/** What it is called by: as its front matter says, else after its folder or file. */
function nameOf({ path, kind, frontMatter }: InstructionFile): string {
  const parts = path.split('/');
  const own = kind === 'skill' ? parts.at(-2) : parts.at(-1)?.replace(/(?:\.agent|\.prompt)?\.md$/, '');
  return frontMatter.get('name')?.value.trim() || (own ?? '');
}
