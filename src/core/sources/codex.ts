import type { Source } from './source';

export const codex: Source = {
  id: 'codex',
  name: 'Codex',
  capabilities: [],
  roots: () => [],
  classify: () => undefined,
  open: () => ({}),
};
