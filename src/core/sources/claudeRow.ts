import { JsonSkim, KeySet, RecurringText, decodeString } from './jsonSkim';
import { readClaudeUsage, type ClaudeUsage } from './claudeUsage';
import { parseTimestamp } from '../usage/timestamp';

/** One element of a message's `content`, as bytes of the line. */
export interface ClaudeContent {
  type: 'text' | 'thinking' | 'tool_use' | 'tool_result' | 'image' | 'other';
  /** The text, input or result; quotes excluded where it is a string. */
  from: number;
  to: number;
  /** Tool name, or '' */
  name: string;
  /** tool_use id, of the call or of the result's call */
  toolId: string;
  /** A path, a program's name or a sub-agent's type. */
  target: string;
  isError: boolean;
}

/** What is wanted of one line of a transcript. Ranges are positions in the line's buffer; -1: absent. */
export class ClaudeRow {
  type = '';
  subtype = '';
  uuid = '';
  requestId = '';
  sessionId = '';
  cwd = '';
  agentId = '';
  /** NaN: absent or no time. */
  timestamp = NaN;
  isSidechain = false;
  isMeta = false;
  isCompactSummary = false;
  isApiError = false;
  compactTrigger = '';
  costUsd = NaN;
  messageId = '';
  model = '';
  usage: ClaudeUsage | undefined;
  hasMessage = false;
  content: ClaudeContent[] = [];
  /** `toolUseResult` of an edit. */
  patchFrom = -1;
  patchTo = -1;
  createdFrom = -1;
  createdTo = -1;

  reset(): void {
    this.type = this.subtype = this.uuid = this.requestId = this.sessionId = this.cwd = this.agentId = '';
    this.timestamp = this.costUsd = NaN;
    this.isSidechain = this.isMeta = this.isCompactSummary = this.isApiError = this.hasMessage = false;
    this.compactTrigger = this.messageId = this.model = '';
    this.usage = undefined;
    this.content.length = 0;
    this.patchFrom = this.patchTo = this.createdFrom = this.createdTo = -1;
  }
}

const ROW = new KeySet([
  'type',
  'subtype',
  'uuid',
  'requestId',
  'sessionId',
  'cwd',
  'agentId',
  'timestamp',
  'isSidechain',
  'isMeta',
  'isCompactSummary',
  'isApiErrorMessage',
  'compactMetadata',
  'costUSD',
  'message',
  'toolUseResult',
  'data',
]);
const MESSAGE = new KeySet(['id', 'model', 'usage', 'content']);
const CONTENT = new KeySet([
  'type',
  'text',
  'thinking',
  'data',
  'name',
  'id',
  'input',
  'tool_use_id',
  'content',
  'is_error',
  'source',
]);
const INPUT = new KeySet(['file_path', 'path', 'notebook_path', 'command', 'subagent_type']);
const RESULT = new KeySet(['structuredPatch', 'content', 'type']);
const CONTENT_TYPES: Record<string, ClaudeContent['type']> = {
  text: 'text',
  thinking: 'thinking',
  redacted_thinking: 'thinking',
  tool_use: 'tool_use',
  server_tool_use: 'tool_use',
  mcp_tool_use: 'tool_use',
  tool_result: 'tool_result',
  web_search_tool_result: 'tool_result',
  web_fetch_tool_result: 'tool_result',
  mcp_tool_result: 'tool_result',
  image: 'image',
  document: 'image',
};

const DATA = new KeySet(['message', 'agentId']);

/**
 * Reads rows, one at a time, into the same ClaudeRow: there are hundreds of thousands in a gigabyte, and what is made
 * for each of them has to be collected again.
 */
export class ClaudeRowReader {
  readonly row = new ClaudeRow();
  private readonly skim = new JsonSkim();
  private bytes: Uint8Array = new Uint8Array(0);
  // Values that hardly change from row to row.
  private readonly type = new RecurringText();
  private readonly sessionId = new RecurringText();
  private readonly cwd = new RecurringText();
  private readonly agentId = new RecurringText();
  private readonly model = new RecurringText();
  private readonly messageId = new RecurringText();
  private readonly requestId = new RecurringText();
  private readonly contentType = new RecurringText();
  private readonly name = new RecurringText();

  /** `wantsResult` says, when all else of a row is known, whether its `toolUseResult` is needed. */
  constructor(private readonly wantsResult: (row: ClaudeRow) => boolean) {}

  /** The row in bytes[start…end), valid until the next call; undefined: not a whole JSON object. */
  read(bytes: Uint8Array, start: number, end: number): ClaudeRow | undefined {
    const { row, skim } = this;
    this.bytes = bytes;
    row.reset();
    skim.broken = false;
    skim.reset(bytes, start, end);
    return this.readRow(row, 0) ? row : undefined;
  }

  private text(recurring: RecurringText): string {
    const { skim } = this;
    if (skim.peek() === 34 && skim.string()) return recurring.read(this.bytes, skim.from, skim.to);
    skim.skip();
    return '';
  }

  private readRow(row: ClaudeRow, depth: number): boolean {
    const { skim, bytes } = this;
    if (!skim.enter(123)) return false;
    while (skim.nextKey()) {
      switch (ROW.find(bytes, skim.from, skim.to)) {
        case 'type':
          row.type = this.text(this.type);
          break;
        case 'subtype':
          row.subtype = skim.text();
          break;
        case 'uuid':
          // Only a row without a message id is known by it: decoded then.
          if (skim.peek() === 34 && skim.string())
            row.uuid = row.messageId ? '-' : decodeString(bytes, skim.from, skim.to);
          else skim.skip();
          break;
        case 'requestId':
          row.requestId = this.text(this.requestId);
          break;
        case 'sessionId':
          row.sessionId = this.text(this.sessionId);
          break;
        case 'cwd':
          row.cwd = this.text(this.cwd);
          break;
        case 'agentId':
          row.agentId = this.text(this.agentId);
          break;
        case 'timestamp':
          if (skim.peek() === 34 && skim.string()) row.timestamp = parseTimestamp(bytes, skim.from, skim.to);
          else skim.skip();
          break;
        case 'isSidechain':
          row.isSidechain = skim.isTrue();
          break;
        case 'isMeta':
          row.isMeta = skim.isTrue();
          break;
        case 'isCompactSummary':
          row.isCompactSummary = skim.isTrue();
          break;
        case 'isApiErrorMessage':
          row.isApiError = skim.isTrue();
          break;
        case 'compactMetadata':
          row.compactTrigger = this.readTrigger();
          break;
        case 'costUSD': {
          skim.peek();
          const from = skim.pos;
          if (skim.skip() && skim.pos - from < 30) row.costUsd = Number(decodeString(bytes, from, skim.pos));
          break;
        }
        case 'message':
          this.readMessage(row);
          break;
        case 'toolUseResult':
          // Half of a log's bytes are results told a second time. What we need of the row stands before them in every
          // version, and only edits are described better here: for all else the rest of the line is passed over.
          if (depth === 0 && !Number.isNaN(row.timestamp) && row.sessionId !== '' && !this.wantsResult(row))
            return true;
          this.readToolUseResult(row);
          break;
        case 'data':
          // A progress row may hold a whole copy of a sub-agent's row.
          if (depth === 0) this.readProgress(row);
          else skim.skip();
          break;
        default:
          skim.skip();
      }
    }
    return !skim.broken;
  }

  private readMessage(row: ClaudeRow): void {
    const { skim, bytes } = this;
    if (!skim.enter(123)) {
      skim.skip();
      return;
    }
    row.hasMessage = true;
    while (skim.nextKey()) {
      switch (MESSAGE.find(bytes, skim.from, skim.to)) {
        case 'id':
          row.messageId = this.text(this.messageId);
          break;
        case 'model':
          row.model = this.text(this.model);
          break;
        case 'usage':
          row.usage = readClaudeUsage(skim, bytes);
          break;
        case 'content':
          this.readContent(row.content);
          break;
        default:
          skim.skip();
      }
    }
  }

  private readContent(out: ClaudeContent[]): void {
    const { skim, bytes } = this;
    if (skim.peek() === 34 && skim.string()) {
      out.push({ type: 'text', from: skim.from, to: skim.to, name: '', toolId: '', target: '', isError: false });
      return;
    }
    if (!skim.enter(91)) {
      skim.skip();
      return;
    }
    while (skim.nextElement()) {
      if (!skim.enter(123)) {
        skim.skip();
        continue;
      }
      const item: ClaudeContent = { type: 'other', from: 0, to: 0, name: '', toolId: '', target: '', isError: false };
      while (skim.nextKey()) {
        const key = CONTENT.find(bytes, skim.from, skim.to);
        switch (key) {
          case 'type': {
            const type = this.text(this.contentType);
            item.type = Object.hasOwn(CONTENT_TYPES, type) ? CONTENT_TYPES[type]! : 'other';
            break;
          }
          case 'name':
            item.name = this.text(this.name);
            break;
          case 'id':
          case 'tool_use_id':
            item.toolId = skim.text();
            break;
          case 'is_error':
            item.isError = skim.isTrue();
            break;
          case 'input':
            skim.peek();
            item.from = skim.pos;
            item.target = this.readTarget();
            item.to = skim.pos;
            break;
          case 'text':
          case 'thinking':
          case 'data':
          case 'content':
          case 'source':
            if (skim.peek() === 34 && skim.string()) {
              item.from = skim.from;
              item.to = skim.to;
            } else {
              item.from = skim.pos;
              skim.skip();
              item.to = skim.pos;
            }
            break;
          default:
            skim.skip();
        }
      }
      out.push(item);
    }
  }

  /** What a tool call is about: the file's path, the sub-agent's type, or the first word of a command. Nothing else of it. */
  private readTarget(): string {
    const { skim, bytes } = this;
    let target = '';
    if (!skim.enter(123)) {
      skim.skip();
      return '';
    }
    while (skim.nextKey()) {
      const key = INPUT.find(bytes, skim.from, skim.to);
      if (!key || skim.peek() !== 34 || !skim.string()) {
        skim.skip();
        continue;
      }
      if (key === 'command') target ||= program(decodeString(bytes, skim.from, Math.min(skim.to, skim.from + 200)));
      else if (skim.to - skim.from < 1000) target = decodeString(bytes, skim.from, skim.to);
    }
    return target;
  }

  private readTrigger(): string {
    const { skim, bytes } = this;
    let trigger = '';
    if (!skim.enter(123)) skim.skip();
    else
      while (skim.nextKey()) {
        if (decodeString(bytes, skim.from, Math.min(skim.to, skim.from + 20)) === 'trigger') trigger = skim.text();
        else skim.skip();
      }
    return trigger;
  }

  private readToolUseResult(row: ClaudeRow): void {
    const { skim, bytes } = this;
    if (!skim.enter(123)) {
      skim.skip();
      return;
    }
    let created = false;
    let from = -1;
    let to = -1;
    while (skim.nextKey()) {
      const key = RESULT.find(bytes, skim.from, skim.to);
      skim.peek();
      const at = skim.pos;
      if (key === 'type') created = skim.text() === 'create';
      else {
        skim.skip();
        if (key === 'structuredPatch') {
          row.patchFrom = at;
          row.patchTo = skim.pos;
        } else if (key === 'content') {
          from = at;
          to = skim.pos;
        }
      }
    }
    if (created) {
      row.createdFrom = from;
      row.createdTo = to;
    }
  }

  private readProgress(row: ClaudeRow): void {
    const { skim, bytes } = this;
    if (!skim.enter(123)) {
      skim.skip();
      return;
    }
    while (skim.nextKey()) {
      const key = DATA.find(bytes, skim.from, skim.to);
      if (key === 'agentId') row.agentId = skim.text() || row.agentId;
      else if (key === 'message' && skim.peek() === 123) {
        const inner = new ClaudeRow();
        this.readRow(inner, 1);
        if (inner.usage === undefined) continue;
        row.usage = inner.usage;
        row.messageId = inner.messageId;
        row.requestId = inner.requestId || row.requestId;
        row.model = inner.model;
        row.isSidechain = true;
        if (!Number.isNaN(inner.timestamp)) row.timestamp = inner.timestamp;
      } else skim.skip();
    }
  }
}

/** The program a command line runs, without its arguments, variables or folder. */
export function program(command: string): string {
  const words = command.trim().split(/\s+/, 20);
  const first = words.find((w) => !/^\w+=/.test(w) && w !== 'sudo' && w !== 'env') ?? '';
  const name = first.slice(first.lastIndexOf('/') + 1);
  return /^[\w.+-]{1,40}$/.test(name) ? name : '';
}
