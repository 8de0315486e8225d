import type { WorkspaceFiles } from '../../core/insights/workspaceFiles';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import type { WorkerConfig } from '../../protocol/messages';
import type { UserServers } from '../coach/userServers';
import { autoMemory } from './autoMemory';
import { claudeSettings } from './claudeSettings';
import { placeOf } from './instructionTexts';
import { lintWorkspace, realPlace } from './lintWorkspace';
import { parentFolders } from './parentFolders';
import { parentInstructions } from './parentInstructions';
import { workspaceServers } from './workspaceServers';

const MOST_ENTRIES = 20_000;

/** What the user has outside of workspaces, read once for all of them. */
export interface UserConfiguration {
  files: readonly InstructionFile[];
  servers: UserServers;
}

/**
 * The instruction files of a workspace and what the lint says of them; with what is loaded there besides: of the folders
 * around it, Claude Code's memory of it, and the user's `own`.
 */
export function readWorkspace(
  workspace: string,
  config: Pick<WorkerConfig, 'home' | 'env'>,
  countTokens: (text: string) => number,
  own: UserConfiguration,
): WorkspaceFiles {
  const { home } = config;
  const { files, findings } = lintWorkspace(workspace, { home, countTokens, mostEntries: MOST_ENTRIES });
  const settings = claudeSettings(workspace, config);
  const parents = parentFolders(workspace, home);
  const repository = parents.at(-1) ?? workspace;
  // The workspace may import them, or be where they are kept and linked from.
  const places = new Set(files.map((file) => realPlace(placeOf(file.path, workspace, home))));
  const further = [
    ...parentInstructions(parents, home),
    ...autoMemory(workspace, repository, config, settings),
    ...own.files,
  ].filter((file) => {
    const place = realPlace(placeOf(file.path, workspace, home));
    return !places.has(place) && places.add(place);
  });
  const folders = [...new Set([workspace, repository])];
  return {
    root: slashed(workspace),
    home: slashed(home),
    files: [...files, ...further],
    findings,
    countTokens,
    servers: workspaceServers({ workspace, home, folders }, files, own.servers, settings),
  };
}

function slashed(folder: string): string {
  return folder.replaceAll('\\', '/').replace(/\/+$/, '');
}
