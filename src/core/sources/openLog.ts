import type { SourceId } from '../usage/usageRecord';
import { ClaudeParser } from './claudeParser';
import { CodexParser } from './codexParser';
import { openCopilotLog } from './openCopilotLog';
import type { LogFile, LogParser, OpenLog, Sink } from './source';

const PARSERS: Record<SourceId, OpenLog> = {
  'claude-code': (file, sink, state) => new ClaudeParser(file, sink, state),
  codex: (file, sink, state) => new CodexParser(file, sink, state),
  'copilot-chat': openCopilotLog,
};

/**
 * The parser of a source's log. Apart from what the sources are (see index.ts): where nothing is new, no parser is
 * loaded.
 */
export function openLog(source: SourceId, file: LogFile, sink: Sink, state: unknown): LogParser {
  return PARSERS[source](file, sink, state);
}
