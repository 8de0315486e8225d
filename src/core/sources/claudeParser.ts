import { BlockKind, type TextBlock } from '../usage/textBlock';
import type { UsageRecord } from '../usage/usageRecord';
import { isPlausibleTime } from '../usage/timestamp';
import { isFuller } from '../usage/dedupe';
import { nanoFromDollars } from '../usage/money';
import { textHash } from '../usage/textHash';
import { segment } from '../prompts/segment';
import type { LogFile, LogParser, Sink } from './source';
import type { ClaudeUsage } from './claudeUsage';
import { ClaudeRowReader, type ClaudeContent, type ClaudeRow } from './claudeRow';
import { JsonSkim, decodeString } from './jsonSkim';

const EDIT_TOOLS = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit']);
const SUB_AGENT_TOOLS = new Set(['Task', 'Agent']);
/** A tool call is answered within a few rows; a log that never answers must not make us remember for ever. */
const MOST_OPEN_TOOLS = 200;

/** What a transcript's later rows need of its earlier ones, when only these are read. */
interface State {
  time: number;
  cwd: string;
  tools: [id: string, name: string, target: string][];
}

/** Reads Claude Code's transcripts. Format and dedupe rules: see claudeCode.ts. */
export class ClaudeParser implements LogParser {
  private readonly rows = new ClaudeRowReader((row) =>
    row.content.some((item) => EDIT_TOOLS.has(this.openTools.get(item.toolId)?.name ?? '')),
  );
  private readonly fileName: string;
  private lastTime: number;
  private cwd: string;
  private readonly openTools: Map<string, { name: string; target: string }>;
  /** The one block that is handed over again and again. */
  private readonly block: TextBlock & { at: { offset: number } };
  /** The call being written: one response comes as several rows in a row, one per content block. */
  private call: UsageRecord | undefined;

  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
    state: unknown,
  ) {
    const s = state as State | undefined;
    this.lastTime = s?.time ?? NaN;
    this.cwd = s?.cwd ?? '';
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
    const row = this.rows.read(bytes, start, end);
    if (!row) {
      sink.problem('malformed-line', offset);
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
    };
  }

  private flush(): void {
    if (this.call) this.sink.record(this.call);
    this.call = undefined;
  }

  private usage(row: ClaudeRow, usage: ClaudeUsage, bytes: Uint8Array, start: number, end: number, at: number): void {
    // Notices made by the program itself carry a usage of zeros and no model.
    if (row.model === '<synthetic>' || row.isApiError) return;
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
    record.toolCalls = row.content.filter((c) => c.type === 'tool_use').length;
    if (row.costUsd >= 0 && row.costUsd < 1e6) record.reportedCostNano = nanoFromDollars(row.costUsd);

    const last = this.call;
    if (last && last.dedupKey === record.dedupKey && last.variant === record.variant) {
      if (last.seen === undefined) this.sink.repeated?.(last);
      this.sink.repeated?.(record);
      this.call = mergeRows(last, record);
    } else {
      this.flush();
      this.call = record;
    }
    usage.advisors.forEach((advisor, i) => {
      const spent = this.record(row, advisor, advisor.model, at);
      if (!spent) {
        this.sink.problem('implausible-number', at);
        return;
      }
      spent.dedupKey = `${record.dedupKey}:advisor:${i}`;
      spent.operationName = 'advisor';
      this.sink.record(spent);
    });
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
          if (this.openTools.size < MOST_OPEN_TOOLS)
            this.openTools.set(item.toolId, { name: item.name, target: item.target });
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

  private userText(row: ClaudeRow, bytes: Uint8Array, item: ClaudeContent): void {
    if (row.isMeta || row.isCompactSummary) {
      this.emit(BlockKind.Injected, bytes, item.from, item.to, row.isCompactSummary ? 'compact-summary' : 'meta');
      return;
    }
    const text = decodeString(bytes, item.from, item.to);
    const spans = segment(text);
    if (spans.length === 1) {
      this.emit(spans[0]!.kind, bytes, item.from, item.to);
      return;
    }
    for (const span of spans) {
      const part = encoder.encode(text.slice(span.start, span.end));
      this.emit(span.kind, part, 0, part.length);
    }
  }

  private edit(row: ClaudeRow, bytes: Uint8Array, item: ClaudeContent): void {
    const { block } = this;
    if (row.createdFrom >= 0) block.added = lineCount(bytes, row.createdFrom, row.createdTo);
    else if (row.patchFrom >= 0) Object.assign(block, patchLines(bytes, row.patchFrom, row.patchTo));
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

/** Lines of a JSON string's bytes, by its `\n` escapes. */
function lineCount(bytes: Uint8Array, from: number, to: number): number {
  if (to - from <= 2) return 0;
  let lines = 1;
  for (let i = from; i < to; i++) {
    if (bytes[i] !== 92) continue;
    i++;
    // A line feed at the very end closes the last line rather than beginning another.
    if (bytes[i] === 110 && i < to - 2) lines++;
  }
  return lines;
}

/** Added and removed lines of a `structuredPatch`: hunks with `lines` that begin with '+', '-' or a blank. */
function patchLines(bytes: Uint8Array, from: number, to: number): { added: number; removed: number } {
  const count = { added: 0, removed: 0 };
  const skim = new JsonSkim();
  skim.reset(bytes, from, to);
  if (!skim.enter(91)) return count;
  while (skim.nextElement()) {
    if (!skim.enter(123)) {
      skim.skip();
      continue;
    }
    while (skim.nextKey()) {
      if (decodeString(bytes, skim.from, Math.min(skim.to, skim.from + 6)) !== 'lines' || !skim.enter(91)) {
        skim.skip();
        continue;
      }
      while (skim.nextElement()) {
        if (!skim.skip()) return count;
        if (bytes[skim.from] === 43) count.added++;
        else if (bytes[skim.from] === 45) count.removed++;
      }
    }
  }
  return count;
}
