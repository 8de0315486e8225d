import type { LogFile, LogParser, Sink } from './source';
import { DEFAULT_WINDOW } from './copilotEstimate';
import { isObject, objectAt, objectsOf, parseJson, textOr } from './copilotJson';
import { copilotRecord, timeOr } from './copilotRecord';
import { storeOf } from './copilotStore';
import { estimateTokens, textOf } from './copilotText';

interface State {
  session: string;
  workspace: string;
  /** Tokens of all text so far: what the next call sends. */
  context: number;
}

/** Reads the transcripts that Copilot's extension keeps for its own tools: texts only, so that all is estimated. */
export class CopilotTranscriptParser implements LogParser {
  private readonly state: State;

  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
    state: unknown,
  ) {
    this.state = isState(state) ? { ...state } : { session: storeOf(file.path)?.id ?? '', workspace: '', context: 0 };
  }

  line(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const event = parseJson(bytes, start, end);
    if (!isObject(event)) {
      this.sink.problem('malformed-line', offset);
      return;
    }
    const data = objectAt(event.data);
    switch (event.type) {
      case 'session.start':
        this.state.session = textOr(data.sessionId, this.state.session);
        this.state.workspace = textOr(objectAt(data.context).cwd, this.state.workspace);
        break;
      case 'user.message':
        this.state.context += estimateTokens(textOf(data.content), 'prose');
        break;
      case 'assistant.message':
        this.call(event.id, event.timestamp, data, offset);
        break;
      case 'tool.execution_complete':
        this.state.context += estimateTokens(textOf(objectAt(data.result).content), 'code');
        break;
    }
  }

  end(): State {
    return this.state;
  }

  private call(eventId: unknown, timestamp: unknown, data: Readonly<Record<string, unknown>>, offset: number): void {
    const { session, workspace, context } = this.state;
    const requests = objectsOf(data.toolRequests);
    let written = estimateTokens(textOf(data.content), 'prose');
    for (const request of requests) {
      written += estimateTokens(textOr(request.name, '') + jsonText(request.arguments), 'code');
    }
    const id = textOr(data.messageId, textOr(eventId, `@${offset}`));
    this.sink.record(
      copilotRecord(this.file, 'Transcript', offset, {
        key: `${session}:message:${id}`,
        id,
        conversation: session,
        workspace,
        timestamp: timeOr(timestamp, this.file, this.sink, offset),
        name: { model: '', vendor: '' },
        input: Math.max(1, Math.round(Math.min(context, DEFAULT_WINDOW))),
        output: Math.max(1, Math.round(written + estimateTokens(textOf(data.reasoningText), 'prose'))),
        toolCalls: requests.length,
        // No count anywhere, and the instructions that Copilot sends are no part of it.
        error: 'least',
      }),
    );
    this.state.context += written;
  }
}

/** Arguments come parsed or as the JSON text itself. */
function jsonText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return ''; // nested too deeply to be printed
  }
}

function isState(state: unknown): state is State {
  return (
    isObject(state) &&
    typeof state.session === 'string' &&
    typeof state.workspace === 'string' &&
    typeof state.context === 'number'
  );
}
