/**
 * Copilot Chat writes one call into up to five stores, and their ids do not join: neither request ids nor response ids
 * are shared. So all stores name the *chat session* as conversation, and per conversation the ledger counts only the
 * records of the highest rank present.
 */
export const StoreRank = {
  /** agent-traces.db: every call, with the cache split. */
  AgentTraces: 50,
  /** What the OpenTelemetry file exporter wrote: the same spans. */
  SpanFile: 45,
  /** The agent debug log: every call. */
  DebugLog: 40,
  /**
   * VS Code's own chat session: the last call of a turn at most, the others estimated. Recorded and estimated calls
   * share a rank, since which of the two it is differs from call to call. The document is read whole again after each
   * change: a call's later reading replaces its earlier one, but an estimate never replaces recorded numbers.
   */
  ChatSession: 20,
  /** Texts only, no model. */
  Transcript: 10,
} as const;

export type Store = {
  name: keyof typeof StoreRank;
  /** The chat session, or its folder's, as the path says it. */ id: string;
};

/**
 * Which store a file belongs to, by the end of its path. Paths below a root and whole paths give the same answer, but
 * for a session in a folder that is itself the root: then only the whole path does.
 */
export function storeOf(path: string): Store | undefined {
  const parts = path.split('/');
  const file = parts.pop() ?? '';
  const folder = parts.pop() ?? '';
  const dot = file.lastIndexOf('.');
  const stem = file.slice(0, dot);
  const extension = file.slice(dot + 1);
  if (SESSION_FOLDERS.has(folder) && (extension === 'json' || extension === 'jsonl')) {
    return { name: 'ChatSession', id: stem };
  }
  if (file === 'agent-traces.db' || file === 'copilot-agent-traces.db') return { name: 'AgentTraces', id: '' };
  if (extension !== 'jsonl') return undefined;
  if (folder === 'transcripts' && isCopilot(parts.at(-1))) return { name: 'Transcript', id: stem };
  // Releases before children had files of their own wrote debug-logs/<session>.jsonl.
  if (folder === 'debug-logs' && isCopilot(parts.at(-1))) return { name: 'DebugLog', id: stem };
  if (parts.at(-1) === 'debug-logs' && isCopilot(parts.at(-2))) return { name: 'DebugLog', id: folder };
  return undefined;
}

const SESSION_FOLDERS: ReadonlySet<string> = new Set([
  'chatSessions',
  'emptyWindowChatSessions',
  'transferredChatSessions',
]);

/** Folders of extension storage are written GitHub.copilot-chat or github.copilot-chat. */
export function isCopilot(folder: string | undefined): boolean {
  return folder?.toLowerCase() === 'github.copilot-chat';
}
