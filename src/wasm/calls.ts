import { RecordColumn as Field, RecordFlag } from '../core/usage/recordColumn';
import { Contents, Part } from './content';
import { problem } from './host';
import { literal } from './literal';
import { UsageRecord } from './records';
import { row } from './row';
import { Bytes } from './bytes';
import { endOf, startOf, textAt, Text, wordOf } from './texts';
import { textHash } from './textHash';
import { Usage } from './usage';
import { word, wordAt } from './words';

const CLAUDE_CODE = literal('claude-code');
const ANTHROPIC = literal('anthropic');
const CHAT = literal('chat');
const ADVISOR = literal('advisor');
const SUB_AGENT = literal('sub-agent');
const RECORDED = literal('recorded');
const BY_UUID = literal('claude-code:uuid:');
const BY_LINE = literal('claude-code:line:');
const OF_ADVISOR = literal(':advisor:');
const ATTEMPT = literal('attempt');
const OF_ATTEMPT = literal(':attempt:');
const SYNTHETIC = word('<synthetic>');
const CLAUDE = word('claude');
/** Nobody's version is longer. */
const LONGEST_VERSION: usize = 40;
/** Place of 'implausible-number' among the host's problems. */
const IMPLAUSIBLE_NUMBER = 2;

/** The calls of a log: one response comes as several rows in a row, one per content block. */
export class Calls {
  /** Every row is a record of its own. */
  static separate: bool = false;
  /** Of the call that was written last, and perhaps still is: what it takes to see that a row is of the same one. */
  static lastKey: Text = 0;
  static lastVariant: Text = 0;
  static lastToolCalls: f64 = 0;

  static forget(): void {
    isOpen = false;
    Calls.lastKey = Calls.lastVariant = 0;
    Calls.lastToolCalls = 0;
  }

  /** The call that `row`, the bytes from…to of the log at `offset`, tells. */
  static add(from: usize, to: usize, offset: f64): void {
    // Notices made by the program itself carry a usage of zeros and no model.
    if (row.isApiError || wordOf(row.model) === SYNTHETIC) return;
    const usage = row.usage;
    if (repeatsCall(usage)) return;
    if (!fill(usage, row.model, offset)) return;
    const key = keyOf(from, to);
    next.set(Field.DedupKey, key);
    next.set(Field.ToolCalls, toolCalls());
    next.set(Field.ReportedCost, row.costNano);
    if (Calls.separate) {
      next.emit();
    } else if (isOpen && call.get(Field.DedupKey) === key && call.get(Field.Variant) === next.get(Field.Variant)) {
      call.merge(next, merged);
      merged.copyTo(call);
    } else {
      Calls.flush();
      next.copyTo(call);
      isOpen = true;
      if (Calls.lastKey === key && Calls.lastVariant === row.requestId) {
        call.set(Field.ToolCalls, call.get(Field.ToolCalls) + Calls.lastToolCalls);
      }
    }
    const others = usage.otherCount;
    for (let i: u32 = 0; i < others; i++) {
      const other = usage.other(i);
      const isAgain = other.isAttempt && other.model === row.model;
      if (isAgain || !fill(other, other.model, offset)) continue;
      const infix = other.isAttempt ? OF_ATTEMPT : OF_ADVISOR;
      next.set(Field.DedupKey, composed(startOf(key), endOf(key) - startOf(key), infix.at, infix.length, i));
      next.set(Field.Operation, other.isAttempt ? ATTEMPT.text : ADVISOR.text);
      // The row's is that of the model which answered.
      next.set(Field.Effort, 0);
      next.emit();
    }
  }

  /** The call that was being written is whole, as far as the log goes. */
  static flush(): void {
    if (!isOpen) return;
    isOpen = false;
    Calls.lastKey = <Text>call.get(Field.DedupKey);
    Calls.lastVariant = <Text>call.get(Field.Variant);
    Calls.lastToolCalls = call.get(Field.ToolCalls);
    call.emit();
  }
}

let isOpen = false;
const call = UsageRecord.create();
const next = UsageRecord.create();
const merged = UsageRecord.create();

/** Who a row's call or text is of: '' for the main thread. */
export function agentOf(): Text {
  if (!row.isSidechain) return 0;
  return row.agentId ? row.agentId : SUB_AGENT.text;
}

/** Most rows say no more of their call than the row before: seen without making a record. */
function repeatsCall(usage: Usage): bool {
  if (!isOpen || row.messageId === 0) return false;
  if (<f64>row.messageId !== call.get(Field.DedupKey) || <f64>row.requestId !== call.get(Field.Variant)) return false;
  if (usage.otherCount !== 0 || !isNaN(row.costNano)) return false;
  const tokens = usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
  if (!(tokens <= call.get(Field.Input) + call.get(Field.Output))) return false;
  call.set(Field.ToolCalls, call.get(Field.ToolCalls) + toolCalls());
  call.set(Field.Timestamp, min(call.get(Field.Timestamp), row.timestamp));
  if (call.get(Field.Effort) === 0) call.set(Field.Effort, row.effort);
  if (call.get(Field.ClientVersion) === 0) call.set(Field.ClientVersion, clientVersion());
  const seen = call.get(Field.Seen);
  call.set(Field.Seen, isNaN(seen) ? 2 : seen + 1);
  return true;
}

/** Puts into `next` what a usage says; false: it is implausible. */
function fill(usage: Usage, model: Text, offset: f64): bool {
  if (isNaN(usage.input)) {
    problem(IMPLAUSIBLE_NUMBER, offset);
    return false;
  }
  next.set(Field.Timestamp, row.timestamp);
  next.set(Field.Input, usage.allInput);
  next.set(Field.CacheRead, usage.cacheRead);
  next.set(Field.CacheWrite, usage.cacheWrite);
  next.set(Field.CacheWrite1h, usage.cacheWrite1h);
  next.set(Field.Output, usage.output);
  next.set(Field.Reasoning, 0);
  next.set(Field.ToolCalls, 0);
  next.set(Field.WebSearches, usage.webSearches);
  next.set(Field.StoreRank, 0);
  next.set(Field.ReportedCost, NaN);
  next.set(Field.EstimateError, NaN);
  next.set(Field.Seen, NaN);
  next.set(Field.Source, CLAUDE_CODE.text);
  // Proxies put other makers' models behind the same client.
  next.set(Field.Provider, model === 0 || isClaude(model) ? ANTHROPIC.text : 0);
  next.set(Field.RequestModel, model);
  next.set(Field.ResponseModel, 0);
  next.set(Field.ResponseId, row.messageId);
  next.set(Field.Conversation, row.sessionId);
  next.set(Field.Operation, CHAT.text);
  next.set(Field.Agent, agentOf());
  next.set(Field.Workspace, row.cwd);
  next.set(Field.ServiceTier, usage.serviceTier);
  next.set(Field.Speed, usage.speed);
  next.set(Field.Basis, RECORDED.text);
  next.set(Field.Variant, row.requestId);
  next.set(Field.OriginalKey, NaN);
  next.set(Field.OriginalConversation, NaN);
  next.set(Field.Effort, row.effort);
  next.set(Field.ClientVersion, clientVersion());
  next.set(Field.Flags, <f64>((row.isSidechain ? RecordFlag.Replayed : 0) | (usage.isSum ? RecordFlag.Summed : 0)));
  next.set(Field.Offset, offset);
  return true;
}

function clientVersion(): Text {
  const length = row.versionTo - row.versionFrom;
  return length > 0 && length <= LONGEST_VERSION ? textAt(row.versionFrom, row.versionTo) : 0;
}

function isClaude(model: Text): bool {
  const from = startOf(model);
  return endOf(model) - from >= 6 && wordAt(from, from + 6) === CLAUDE;
}

function toolCalls(): f64 {
  let calls = 0;
  const elements = Contents.count(row.content);
  for (let i: u32 = 0; i < elements; i++) if (Contents.at(row.content, i).type === Part.ToolUse) calls++;
  return calls;
}

/** What a call is known by: its message, or else its row. */
function keyOf(from: usize, to: usize): Text {
  if (row.messageId) return row.messageId;
  if (row.uuidTo > row.uuidFrom) {
    scratch.length = 0;
    append(BY_UUID.at, BY_UUID.length);
    append(row.uuidFrom, row.uuidTo - row.uuidFrom);
    return textAt(scratch.at, scratch.at + scratch.length);
  }
  const line = composed(BY_LINE.at, BY_LINE.length, 0, 0, textHash(from, to));
  const at = startOf(line);
  scratch.length = 0;
  append(at, endOf(line) - at);
  append(COLON.at, COLON.length);
  appendNumber(<u32>(to - from));
  return textAt(scratch.at, scratch.at + scratch.length);
}

const COLON = literal(':');
const scratch = Bytes.create(256);

function composed(first: usize, firstLength: usize, second: usize, secondLength: usize, number: u32): Text {
  scratch.length = 0;
  append(first, firstLength);
  append(second, secondLength);
  appendNumber(number);
  return textAt(scratch.at, scratch.at + scratch.length);
}

function append(from: usize, length: usize): void {
  memory.copy(scratch.add(length), from, length);
}

function appendNumber(number: u32): void {
  if (number >= 10) appendNumber(number / 10);
  store<u8>(scratch.add(1), <u8>(48 + (number % 10)));
}
