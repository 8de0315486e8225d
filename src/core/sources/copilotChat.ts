import type { Source } from './source';

export const copilotChat: Source = {
  id: 'copilot-chat',
  name: 'Copilot Chat',
  capabilities: [],
  roots: () => [],
  classify: () => undefined,
  open: () => ({}),
};
