import type { SourceId } from '../usage/usageRecord';
import type { Source } from './source';
import { claudeCode } from './claudeCode';
import { codex } from './codex';
import { copilotChat } from './copilotChat';

/**
 * Every assistant we read. To add one: its file, its line here, its parser's line in openLog.ts, its folder in
 * test/fixtures.
 */
export const sources: readonly Source[] = [claudeCode, codex, copilotChat];

export function sourceById(id: SourceId): Source {
  const source = sources.find((s) => s.id === id);
  if (!source) throw new Error(`unknown source ${id}`);
  return source;
}
