import { effortOf } from '../usage/effort';
import type { UsageRecord } from '../usage/usageRecord';
import { isPlausibleTime } from '../usage/timestamp';
import type { LogFile, LogParser, Sink } from './source';
import { KeySet } from './jsonSkim';
import { fieldsOf, readFields, textOf, timeOf, type Field } from './codexFields';
import { CodexCounter, readCodexTokens, type CodexTokens, type CounterState } from './codexCounter';
import { ESTIMATE_ERROR } from './codexEstimate';
import { CodexText, ITEM, type LineFacts, type TextState } from './codexText';
import { isReplay, newThread, passTime, type CodexThread } from './codexThread';

const LINE = new KeySet(['timestamp', 'type', 'payload', 'thread_id', 'usage']);
const META = new KeySet([
  'id',
  'session_id',
  'forked_from_id',
  'parent_thread_id',
  'thread_source',
  'source',
  'agent_nickname',
  'agent_role',
  'segment_id',
  'cwd',
  'model_provider',
  'cli_version',
  'base_instructions',
  'instructions',
]);
const SOURCE = new KeySet(['subagent']);
const SUB_AGENT = new KeySet(['thread_spawn', 'other']);
const SPAWN = new KeySet(['parent_thread_id', 'agent_nickname', 'agent_role']);
const TEXT = new KeySet(['text']);
const TURN = new KeySet(['model', 'cwd', 'effort']);
const REFERENCE = new KeySet(['thread_id']);
const TURN_ENDS = new Set(['task_complete', 'turn_complete', 'turn_aborted']);
const ACTION = new KeySet(['type']);
/** Nobody's version is longer. */
const LONGEST_VERSION = 40;
const INFO = new KeySet(['total_token_usage', 'last_token_usage', 'model']);

interface State {
  thread: CodexThread;
  counter: CounterState;
  text: TextState;
}

/** Reads Codex's rollouts and saved `codex exec --json` streams. Format and counting rules: see codex.ts. */
export class CodexParser implements LogParser {
  private readonly thread: CodexThread;
  private counter: CodexCounter;
  private readonly text: CodexText;

  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
    state: unknown,
  ) {
    const s = state as State | undefined;
    this.thread = { ...newThread(file), ...s?.thread };
    this.counter = new CodexCounter(s?.counter);
    this.text = new CodexText((block) => sink.block(block), s?.text);
  }

  line(bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (isBlank(bytes, start, end)) return;
    const f = readFields(bytes, start, end, LINE);
    if (!f) {
      this.sink.problem('malformed-line', offset);
      return;
    }
    const type = textOf(bytes, f.type);
    const at = { file: this.file.path, offset };
    if (type === 'thread.started') this.streamStarted(textOf(bytes, f.thread_id));
    else if (type === 'turn.completed') {
      this.count(readCodexTokens(bytes, f.usage), undefined, '', this.time(bytes, f.timestamp, offset), offset);
    }
    const payload = f.payload;
    if (!payload || bytes[payload.from] !== 123 || payload.isText) return;
    const timestamp = this.time(bytes, f.timestamp, offset);
    const facts = (): LineFacts => ({
      conversationId: this.thread.id,
      agentName: this.thread.agentName,
      timestamp,
      at,
    });
    switch (type) {
      case 'session_meta':
        this.sessionMeta(bytes, payload, timestamp, facts);
        break;
      case 'turn_context': {
        const turn = fieldsOf(bytes, payload, TURN);
        this.thread.model = textOf(bytes, turn.model) || this.thread.model;
        this.thread.workspace = textOf(bytes, turn.cwd) || this.thread.workspace;
        // A turn that names none goes by its model's default, whatever the turn before did.
        this.thread.effort = effortOf(textOf(bytes, turn.effort));
        break;
      }
      case 'rollout_reference':
        this.continues(textOf(bytes, fieldsOf(bytes, payload, REFERENCE).thread_id));
        break;
      case 'compacted':
        this.thread.compacted = true;
        if (!isReplay(this.thread, timestamp)) this.text.compacted(bytes, payload, facts());
        break;
      case 'event_msg':
      case 'response_item': {
        const item = fieldsOf(bytes, payload, ITEM);
        const itemType = textOf(bytes, item.type) || (item.role ? 'message' : '');
        if (itemType === 'token_count') this.tokenCount(bytes, item.info, timestamp, offset);
        else {
          if (type === 'response_item' && itemType.endsWith('_call')) this.toolCalled(itemType, bytes, item.action);
          if (!isReplay(this.thread, timestamp)) this.text.item(itemType, bytes, item, facts());
          if (type === 'event_msg' && TURN_ENDS.has(itemType)) this.turnEnded(timestamp, offset);
        }
      }
    }
  }

  end(): State {
    // A thread without any count so far may never get one.
    if (!this.counter.hasBegun) this.text.turnEnded();
    return { thread: this.thread, counter: this.counter.state(), text: this.text.state() };
  }

  private sessionMeta(bytes: Uint8Array, payload: Field, timestamp: number, facts: () => LineFacts): void {
    const { thread } = this;
    const meta = fieldsOf(bytes, payload, META);
    const id = textOf(bytes, meta.id) || textOf(bytes, meta.session_id);
    if (thread.isNamed) {
      // Only the first is the thread's own: a copied history brings those of its origins along.
      if (id === thread.id) {
        thread.workspace = textOf(bytes, meta.cwd) || thread.workspace;
        thread.clientVersion = versionIn(bytes, meta.cli_version) || thread.clientVersion;
      } else this.continues(id);
      return;
    }
    const subAgent = fieldsOf(bytes, meta.source, SOURCE).subagent;
    const role = fieldsOf(bytes, subAgent, SUB_AGENT);
    const spawn = fieldsOf(bytes, role.thread_spawn, SPAWN);
    const text = (...fields: (Field | undefined)[]): string =>
      fields.map((field) => textOf(bytes, field)).find((t) => t !== '') ?? '';

    thread.isNamed = id !== '';
    thread.id = id || thread.id;
    thread.startedAt = timestamp;
    thread.inherits = meta.segment_id?.isText === true;
    thread.workspace = text(meta.cwd) || thread.workspace;
    thread.provider = text(meta.model_provider);
    thread.clientVersion = versionIn(bytes, meta.cli_version);
    this.continues(text(meta.forked_from_id, meta.parent_thread_id, spawn.parent_thread_id));
    if (subAgent || text(meta.thread_source) === 'subagent') {
      const kind = text(subAgent, role.other);
      const named = text(meta.agent_nickname, spawn.agent_nickname, meta.agent_role, spawn.agent_role);
      thread.agentName = named || kind || 'sub-agent';
      if (kind === 'compact') thread.operationName = 'compaction';
    }
    const base = meta.base_instructions?.isText ? meta.base_instructions : undefined;
    this.text.instructions(
      bytes,
      base ?? fieldsOf(bytes, meta.base_instructions, TEXT).text ?? meta.instructions,
      facts(),
    );
  }

  /** This file's history began in `origin`, which may be an earlier file of the very same thread. */
  private continues(origin: string): void {
    if (origin === '') return;
    this.thread.inherits = true;
    if (origin === this.thread.id) return;
    this.thread.origin ||= origin;
    this.thread.root = origin;
  }

  private streamStarted(id: string): void {
    // One file may have caught the streams of several threads.
    if (this.thread.isStream && id !== this.thread.id) this.counter = new CodexCounter(undefined);
    this.thread.isStream = true;
    this.thread.isNamed = true;
    this.thread.id = id || this.thread.id;
  }

  private toolCalled(type: string, bytes: Uint8Array, action: Field | undefined): void {
    this.thread.toolCalls++;
    // Opening a page or looking for words in it is part of the search before.
    const act = textOf(bytes, fieldsOf(bytes, action, ACTION).type) || 'search';
    if (type === 'web_search_call' && act === 'search') this.thread.webSearches++;
  }

  private tokenCount(bytes: Uint8Array, field: Field | undefined, timestamp: number, offset: number): void {
    const info = fieldsOf(bytes, field, INFO);
    const total = readCodexTokens(bytes, info.total_token_usage);
    const last = readCodexTokens(bytes, info.last_token_usage);
    this.count(total, last, textOf(bytes, info.model), timestamp, offset);
  }

  private count(
    total: CodexTokens | undefined,
    last: CodexTokens | undefined,
    model: string,
    timestamp: number,
    offset: number,
  ): void {
    const { thread } = this;
    const calls = this.counter.count(total, last, thread.inherits);
    if (calls === 'implausible') this.sink.problem('implausible-number', offset);
    if (calls === 'implausible' || calls.length === 0) return;
    const told = calls.pop()!;
    for (const untold of calls) this.untold(untold, model || thread.model, timestamp, offset);
    const record = this.record(told, model || thread.model, this.counter.point, timestamp, offset);
    this.emit(record, this.counter.point, timestamp);
    this.text.called(record.dedupKey);
    thread.compacted = false;
  }

  /** A call that only the totals know of: after a compaction that one, if its model was asked elsewhere. */
  private untold(used: CodexTokens, model: string, timestamp: number, offset: number): void {
    const { thread } = this;
    const { toolCalls, webSearches } = thread;
    thread.toolCalls = thread.webSearches = 0;
    const point = `${this.counter.point}~`;
    const record = this.record(used, model, point, timestamp, offset);
    if (thread.compacted) record.operationName = 'compaction';
    this.emit(record, point, timestamp);
    Object.assign(thread, { toolCalls, webSearches });
  }

  private emit(record: UsageRecord, point: string, timestamp: number): void {
    const { thread } = this;
    if (thread.origin) {
      record.originalKey = `codex:${thread.root}:${point}`;
      record.originalConversation = thread.origin;
      record.inFork = isReplay(thread, timestamp);
    }
    this.sink.record(record);
  }

  /** The turn of a thread without any count (aborted at once, a provider that tells no usage) is estimated. */
  private turnEnded(timestamp: number, offset: number): void {
    const used = this.text.estimate.take();
    if (used && !this.counter.hasBegun) {
      const record = this.record(used, this.thread.model, `estimate:${this.thread.calls}`, timestamp, offset);
      this.sink.record({ ...record, basis: 'estimated', estimateError: ESTIMATE_ERROR });
      this.text.called(record.dedupKey);
    }
    this.text.turnEnded();
  }

  private record(used: CodexTokens, model: string, key: string, timestamp: number, offset: number): UsageRecord {
    const { thread } = this;
    thread.calls++;
    const cached = Math.min(used.cached, used.input);
    const record: UsageRecord = {
      source: 'codex',
      providerName: thread.provider || (/^(?:gpt-|o[134]|codex)/.test(model) ? 'openai' : ''),
      requestModel: model,
      responseModel: '',
      // Codex gives calls no ids: the thread's id and the call's place in it are what can be quoted.
      responseId: `${thread.id}#${thread.calls}`,
      conversationId: thread.id,
      operationName: thread.isStream ? 'turn' : thread.operationName,
      agentName: thread.agentName,
      timestamp,
      workspace: thread.workspace,
      inputTokens: used.input,
      cacheReadInputTokens: cached,
      cacheCreationInputTokens: Math.min(used.written, used.input - cached),
      cacheCreation1hInputTokens: 0,
      outputTokens: used.output,
      reasoningOutputTokens: Math.min(used.reasoning, used.output),
      serviceTier: '',
      speed: '',
      effort: thread.effort,
      clientVersion: thread.clientVersion,
      toolCalls: thread.toolCalls,
      webSearchRequests: thread.webSearches,
      basis: 'recorded',
      dedupKey: `codex:${thread.id}:${key}`,
      variant: '',
      replayed: false,
      // A saved stream knows whole turns only; where the rollout is there too, that one counts.
      storeRank: thread.isStream ? 0 : 1,
      at: { file: this.file.path, offset },
    };
    thread.toolCalls = 0;
    thread.webSearches = 0;
    return record;
  }

  private time(bytes: Uint8Array, field: Field | undefined, offset: number): number {
    const { thread, file } = this;
    if (!field || bytes[field.from] === 110) return thread.lastTime || file.modifiedAt;
    const time = timeOf(bytes, field);
    if (isPlausibleTime(time, file.readAt)) {
      passTime(thread, time);
      return time;
    }
    this.sink.problem('implausible-time', offset);
    return file.modifiedAt;
  }
}

function versionIn(bytes: Uint8Array, field: Field | undefined): string {
  const version = textOf(bytes, field);
  return version.length <= LONGEST_VERSION ? version : '';
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  let i = start;
  while (i < end && (bytes[i] === 32 || bytes[i] === 9 || bytes[i] === 13)) i++;
  return i === end;
}
