import type { LogFile, LogParser, Sink } from './source';
import { arrayOf, isObject, objectAt, parseJson, textOr, tokenCount, type JsonObject } from './copilotJson';
import { childCall } from './copilotChild';
import { nanoFromUnits, splitModelId } from './copilotModel';
import { copilotRecord, timeOr } from './copilotRecord';
import { EFFORT } from './copilotSpansQuery';
import type { Store } from './copilotStore';

/** Reads the rows of SPANS_QUERY. */
export class CopilotTracesParser implements LogParser {
  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
  ) {}

  row(row: JsonObject): void {
    emitSpan(this.file, this.sink, 'AgentTraces', 0, {
      spanId: row.span_id,
      startedAt: row.start_time_ms,
      chatSession: row.chat_session_id,
      parentSession: row.parent_chat_session_id,
      conversation: row.conversation_id,
      label: row.debug_log_label,
      debugName: row.debug_name,
      agent: row.agent_name,
      requestModel: row.request_model,
      responseModel: row.response_model,
      responseId: row.response_id,
      input: row.input_tokens,
      output: row.output_tokens,
      cacheRead: row.cached_tokens,
      // Attributes are stored as text.
      cacheCreation: numberIn(row.cache_creation_tokens),
      reasoning: row.reasoning_tokens,
      effort: row.effort,
      nanoUnits: row.nano_units,
    });
  }
}

/**
 * Reads what the OpenTelemetry file exporter appends: spans, log records and metrics as the JavaScript SDK prints them,
 * one JSON object per line, mixed. Only `chat` spans are taken; the others describe the same calls again.
 */
export class CopilotSpanFileParser implements LogParser {
  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
  ) {}

  line(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const line = parseJson(bytes, start, end);
    if (!isObject(line)) {
      this.sink.problem('malformed-line', offset);
      return;
    }
    const attributes = objectAt(line.attributes);
    const spanId = line.spanId ?? objectAt(line._spanContext).spanId ?? objectAt(line.spanContext).spanId;
    // Log records name the span they belong to, but have no start.
    if (attributes['gen_ai.operation.name'] !== 'chat' || line.startTime === undefined || typeof spanId !== 'string')
      return;
    const [seconds, nanoseconds] = arrayOf(line.startTime);
    emitSpan(this.file, this.sink, 'SpanFile', offset, {
      spanId,
      startedAt: typeof seconds === 'number' ? seconds * 1000 + Number(nanoseconds ?? 0) / 1e6 : NaN,
      chatSession: attributes['copilot_chat.chat_session_id'],
      parentSession: attributes['copilot_chat.parent_chat_session_id'],
      conversation: attributes['gen_ai.conversation.id'],
      label: attributes['copilot_chat.debug_log_label'],
      debugName: attributes['copilot_chat.debug_name'],
      agent: attributes['gen_ai.agent.name'],
      requestModel: attributes['gen_ai.request.model'],
      responseModel: attributes['gen_ai.response.model'],
      responseId: attributes['gen_ai.response.id'],
      input: attributes['gen_ai.usage.input_tokens'],
      output: attributes['gen_ai.usage.output_tokens'],
      cacheRead: attributes['gen_ai.usage.cache_read.input_tokens'],
      cacheCreation: attributes['gen_ai.usage.cache_creation.input_tokens'],
      reasoning: attributes['gen_ai.usage.reasoning_tokens'] ?? attributes['gen_ai.usage.reasoning.output_tokens'],
      effort: attributes[EFFORT],
      nanoUnits: attributes['copilot_chat.copilot_usage_nano_aiu'],
    });
  }
}

type Span = Record<
  | 'spanId'
  | 'startedAt'
  | 'chatSession'
  | 'parentSession'
  | 'conversation'
  | 'label'
  | 'debugName'
  | 'agent'
  | 'requestModel'
  | 'responseModel'
  | 'responseId'
  | 'input'
  | 'output'
  | 'cacheRead'
  | 'cacheCreation'
  | 'reasoning'
  | 'effort'
  | 'nanoUnits',
  unknown
>;

function emitSpan(file: LogFile, sink: Sink, store: Store['name'], offset: number, span: Span): void {
  const input = tokenCount(span.input);
  const output = tokenCount(span.output);
  // A call that failed before it was answered reports no tokens.
  if (input === undefined && output === undefined) return;
  const [cacheRead, cacheCreation, reasoning] = [span.cacheRead, span.cacheCreation, span.reasoning].map(
    (value) => tokenCount(value) ?? 0,
  ) as [number, number, number];
  const spanId = textOr(span.spanId, '');
  if (!spanId || Number.isNaN((input ?? 0) + (output ?? 0) + cacheRead + cacheCreation + reasoning)) {
    sink.problem('implausible-number', offset);
    return;
  }
  const own = textOr(span.chatSession, textOr(span.conversation, ''));
  const conversation = textOr(span.parentSession, own);
  const label = textOr(span.label, conversation === own ? '' : 'subagent');
  sink.record(
    copilotRecord(file, store, offset, {
      ...childCall(label, textOr(span.debugName, ''), textOr(span.agent, '')),
      key: `${conversation}:span:${spanId}`,
      id: textOr(span.responseId, spanId),
      conversation,
      timestamp: timeOr(span.startedAt, file, sink, offset),
      name: splitModelId(textOr(span.requestModel, '')),
      responseModel: splitModelId(textOr(span.responseModel, '')).model,
      input: input ?? 0,
      output: output ?? 0,
      cacheRead,
      cacheCreation,
      reasoning,
      effort: span.effort,
      reportedCostNano: nanoFromUnits(span.nanoUnits),
    }),
  );
}

function numberIn(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}
