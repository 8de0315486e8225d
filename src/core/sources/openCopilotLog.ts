import { storeIn } from './copilotChat';
import { CopilotDebugLogParser } from './copilotDebugLog';
import { CopilotSessionParser } from './copilotSession';
import { CopilotSpanFileParser, CopilotTracesParser } from './copilotSpans';
import type { Store } from './copilotStore';
import { CopilotTranscriptParser } from './copilotTranscript';
import type { OpenLog } from './source';

const PARSERS: Record<Store['name'], OpenLog> = {
  AgentTraces: (file, sink) => new CopilotTracesParser(file, sink),
  SpanFile: (file, sink) => new CopilotSpanFileParser(file, sink),
  DebugLog: (file, sink) => new CopilotDebugLogParser(file, sink),
  ChatSession: (file, sink) => new CopilotSessionParser(file, sink),
  Transcript: (file, sink, state) => new CopilotTranscriptParser(file, sink, state),
};

/** Each of Copilot's stores has a parser of its own. */
export const openCopilotLog: OpenLog = (file, sink, state) => {
  const store = storeIn(file.path, file.root);
  return store ? PARSERS[store](file, sink, state) : {};
};
