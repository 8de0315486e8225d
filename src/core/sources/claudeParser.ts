import { effortOf } from '../usage/effort';
import type { UsageRecord } from '../usage/usageRecord';
import { isPlausibleTime } from '../usage/timestamp';
import { mergeCopies } from '../usage/dedupe';
import { nanoFromDollars } from '../usage/money';
import { textHash } from '../usage/textHash';
import type { LogFile, LogParser, Sink } from './source';
import type { ClaudeUsage } from './claudeUsage';
import { ClaudeRowReader, type ClaudeRow } from './claudeRow';
import { ClaudeText, type OpenTool } from './claudeText';

/** What a transcript's later rows need of its earlier ones, when only these are read. */
interface State {
  time: number;
  cwd: string;
  tools: OpenTool[];
  last?: LastCall;
}

/** The call that was being written when the log was last read: its further rows may be still to come. */
interface LastCall {
  key: string;
  variant: string;
  toolCalls: number;
}

/** Reads Claude Code's transcripts. Format and dedupe rules: see claudeCode.ts. */
export class ClaudeParser implements LogParser {
  private readonly rows = new ClaudeRowReader((row) => this.text.answersEdit(row));
  private readonly text: ClaudeText;
  private readonly fileName: string;
  private lastTime: number;
  private cwd: string;
  /** The call being written: one response comes as several rows in a row, one per content block. */
  private call: UsageRecord | undefined;
  private last: LastCall | undefined;

  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
    state: unknown,
  ) {
    const s = state as State | undefined;
    this.lastTime = s?.time ?? NaN;
    this.cwd = s?.cwd ?? '';
    this.last = s?.last;
    this.text = new ClaudeText(file.path, sink, s?.tools);
    this.fileName = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.jsonl$/, '');
  }

  line(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const { sink } = this;
    const row = this.rows.read(bytes, offset === 0 ? afterMark(bytes, start) : start, end);
    if (!row) {
      if (!isBlank(bytes, start, end)) sink.problem('malformed-line', offset);
      return;
    }
    if (Number.isNaN(row.timestamp)) row.timestamp = this.lastTime;
    else if (!isPlausibleTime(row.timestamp, this.file.readAt)) {
      sink.problem('implausible-time', offset);
      row.timestamp = NaN;
    } else this.lastTime = row.timestamp;
    if (Number.isNaN(row.timestamp)) row.timestamp = this.file.modifiedAt;
    this.cwd = row.cwd ||= this.cwd;
    row.sessionId ||= this.fileName;

    if (row.usage && row.type !== 'user') this.usage(row, row.usage, bytes, start, end, offset);
    if (row.type !== 'progress') this.text.row(row, bytes, offset);
  }

  end(): State {
    this.flush();
    return {
      time: this.lastTime,
      cwd: this.cwd,
      tools: this.text.openTools(),
      last: this.last,
    };
  }

  private flush(): void {
    const { call } = this;
    if (!call) return;
    this.last = { key: call.dedupKey, variant: call.variant, toolCalls: call.toolCalls };
    this.sink.record(call);
    this.call = undefined;
  }

  private usage(row: ClaudeRow, usage: ClaudeUsage, bytes: Uint8Array, start: number, end: number, at: number): void {
    // Notices made by the program itself carry a usage of zeros and no model.
    if (row.model === '<synthetic>' || row.isApiError) return;
    if (this.repeatsCall(row, usage)) return;
    const record = this.record(row, usage, row.model, at);
    if (!record) {
      this.sink.problem('implausible-number', at);
      return;
    }
    record.dedupKey = row.messageId
      ? row.messageId
      : row.uuid
        ? `claude-code:uuid:${row.uuid}`
        : `claude-code:line:${textHash(bytes, start, end)}:${end - start}`;
    record.toolCalls = toolCalls(row);
    if (row.costUsd >= 0 && row.costUsd < 1e6) record.reportedCostNano = nanoFromDollars(row.costUsd);

    const last = this.call;
    if (last && last.dedupKey === record.dedupKey && last.variant === record.variant) {
      if (last.seen === undefined) this.sink.repeated?.(last);
      this.sink.repeated?.(record);
      this.call = mergeRows(last, record);
    } else {
      this.flush();
      this.call = record;
      const before = this.last;
      if (before?.key === record.dedupKey && before.variant === record.variant) record.toolCalls += before.toolCalls;
    }
    for (let i = 0; i < usage.advisors.length; i++)
      this.advisor(row, usage.advisors[i]!, `${record.dedupKey}:advisor:${i}`, at);
  }

  private advisor(row: ClaudeRow, usage: ClaudeUsage, key: string, at: number): void {
    const record = this.record(row, usage, usage.model, at);
    if (!record) {
      this.sink.problem('implausible-number', at);
      return;
    }
    record.dedupKey = key;
    record.operationName = 'advisor';
    // The row's is that of the model which asked for advice.
    record.effort = '';
    this.sink.record(record);
  }

  /** Most rows say no more of their call than the row before: seen without making a record. */
  private repeatsCall(row: ClaudeRow, usage: ClaudeUsage): boolean {
    const { call } = this;
    if (!call || row.messageId === '' || row.messageId !== call.dedupKey || row.requestId !== call.variant)
      return false;
    const tokens = usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
    const isPlain = usage.advisors.length === 0 && Number.isNaN(row.costUsd) && !this.sink.repeated;
    if (!isPlain || !(tokens <= call.inputTokens + call.outputTokens)) return false;
    call.toolCalls += toolCalls(row);
    call.timestamp = Math.min(call.timestamp, row.timestamp);
    call.effort ||= effortOf(row.effort);
    call.seen = (call.seen ?? 1) + 1;
    return true;
  }

  private record(row: ClaudeRow, usage: ClaudeUsage, model: string, offset: number): UsageRecord | undefined {
    if (Number.isNaN(usage.input)) return undefined;
    return {
      source: 'claude-code',
      // Proxies put other makers' models behind the same client.
      providerName: model.startsWith('claude') || model === '' ? 'anthropic' : '',
      requestModel: model,
      responseModel: '',
      responseId: row.messageId,
      conversationId: row.sessionId,
      operationName: 'chat',
      agentName: row.isSidechain ? row.agentId || 'sub-agent' : '',
      timestamp: row.timestamp,
      workspace: row.cwd,
      inputTokens: usage.input + usage.cacheRead + usage.cacheWrite,
      cacheReadInputTokens: usage.cacheRead,
      cacheCreationInputTokens: usage.cacheWrite,
      cacheCreation1hInputTokens: usage.cacheWrite1h,
      outputTokens: usage.output,
      reasoningOutputTokens: 0,
      serviceTier: usage.serviceTier,
      speed: usage.speed,
      effort: effortOf(row.effort),
      toolCalls: 0,
      webSearchRequests: usage.webSearches,
      basis: 'recorded',
      dedupKey: '',
      variant: row.requestId,
      replayed: row.isSidechain,
      storeRank: 0,
      at: { file: this.file.path, offset },
    };
  }
}

function toolCalls(row: ClaudeRow): number {
  let calls = 0;
  for (const item of row.content) if (item.type === 'tool_use') calls++;
  return calls;
}

/** Two rows of one response are merged as any copies are, but each has tools of its own. */
function mergeRows(a: UsageRecord, b: UsageRecord): UsageRecord {
  return { ...mergeCopies(a, b), toolCalls: a.toolCalls + b.toolCalls };
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! > 32) return false;
  return true;
}

/** Past a byte order mark, which an editor may have put before the first line. */
function afterMark(bytes: Uint8Array, start: number): number {
  return bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? start + 3 : start;
}
