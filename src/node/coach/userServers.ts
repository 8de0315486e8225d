import fs from 'node:fs';
import path from 'node:path';
import type { McpServer } from '../../core/insights/workspaceFiles';
import type { WorkerConfig } from '../../protocol/messages';
import { jsonFile, objectOr, stringsIn } from '../lint/jsonFile';

/** Claude Code keeps much else in it. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_CODEX_BYTES = 1024 * 1024;
const CLAUDE = '~/.claude.json';
const CODEX = '~/.codex/config.toml';

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
 * written whenever Claude Code starts.
 */
export function userServers({ home, env }: Pick<WorkerConfig, 'home' | 'env'>): UserServers {
  const config = env['CLAUDE_CONFIG_DIR'] ? {} : jsonFile(path.join(home, CLAUDE.slice(2)), MOST_BYTES);
  const ofClaude = (servers: unknown, everywhere: boolean): McpServer[] =>
    Object.keys(objectOr(servers)).map((name) => ({ name, file: CLAUDE, readers: ['Claude Code'], everywhere }));
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
  const ofCodex = env['CODEX_HOME'] ? [] : codexServers(path.join(home, CODEX.slice(2)));
  return { everywhere: [...ofClaude(config['mcpServers'], true), ...ofCodex], projects };
}

/** A server has a section of its own; what belongs to it may have further ones. */
const SECTION = /^\s*\[\s*mcp_servers\s*\.\s*(?:"([^"\\]*)"|'([^']*)'|([\w-]+))\s*(\]|\.)/;

function codexServers(place: string): McpServer[] {
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
  return [...names].map((name) => ({ name, file: CODEX, readers: ['Codex'], everywhere: true, changedAt }));
}
