import path from 'node:path';
import type { WorkerConfig } from '../../protocol/messages';
import { assistantFolders, placeIn } from './assistantFolders';
import { jsonFile, stringsIn } from './jsonFile';

const MOST_BYTES = 1024 * 1024;

/** What Claude Code's settings say of what it loads in a workspace. */
export interface ClaudeSettings {
  /** Servers of .mcp.json that are not to be loaded, and those alone that are, if any are named. */
  disabled: readonly string[];
  enabled: readonly string[] | undefined;
  /** Whether it keeps a MEMORY.md of its own. */
  remembers: boolean;
}

/** The user's settings, those of the workspace, and the user's for the workspace: what comes later holds. */
export function claudeSettings(workspace: string, config: Pick<WorkerConfig, 'home' | 'env'>): ClaudeSettings {
  const own = placeIn(assistantFolders(config), '~/.claude/settings.json');
  const places = [
    ...(own === undefined ? [] : [own]),
    path.join(workspace, '.claude/settings.json'),
    path.join(workspace, '.claude/settings.local.json'),
  ];
  const disabled: string[] = [];
  let enabled: string[] | undefined;
  let [all, remembers] = [false, true];
  for (const place of places) {
    const settings = jsonFile(place, MOST_BYTES);
    disabled.push(...stringsIn(settings['disabledMcpjsonServers']));
    const named = settings['enabledMcpjsonServers'];
    if (Array.isArray(named)) enabled = [...(enabled ?? []), ...stringsIn(named)];
    const { enableAllProjectMcpServers, autoMemoryEnabled } = settings;
    if (typeof enableAllProjectMcpServers === 'boolean') all = enableAllProjectMcpServers;
    if (typeof autoMemoryEnabled === 'boolean') remembers = autoMemoryEnabled;
  }
  return { disabled, enabled: all ? undefined : enabled, remembers };
}
