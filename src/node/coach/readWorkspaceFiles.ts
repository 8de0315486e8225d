import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import type { WorkspaceFiles } from '../../core/insights/workspaceFiles';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import type { WorkerConfig } from '../../protocol/messages';
import { placeOf } from '../lint/instructionTexts';
import { lintWorkspace, realPlace } from '../lint/lintWorkspace';
import { userInstructions } from './userInstructions';

/** Each takes a walk through its folders: the dearest ones are enough, and come first. */
const MOST_WORKSPACES = 20;
const MOST_ENTRIES = 20_000;

/**
 * Reads the instruction files of workspaces that logs name, each once, and the user's own. undefined for what is no workspace of this
 * machine: the name comes from a log, so it may be any path at all.
 */
export function workspaceFilesReader(
  config: Pick<WorkerConfig, 'home' | 'env'>,
  count: (text: string) => number,
): (workspace: string) => WorkspaceFiles | undefined {
  const { home } = config;
  const known = new Map<string, WorkspaceFiles | undefined>();
  let own: InstructionFile[] | undefined;
  return (workspace) => {
    if (!known.has(workspace)) {
      const isRead = known.size < MOST_WORKSPACES && isWorkspace(workspace, home);
      known.set(workspace, isRead ? read(workspace, home, count, (own ??= userInstructions(config))) : undefined);
    }
    return known.get(workspace);
  };
}

function read(
  workspace: string,
  home: string,
  count: (text: string) => number,
  own: readonly InstructionFile[],
): WorkspaceFiles {
  const { files, findings } = lintWorkspace(workspace, { home, countTokens: count, mostEntries: MOST_ENTRIES });
  const root = slashed(workspace);
  // The workspace may import them, or be where they are kept and linked from.
  const places = new Set(own.length === 0 ? [] : files.map((file) => realPlace(placeOf(file.path, workspace, home))));
  const further = own.filter((file) => !places.has(realPlace(placeOf(file.path, workspace, home))));
  const servers = files.flatMap(serversOf);
  return { root, home: slashed(home), files: [...files, ...further], findings, countTokens: count, servers };
}

function slashed(folder: string): string {
  return folder.replaceAll('\\', '/').replace(/\/+$/, '');
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
