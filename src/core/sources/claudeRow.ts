import { LastKey } from './jsonIndex';
import { JsonSkim, KeySet, RecurringText, decodeString, namesOf } from './jsonSkim';
import { readClaudeContent, type ClaudeContent } from './claudeContent';
import { readClaudeEdit } from './claudeEdit';
import { readClaudeUsage, type ClaudeUsage } from './claudeUsage';
import { parseTimestamp } from '../usage/timestamp';

/** What is wanted of one line of a transcript. */
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
  /** As logged, whatever it says: since 2.1.212 on the row itself, not in its message. */
  effort = '';
  messageId = '';
  model = '';
  usage: ClaudeUsage | undefined;
  hasMessage = false;
  content: ClaudeContent[] = [];
  /** Lines, by the `toolUseResult` of an edit. */
  added = 0;
  removed = 0;

  reset(): void {
    this.type = this.subtype = this.uuid = this.requestId = this.sessionId = this.cwd = this.agentId = '';
    this.timestamp = this.costUsd = NaN;
    this.isSidechain = this.isMeta = this.isCompactSummary = this.isApiError = this.hasMessage = false;
    this.compactTrigger = this.messageId = this.model = this.effort = '';
    this.usage = undefined;
    this.content.length = 0;
    this.added = this.removed = 0;
  }
}

enum RowKey {
  type,
  subtype,
  uuid,
  requestId,
  sessionId,
  cwd,
  agentId,
  timestamp,
  isSidechain,
  isMeta,
  isCompactSummary,
  isApiErrorMessage,
  compactMetadata,
  costUSD,
  effort,
  message,
  toolUseResult,
  data,
}
const ROW = new KeySet(namesOf(RowKey));
const RESULT = new LastKey('toolUseResult');
enum MessageKey {
  id,
  model,
  usage,
  content,
}
const MESSAGE = new KeySet(namesOf(MessageKey));
const DATA = new KeySet(['message', 'agentId']);
const COMPACTION = new KeySet(['trigger']);

/**
 * Reads rows, one at a time, into the same ClaudeRow: there are hundreds of thousands in a gigabyte, and what is made
 * for each of them has to be collected again.
 */
export class ClaudeRowReader {
  readonly row = new ClaudeRow();
  /** The row that a progress row holds a copy of. */
  private readonly inner = new ClaudeRow();
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
  private readonly effort = new RecurringText();

  /** `wantsResult` says, when all else of a row is known, whether its `toolUseResult` is needed. */
  constructor(private readonly wantsResult: (row: ClaudeRow) => boolean) {}

  /** The row in bytes[start…end), valid until the next call; undefined: not a whole JSON object. */
  read(bytes: Uint8Array, start: number, end: number): ClaudeRow | undefined {
    const { row, skim } = this;
    this.bytes = bytes;
    row.reset();
    this.inner.usage = undefined;
    skim.broken = false;
    skim.reset(bytes, start, end, RESULT);
    return this.readRow(row, 0) ? row : undefined;
  }

  private readRow(row: ClaudeRow, depth: number): boolean {
    const { skim, bytes } = this;
    if (!skim.enter(123)) return false;
    let resultAt = -1;
    while (skim.nextKey()) {
      switch (ROW.indexOf(bytes, skim.from, skim.to)) {
        case RowKey.type:
          row.type = this.type.next(skim, bytes);
          break;
        case RowKey.subtype:
          row.subtype = skim.text();
          break;
        case RowKey.uuid:
          // Only a call without a message id is known by it: decoded then.
          if (row.messageId || (row.hasMessage && !row.usage)) skim.skip();
          else row.uuid = skim.text();
          break;
        case RowKey.requestId:
          row.requestId = this.requestId.next(skim, bytes);
          break;
        case RowKey.sessionId:
          row.sessionId = this.sessionId.next(skim, bytes);
          break;
        case RowKey.cwd:
          row.cwd = this.cwd.next(skim, bytes);
          break;
        case RowKey.agentId:
          row.agentId = this.agentId.next(skim, bytes);
          break;
        case RowKey.timestamp:
          if (skim.peek() === 34 && skim.string()) row.timestamp = parseTimestamp(bytes, skim.from, skim.to);
          else skim.skip();
          break;
        case RowKey.isSidechain:
          row.isSidechain = skim.isTrue();
          break;
        case RowKey.isMeta:
          row.isMeta = skim.isTrue();
          break;
        case RowKey.isCompactSummary:
          row.isCompactSummary = skim.isTrue();
          break;
        case RowKey.isApiErrorMessage:
          row.isApiError = skim.isTrue();
          break;
        case RowKey.compactMetadata:
          row.compactTrigger = this.readTrigger();
          break;
        case RowKey.costUSD: {
          skim.peek();
          const from = skim.pos;
          if (skim.skip() && skim.pos - from < 30) row.costUsd = Number(decodeString(bytes, from, skim.pos));
          break;
        }
        case RowKey.effort:
          row.effort = this.effort.next(skim, bytes);
          break;
        case RowKey.message:
          this.readMessage(row);
          break;
        case RowKey.toolUseResult:
          // Half of a log's bytes are results told a second time. What we need of the row stands before them in every
          // version, and only edits are described better here: for all else the rest of the line is passed over.
          if (depth > 0 || !isComplete(row)) {
            skim.peek();
            resultAt = skim.pos;
            skim.skip();
          } else if (this.wantsResult(row)) this.readResult(row);
          else return true;
          break;
        case RowKey.data:
          if (depth === 0) this.readProgress(this.inner);
          else skim.skip();
          break;
        default:
          skim.skip();
      }
    }
    if (skim.broken) return false;
    if (depth > 0) return true;
    if (this.inner.usage && !row.hasMessage) this.takeOver(row, this.inner);
    if (resultAt >= 0 && this.wantsResult(row)) {
      skim.pos = resultAt;
      this.readResult(row);
    }
    return true;
  }

  private readResult(row: ClaudeRow): void {
    this.skim.indexFromHere();
    readClaudeEdit(this.skim, this.bytes, row);
  }

  private readMessage(row: ClaudeRow): void {
    const { skim, bytes } = this;
    if (!skim.enter(123)) {
      skim.skip();
      return;
    }
    row.hasMessage = true;
    while (skim.nextKey()) {
      switch (MESSAGE.indexOf(bytes, skim.from, skim.to)) {
        case MessageKey.id:
          row.messageId = this.messageId.next(skim, bytes);
          break;
        case MessageKey.model:
          row.model = this.model.next(skim, bytes);
          break;
        case MessageKey.usage:
          row.usage = readClaudeUsage(skim, bytes);
          break;
        case MessageKey.content:
          readClaudeContent(skim, bytes, row.content);
          break;
        default:
          skim.skip();
      }
    }
  }

  private readTrigger(): string {
    const { skim, bytes } = this;
    let trigger = '';
    if (!skim.enter(123)) skim.skip();
    else
      while (skim.nextKey()) {
        if (COMPACTION.find(bytes, skim.from, skim.to) === 'trigger') trigger = skim.text();
        else skim.skip();
      }
    return trigger;
  }

  /** A progress row's `data`: may hold a whole copy of a sub-agent's row, which goes to `inner`. */
  private readProgress(inner: ClaudeRow): void {
    const { skim, bytes } = this;
    inner.reset();
    if (!skim.enter(123)) {
      skim.skip();
      return;
    }
    let agentId = '';
    while (skim.nextKey()) {
      const key = DATA.find(bytes, skim.from, skim.to);
      if (key === 'agentId') agentId = skim.text();
      else if (key === 'message' && skim.peek() === 123) {
        inner.reset();
        this.readRow(inner, 1);
      } else skim.skip();
    }
    inner.agentId ||= agentId;
  }

  /** What a progress row tells of a sub-agent's call. */
  private takeOver(row: ClaudeRow, inner: ClaudeRow): void {
    row.usage = inner.usage;
    row.messageId = inner.messageId;
    row.requestId = inner.requestId || row.requestId;
    row.uuid = inner.uuid || row.uuid;
    row.model = inner.model;
    row.effort = inner.effort;
    row.agentId = inner.agentId || row.agentId;
    row.isApiError = inner.isApiError;
    row.isSidechain = true;
    for (const item of inner.content) row.content.push(item);
    if (!Number.isNaN(inner.timestamp)) row.timestamp = inner.timestamp;
  }
}

/** Is all known that a row's blocks are told by? */
function isComplete(row: ClaudeRow): boolean {
  return row.hasMessage && row.type !== '' && row.sessionId !== '' && !Number.isNaN(row.timestamp);
}
