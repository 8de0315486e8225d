import fs from 'node:fs';
import { parse } from 'jsonc-parser';
import type { McpServer } from '../../core/insights/workspaceFiles';
import type { InstructionFile } from '../../core/prompts/lint/parseInstructionFile';
import { isStrictJson, isTooDeep } from '../../core/prompts/lint/strictJson';
import type { ClaudeProject, UserServers } from '../coach/userServers';
import type { ClaudeSettings } from './claudeSettings';
import { placeOf } from './instructionTexts';
import { objectOr } from './jsonFile';

/**
 * The MCP servers that assistants load in a workspace; of those with the same name, Claude Code loads the first.
 * `folders`: the workspace and its repository's, after which ~/.claude.json may call it.
 */
export function workspaceServers(
  { workspace, home, folders }: { workspace: string; home: string; folders: readonly string[] },
  files: readonly InstructionFile[],
  user: UserServers,
  settings: ClaudeSettings,
): McpServer[] {
  const projects = folders.flatMap((folder) => user.projects.get(folder.replaceAll('\\', '/')) ?? []);
  const isOff = switchedOff(projects, settings);
  const own = files.flatMap((file) => {
    if (file.kind !== 'mcp') return [];
    const changedAt = changeOf(placeOf(file.path, workspace, home));
    return namesIn(file).map((name): McpServer => {
      const readers = file.readers.filter((reader) => reader !== 'Claude Code' || !isOff(name));
      return { name, file: file.path, readers, everywhere: false, changedAt };
    });
  });
  const off = new Set(projects.flatMap((project) => project.off));
  return [...projects.flatMap(({ servers }) => servers), ...own, ...user.everywhere]
    .map((server) =>
      off.has(server.name)
        ? { ...server, readers: server.readers.filter((reader) => reader !== 'Claude Code') }
        : server,
    )
    .filter(({ readers }) => readers.length > 0);
}

/** Of .mcp.json Claude Code loads what the user allowed: where some are named, the others still wait to be. */
function switchedOff(projects: readonly ClaudeProject[], settings: ClaudeSettings): (name: string) => boolean {
  const disabled = new Set([...settings.disabled, ...projects.flatMap((project) => project.disabled)]);
  const named = projects.flatMap((project) => project.enabled);
  const enabled = settings.enabled || named.length > 0 ? new Set([...(settings.enabled ?? []), ...named]) : undefined;
  return (name) => disabled.has(name) || enabled?.has(name) === false;
}

function namesIn({ path, text }: InstructionFile): string[] {
  const config = objectOr(isStrictJson(path) ? strict(text) : isTooDeep(text) ? {} : (parse(text) as unknown));
  return [config['mcpServers'], config['servers']].flatMap((servers) => Object.keys(objectOr(servers)));
}

function strict(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return {};
  }
}

/** Epoch milliseconds; undefined: it is gone. */
function changeOf(place: string): number | undefined {
  return fs.statSync(place, { throwIfNoEntry: false })?.mtimeMs;
}
