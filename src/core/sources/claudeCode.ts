import type { Source } from './source';

export const claudeCode: Source = {
  id: 'claude-code',
  name: 'Claude Code',
  capabilities: [],
  roots: () => [],
  classify: () => undefined,
  open: () => ({}),
};
