import type { LogFormat, LogRoot, Source } from './source';
import { SETTING, SPAN_FILE_VARIABLE, copilotRoots } from './copilotRoots';
import { SPANS_QUERY } from './copilotSpansQuery';
import { isCopilot, storeOf, type Store } from './copilotStore';

/**
 * GitHub Copilot Chat in VS Code and the editors made from it. What was sent is known in full only where the user has
 * switched on one of the extension's own logs; without, VS Code's chat sessions hold the figures of a turn's last call
 * at most, and the other calls are estimated. Which store counts: see StoreRank.
 */
export const copilotChat: Source = {
  id: 'copilot-chat',
  name: 'Copilot Chat',
  // What every installation has; calls and caches one by one only stand in logs that are off by default.
  capabilities: ['prompts', 'tool-calls', 'tool-results', 'edits', 'compactions', 'sub-agents'],
  roots: copilotRoots,

  enters(folder, root) {
    if (root.label === SETTING) return !folder.split('/').includes('node_modules');
    const [storage, second, third] = folder.split('/');
    if (storage === 'workspaceStorage') return third === undefined || third === 'chatSessions' || isCopilot(third);
    if (storage !== 'globalStorage') return false;
    return second === undefined || second.endsWith('ChatSessions') || isCopilot(second);
  },

  classify(relativePath, root) {
    const store = storeIn(pathBelow(root, relativePath), root);
    return store && FORMATS[store];
  },

  companion(relativePath, root) {
    if (!storeIn(pathBelow(root, relativePath), root)) return undefined;
    const at = /(^|\/)(chatSessions|github\.copilot-chat)\//i.exec(relativePath);
    return at ? `${relativePath.slice(0, at.index)}${at[1]}workspace.json` : undefined;
  },
};

const FORMATS: Record<Store['name'], LogFormat> = {
  AgentTraces: { as: 'database', query: SPANS_QUERY },
  SpanFile: { as: 'lines' },
  DebugLog: { as: 'lines' },
  ChatSession: { as: 'whole' },
  Transcript: { as: 'lines' },
};

/** A root that is a file itself is its only log. */
function pathBelow(root: LogRoot, relativePath: string): string {
  return relativePath === '' || root.path.endsWith(`/${relativePath}`) ? root.path : `${root.path}/${relativePath}`;
}

/** Which store a file is, by its whole path and its root; undefined: none of Copilot's. */
export function storeIn(path: string, root: LogRoot): Store['name'] | undefined {
  if (root.label === SPAN_FILE_VARIABLE) return 'SpanFile';
  const store = storeOf(path)?.name;
  if (store) return store;
  // The exporter's file may have any name: whoever names it or its very folder in the settings means it.
  const direct = path === root.path || path.lastIndexOf('/') === root.path.length;
  return root.label === SETTING && direct && path.endsWith('.jsonl') ? 'SpanFile' : undefined;
}
