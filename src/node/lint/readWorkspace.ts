import { parse } from 'jsonc-parser';
import type { WorkspaceFiles } from '../../core/insights/workspaceFiles';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { placeOf } from './instructionTexts';
import { lintWorkspace, realPlace } from './lintWorkspace';

const MOST_ENTRIES = 20_000;

/** The instruction files of a workspace and what the lint says of them, with the user's `own`. */
export function readWorkspace(
  workspace: string,
  { home, countTokens, own }: { home: string; countTokens: (text: string) => number; own: readonly InstructionFile[] },
): WorkspaceFiles {
  const { files, findings } = lintWorkspace(workspace, { home, countTokens, mostEntries: MOST_ENTRIES });
  const root = slashed(workspace);
  // The workspace may import them, or be where they are kept and linked from.
  const places = new Set(own.length === 0 ? [] : files.map((file) => realPlace(placeOf(file.path, workspace, home))));
  const further = own.filter((file) => !places.has(realPlace(placeOf(file.path, workspace, home))));
  const servers = files.flatMap(serversOf);
  return { root, home: slashed(home), files: [...files, ...further], findings, countTokens, servers };
}

function slashed(folder: string): string {
  return folder.replaceAll('\\', '/').replace(/\/+$/, '');
}

function serversOf({ kind, text }: InstructionFile): string[] {
  if (kind !== 'mcp') return [];
  const config = parse(text) as { mcpServers?: unknown; servers?: unknown } | null | undefined;
  return [config?.mcpServers, config?.servers].flatMap((servers) =>
    typeof servers === 'object' && servers !== null ? Object.keys(servers) : [],
  );
}
