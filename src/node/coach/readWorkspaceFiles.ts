import fs from 'node:fs';
import path from 'node:path';
import type { WorkspaceFiles } from '../../core/insights/workspaceFiles';
import type { WorkerConfig } from '../../protocol/messages';
import type { UserConfiguration } from '../lint/readWorkspace';
import type { LintBundle } from '../lintBundle';

/** Each takes a walk through its folders: the dearest ones are enough. */
const MOST_WORKSPACES = 20;

/**
 * Reads the instruction files of workspaces that logs name, each once, and what the user has for all of them. undefined for what is no
 * workspace of this machine: the name comes from a log, so it may be any path at all; and for what is not among the
 * first ones of `dearest`. `parsers` is asked only where there is one.
 */
export function workspaceFilesReader(
  config: Pick<WorkerConfig, 'home' | 'env'>,
  count: (text: string) => number,
  parsers: () => Pick<LintBundle, 'readWorkspace' | 'userInstructions' | 'userServers'>,
  dearest: () => Iterable<string>,
): (workspace: string) => WorkspaceFiles | undefined {
  const { home } = config;
  const known = new Map<string, WorkspaceFiles>();
  let wanted: ReadonlySet<string> | undefined;
  let own: UserConfiguration | undefined;
  return (workspace) => {
    wanted ??= firstWorkspaces(dearest(), home);
    if (!known.has(workspace) && wanted.has(workspace)) known.set(workspace, read(workspace));
    return known.get(workspace);
  };

  function read(workspace: string): WorkspaceFiles {
    const { readWorkspace, userInstructions, userServers } = parsers();
    own ??= { files: userInstructions(config), servers: userServers(config) };
    return readWorkspace(workspace, config, count, own);
  }
}

/** Folders that are gone, or never were on this machine, do not count. */
function firstWorkspaces(names: Iterable<string>, home: string): ReadonlySet<string> {
  const first = new Set<string>();
  for (const name of names) {
    if (first.size >= MOST_WORKSPACES) break;
    if (isWorkspace(name, home)) first.add(name);
  }
  return first;
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
