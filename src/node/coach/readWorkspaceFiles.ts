import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import type { WorkspaceFiles } from '../../core/insights/workspaceFiles';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { lintWorkspace } from '../lint/lintWorkspace';

/** Each takes a walk through its folders: the dearest ones are enough, and come first. */
const MOST_WORKSPACES = 20;
const MOST_ENTRIES = 20_000;

/**
 * Reads the instruction files of workspaces that logs name, each once. undefined for what is no workspace of this
 * machine: the name comes from a log, so it may be any path at all.
 */
export function workspaceFilesReader(
  home: string,
  count: (text: string) => number,
): (workspace: string) => WorkspaceFiles | undefined {
  const known = new Map<string, WorkspaceFiles | undefined>();
  return (workspace) => {
    if (!known.has(workspace)) {
      const isRead = known.size < MOST_WORKSPACES && isWorkspace(workspace, home);
      known.set(workspace, isRead ? read(workspace, home, count) : undefined);
    }
    return known.get(workspace);
  };
}

function read(workspace: string, home: string, count: (text: string) => number): WorkspaceFiles {
  const { files, findings } = lintWorkspace(workspace, { home, countTokens: count, mostEntries: MOST_ENTRIES });
  const root = workspace.replaceAll('\\', '/').replace(/\/+$/, '');
  return { root, files, findings, countTokens: count, servers: files.flatMap(serversOf) };
}

/** A folder of its own: not the home directory or what it lies in, and nothing on the network. */
function isWorkspace(workspace: string, home: string): boolean {
  if (!path.isAbsolute(workspace) || /^(?:\\\\|\/\/)/.test(workspace)) return false;
  const folder = path.resolve(workspace);
  if (`${path.resolve(home)}${path.sep}`.startsWith(folder === path.sep ? folder : `${folder}${path.sep}`))
    return false;
  try {
    return fs.statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

function serversOf({ kind, text }: InstructionFile): string[] {
  if (kind !== 'mcp') return [];
  const config = parse(text) as { mcpServers?: unknown; servers?: unknown } | null | undefined;
  return [config?.mcpServers, config?.servers].flatMap((servers) =>
    typeof servers === 'object' && servers !== null ? Object.keys(servers) : [],
  );
}
