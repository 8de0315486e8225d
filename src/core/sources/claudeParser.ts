import { BlockKind, type TextBlock } from '../usage/textBlock';
import type { UsageRecord } from '../usage/usageRecord';
import { isPlausibleTime } from '../usage/timestamp';
import { isFuller } from '../usage/dedupe';
import { nanoFromDollars } from '../usage/money';
import { textHash } from '../usage/textHash';
import { segment } from '../prompts/segment';
import type { LogFile, LogParser, Sink } from './source';
import type { ClaudeUsage } from './claudeUsage';
import type { ClaudeContent } from './claudeContent';
import { ClaudeRowReader, type ClaudeRow } from './claudeRow';
import { decodeString } from './jsonSkim';

const EDIT_TOOLS = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit']);
const SUB_AGENT_TOOLS = new Set(['Task', 'Agent']);
/** A tool call is answered within a few rows; a log that never answers must not make us remember for ever. */
const MOST_OPEN_TOOLS = 200;
/** Nobody's message has more parts. */
const MOST_PARTS = 50;

/** What a transcript's later rows need of its earlier ones, when only these are read. */
interface State {
  time: number;
  cwd: string;
  tools: [id: number, name: string, target: string][];
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
  private readonly rows = new ClaudeRowReader((row) => this.answersEdit(row));
  private readonly fileName: string;
  private lastTime: number;
  private cwd: string;
  private readonly openTools: Map<number, { name: string; target: string }>;
  /** The one block that is handed over again and again. */
  private readonly block: TextBlock & { at: { offset: number } };
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
    this.openTools = new Map((s?.tools ?? []).map(([id, name, target]) => [id, { name, target }]));
    this.block = {
      kind: BlockKind.Typed,
      source: 'claude-code',
      conversationId: '',
      agentName: '',
      timestamp: 0,
      bytes: 0,
      hash: 0,
      callKey: '',
      name: '',
      target: '',
      isError: false,
      added: 0,
      removed: 0,
      at: { file: file.path, offset: 0 },
    };
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
    if (row.type !== 'progress') this.blocks(row, bytes, offset);
  }

  end(): State {
    this.flush();
    return {
      time: this.lastTime,
      cwd: this.cwd,
      tools: [...this.openTools].map(([id, { name, target }]) => [id, name, target]),
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

  private answersEdit(row: ClaudeRow): boolean {
    for (const { toolId } of row.content) if (EDIT_TOOLS.has(this.openTools.get(toolId)?.name ?? '')) return true;
    return false;
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

  private blocks(row: ClaudeRow, bytes: Uint8Array, offset: number): void {
    if (row.type !== 'system' && row.content.length === 0) return;
    const { block } = this;
    block.conversationId = row.sessionId;
    block.agentName = row.isSidechain ? row.agentId || 'sub-agent' : '';
    block.timestamp = row.timestamp;
    block.callKey = row.type === 'assistant' ? row.messageId : '';
    block.at.offset = offset;
    if (row.type === 'system' && row.subtype.endsWith('compact_boundary')) {
      this.emit(BlockKind.Compaction, bytes, 0, 0, row.compactTrigger);
      return;
    }
    for (const item of row.content) {
      switch (item.type) {
        case 'text':
          if (row.isApiError) this.emit(BlockKind.Error, bytes, item.from, item.to);
          else if (row.type === 'assistant') this.emit(BlockKind.AssistantText, bytes, item.from, item.to);
          else if (row.type === 'user') this.userText(row, bytes, item);
          break;
        case 'thinking':
          this.emit(BlockKind.Thinking, bytes, item.from, item.to);
          break;
        case 'tool_use':
          this.remember(item);
          this.emitTool(SUB_AGENT_TOOLS.has(item.name) ? BlockKind.SubAgent : BlockKind.ToolCall, bytes, item);
          break;
        case 'tool_result': {
          const tool = this.openTools.get(item.toolId);
          this.openTools.delete(item.toolId);
          item.name = tool?.name ?? '';
          item.target = tool?.target ?? '';
          this.emitTool(BlockKind.ToolResult, bytes, item);
          if (!item.isError && EDIT_TOOLS.has(item.name)) this.edit(row, bytes, item);
          break;
        }
        case 'image':
          this.emit(BlockKind.Image, bytes, item.from, item.to);
          break;
        case 'other':
      }
    }
  }

  private remember({ toolId, name, target }: ClaudeContent): void {
    const { openTools } = this;
    // A call is answered soon or never: the oldest one gives way.
    for (const oldest of openTools.keys()) {
      if (openTools.size < MOST_OPEN_TOOLS) break;
      openTools.delete(oldest);
    }
    openTools.set(toolId, { name, target });
  }

  private userText(row: ClaudeRow, bytes: Uint8Array, item: ClaudeContent): void {
    const by = injectedBy(row);
    if (by) {
      this.emit(BlockKind.Injected, bytes, item.from, item.to, by);
      return;
    }
    const text = decodeString(bytes, item.from, item.to);
    const spans = segment(text);
    if (spans.length === 1) {
      this.emit(spans[0]!.kind, bytes, item.from, item.to);
      return;
    }
    const parts: { kind: BlockKind; text: string }[] = [];
    for (const { kind, start, end } of spans) {
      // The rest is added to what there is of its kind.
      const same = parts.length < MOST_PARTS ? undefined : parts.find((part) => part.kind === kind);
      if (same) same.text += text.slice(start, end);
      else parts.push({ kind, text: text.slice(start, end) });
    }
    for (const part of parts) {
      const encoded = encoder.encode(part.text);
      this.emit(part.kind, encoded, 0, encoded.length);
    }
  }

  private edit(row: ClaudeRow, bytes: Uint8Array, item: ClaudeContent): void {
    const { block } = this;
    block.added = row.added;
    block.removed = row.removed;
    this.emit(BlockKind.Edit, bytes, 0, 0, item.name, item.target);
    block.added = block.removed = 0;
  }

  private emitTool(kind: BlockKind, bytes: Uint8Array, item: ClaudeContent): void {
    this.block.isError = item.isError;
    this.emit(kind, bytes, item.from, item.to, item.name, item.target);
    this.block.isError = false;
  }

  /** What all blocks of a row share is set in `blocks`. */
  private emit(kind: BlockKind, bytes: Uint8Array, from: number, to: number, name = '', target = ''): void {
    const { block } = this;
    block.kind = kind;
    block.bytes = to - from;
    block.hash = textHash(bytes, from, to);
    block.name = name;
    block.target = target;
    this.sink.block(block);
  }
}

const encoder = new TextEncoder();

function toolCalls(row: ClaudeRow): number {
  let calls = 0;
  for (const item of row.content) if (item.type === 'tool_use') calls++;
  return calls;
}

/** Two rows of one response: the fuller figures, the first row's time and place, the tools of both. */
function mergeRows(a: UsageRecord, b: UsageRecord): UsageRecord {
  const kept = isFuller(a, b) ? b : a;
  return {
    ...kept,
    timestamp: Math.min(a.timestamp, b.timestamp),
    toolCalls: a.toolCalls + b.toolCalls,
    reportedCostNano: a.reportedCostNano ?? b.reportedCostNano,
    seen: (a.seen ?? 1) + 1,
  };
}

/** Who wrote a user row's text, if it was not the user; in a side thread no person speaks. */
function injectedBy(row: ClaudeRow): string {
  if (row.isCompactSummary) return 'compact-summary';
  if (row.isMeta) return 'meta';
  return row.isSidechain ? 'agent-prompt' : '';
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! > 32) return false;
  return true;
}

/** Past a byte order mark, which an editor may have put before the first line. */
function afterMark(bytes: Uint8Array, start: number): number {
  return bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? start + 3 : start;
}
