import fs from 'node:fs';
import path from 'node:path';
import type { McpServer } from '../../core/insights/workspaceFiles';
import type { WorkerConfig } from '../../protocol/messages';
import { assistantFolders, ownName, placeIn } from '../lint/assistantFolders';
import { jsonFile, objectOr, stringsIn } from '../lint/jsonFile';

/** Claude Code keeps much else in it. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_CODEX_BYTES = 1024 * 1024;

/** MCP servers that the user configured outside of workspaces. */
export interface UserServers {
  everywhere: readonly McpServer[];
  /** What ~/.claude.json says of a workspace, by its folder with '/'. */
  projects: ReadonlyMap<string, ClaudeProject>;
}

export interface ClaudeProject {
  servers: readonly McpServer[];
  /** Servers of any kind that were switched off. */
  off: readonly string[];
  /** Of .mcp.json: what was said when Claude Code asked. */
  disabled: readonly string[];
  enabled: readonly string[];
}

/**
 * Of Claude Code, where `claude mcp add` writes, and of Codex. When a server came to ~/.claude.json nobody knows: it is
 * written whenever Claude Code starts. It lies beside the usual folder, and in one that a variable names.
 */
export function userServers(machine: Pick<WorkerConfig, 'home' | 'env'>): UserServers {
  const { home, env } = machine;
  const folders = assistantFolders(machine);
  const inFolder = placeIn(folders, '~/.claude/.claude.json');
  const place = env['CLAUDE_CONFIG_DIR'] ? inFolder : path.join(home, '.claude.json');
  const config = place === undefined ? {} : jsonFile(place, MOST_BYTES);
  const ofClaude = (servers: unknown, everywhere: boolean): McpServer[] =>
    Object.keys(objectOr(servers)).map((name) => ({
      name,
      file: ownName(place ?? '', home),
      readers: ['Claude Code'],
      everywhere,
    }));
  const projects = new Map<string, ClaudeProject>();
  for (const [folder, value] of Object.entries(objectOr(config['projects']))) {
    const project = objectOr(value);
    const said = {
      servers: ofClaude(project['mcpServers'], false),
      off: stringsIn(project['disabledMcpServers']),
      disabled: stringsIn(project['disabledMcpjsonServers']),
      enabled: stringsIn(project['enabledMcpjsonServers']),
    };
    if (Object.values(said).some(({ length }) => length > 0)) projects.set(folder.replaceAll('\\', '/'), said);
  }
  const codex = placeIn(folders, '~/.codex/config.toml');
  const ofCodex = codex === undefined ? [] : codexServers(codex, ownName(codex, home));
  return { everywhere: [...ofClaude(config['mcpServers'], true), ...ofCodex], projects };
}

/** A server has a section of its own; what belongs to it may have further ones. */
const SECTION = /^\s*\[\s*mcp_servers\s*\.\s*(?:"([^"\\]*)"|'([^']*)'|([\w-]+))\s*(\]|\.)/;

function codexServers(place: string, file: string): McpServer[] {
  let text = '';
  let changedAt = 0;
  try {
    const { size, mtimeMs } = fs.statSync(place);
    if (size > MOST_CODEX_BYTES) return [];
    text = fs.readFileSync(place, 'utf8');
    changedAt = mtimeMs;
  } catch {
    return [];
  }
  const names = new Set<string>();
  let own: string | undefined;
  for (const line of text.split('\n')) {
    if (/^\s*\[/.test(line)) {
      const [, double, single, bare, end] = SECTION.exec(line) ?? [];
      const name = double ?? single ?? bare;
      own = end === ']' ? name : undefined;
      if (name !== undefined) names.add(name);
    } else if (own !== undefined && /^\s*enabled\s*=\s*false\b/.test(line)) names.delete(own);
  }
  return [...names].map((name) => ({ name, file, readers: ['Codex'], everywhere: true, changedAt }));
}
