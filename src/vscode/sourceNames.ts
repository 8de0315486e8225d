import type { SourceId } from '../core/usage/usageRecord';

/** Assistants as they are called. Kept apart from the sources themselves, whose parsers the host does not need. */
export const sourceNames: Readonly<Record<SourceId, string>> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'copilot-chat': 'Copilot Chat',
};
