import { isHuman, readAttachment } from './attachment';
import { Bytes } from './bytes';
import { readContents } from './content';
import { Edit } from './edit';
import { nanoOf } from './host';
import { Json, OPENING_BRACE } from './json';
import { textAt, Text } from './texts';
import { readEffort } from './effort';
import { timestampAt } from './timestamp';
import { openTools } from './tools';
import { Usage, readUsage } from './usage';
import { word, wordAt, Word } from './words';

/** What is wanted of one line of a transcript. Texts and words that the line lacks are 0. */
@unmanaged
class Row {
  type: Word;
  isCompaction: bool;
  hasType: bool;
  isSidechain: bool;
  isMeta: bool;
  /** Its origin is none of the user's: newer versions name one. */
  isForeign: bool;
  isCompactSummary: bool;
  isApiError: bool;
  hasMessage: bool;
  hasUsage: bool;
  uuidFrom: usize;
  uuidTo: usize;
  versionFrom: usize;
  versionTo: usize;
  requestId: Text;
  sessionId: Text;
  cwd: Text;
  agentId: Text;
  compactTrigger: Text;
  /** Where the values of an attachment's row stand; 0: it has none. */
  attachmentAt: usize;
  renderedAt: usize;
  messageId: Text;
  model: Text;
  effort: Text;
  /** NaN: absent or no time. */
  timestamp: f64;
  /** What the assistant itself took the call to cost; NaN: it does not say. */
  costNano: f64;
  usage: Usage;
  content: Bytes;

  static create(): Row {
    const row = changetype<Row>(heap.alloc(offsetof<Row>()));
    row.usage = Usage.create();
    row.content = Bytes.create(1024);
    return row;
  }

  reset(): void {
    memory.fill(changetype<usize>(this), 0, offsetof<Row>('usage'));
    this.timestamp = this.costNano = NaN;
    this.content.length = 0;
  }
}

const TYPE = word('type');
const SUBTYPE = word('subtype');
const UUID = word('uuid');
const REQUEST_ID = word('requestId');
const SESSION_ID = word('sessionId');
const CWD = word('cwd');
const AGENT_ID = word('agentId');
const TIMESTAMP = word('timestamp');
const VERSION = word('version');
const IS_SIDECHAIN = word('isSidechain');
const IS_META = word('isMeta');
const IS_COMPACT_SUMMARY = word('isCompactSummary');
const IS_API_ERROR = word('isApiErrorMessage');
const COMPACT_METADATA = word('compactMetadata');
const COST_USD = word('costUSD');
const EFFORT = word('effort');
const MESSAGE = word('message');
const TOOL_USE_RESULT = word('toolUseResult');
const DATA = word('data');
const ATTACHMENT = word('attachment');
const RENDERED = word('rendered');
const ORIGIN = word('origin');
const ID = word('id');
const MODEL = word('model');
const USAGE = word('usage');
const CONTENT = word('content');
const TRIGGER = word('trigger');
const COMPACT_BOUNDARY = word('compact_boundary');
const COMPACT_BOUNDARY_LENGTH: usize = 16;
const LONGEST_COST: usize = 30;

/** The row that was read last: every line is read into the same one. */
export const row = Row.create();
/** The row that a progress row holds a copy of. */
const inner = Row.create();

/** Reads the row in these bytes into `row`; false: they are not a whole JSON object. */
export function readRow(from: usize, to: usize): bool {
  row.reset();
  inner.hasUsage = false;
  Edit.added = Edit.removed = 0;
  Json.reset(from, to);
  if (!Json.enter(OPENING_BRACE)) return false;
  let resultAt: usize = 0;
  while (Json.nextKey()) {
    const key = wordAt(Json.from, Json.to);
    if (key === TOOL_USE_RESULT) {
      // Half of a log's bytes are results told a second time. What we need of the row stands before them in every
      // version, and only edits are described better here: for all else the rest of the line is passed over.
      if (!isComplete()) {
        Json.peek();
        resultAt = Json.pos;
        Json.skip();
      } else if (openTools.answersEdit(row.content)) Edit.read();
      else return true;
    } else if (key === DATA) readProgress();
    else readField(row, key);
  }
  if (Json.broken) return false;
  if (inner.hasUsage && !row.hasMessage) takeOver();
  if (resultAt && openTools.answersEdit(row.content)) {
    Json.pos = resultAt;
    Edit.read();
  }
  if (row.attachmentAt && row.type === ATTACHMENT && !row.hasMessage) {
    readAttachment(row.content, row.attachmentAt, row.renderedAt);
  }
  return true;
}

/** Is all known that a row's blocks are told by? */
function isComplete(): bool {
  return row.hasMessage && row.hasType && row.sessionId !== 0 && !isNaN(row.timestamp);
}

function readField(row: Row, key: Word): void {
  if (key === TYPE) {
    const isText = Json.stringElseSkips();
    row.hasType = isText && Json.to > Json.from;
    row.type = isText ? wordAt(Json.from, Json.to) : 0;
  } else if (key === MESSAGE) readMessage(row);
  else if (key === TIMESTAMP) {
    if (Json.stringElseSkips()) row.timestamp = timestampAt(Json.from, Json.to);
  } else if (key === SESSION_ID) row.sessionId = text();
  else if (key === CWD) row.cwd = text();
  else if (key === REQUEST_ID) row.requestId = text();
  else if (key === UUID) {
    if (!Json.stringElseSkips()) return;
    row.uuidFrom = Json.from;
    row.uuidTo = Json.to;
  } else if (key === VERSION) {
    if (!Json.stringElseSkips()) return;
    row.versionFrom = Json.from;
    row.versionTo = Json.to;
  } else if (key === IS_SIDECHAIN) row.isSidechain = Json.isTrue();
  else if (key === AGENT_ID) row.agentId = text();
  else if (key === IS_META) row.isMeta = Json.isTrue();
  else if (key === SUBTYPE) row.isCompaction = Json.stringElseSkips() && endsInCompactBoundary();
  else if (key === IS_COMPACT_SUMMARY) row.isCompactSummary = Json.isTrue();
  else if (key === IS_API_ERROR) row.isApiError = Json.isTrue();
  else if (key === COMPACT_METADATA) row.compactTrigger = readTrigger();
  // Since 2.1.212, on the row itself, not in its message.
  else if (key === EFFORT) row.effort = readEffort();
  else if (key === COST_USD) {
    Json.peek();
    const from = Json.pos;
    if (Json.skip() && Json.pos - from < LONGEST_COST) row.costNano = nanoOf(from, Json.pos);
  } else if (key === ATTACHMENT) row.attachmentAt = Json.passed();
  else if (key === RENDERED) row.renderedAt = Json.passed();
  else if (key === ORIGIN) row.isForeign = !isHuman();
  else Json.skip();
}

function text(): Text {
  return Json.stringElseSkips() ? textAt(Json.from, Json.to) : 0;
}

function endsInCompactBoundary(): bool {
  const length = Json.to - Json.from;
  return length >= COMPACT_BOUNDARY_LENGTH && wordAt(Json.to - COMPACT_BOUNDARY_LENGTH, Json.to) === COMPACT_BOUNDARY;
}

function readMessage(row: Row): void {
  if (!Json.entersElseSkips(OPENING_BRACE)) return;
  row.hasMessage = true;
  while (Json.nextKey()) {
    const key = wordAt(Json.from, Json.to);
    if (key === ID) row.messageId = text();
    else if (key === MODEL) row.model = text();
    else if (key === USAGE) row.hasUsage = readUsage(row.usage, 0);
    else if (key === CONTENT) readContents(row.content);
    else Json.skip();
  }
}

function readTrigger(): Text {
  let trigger: Text = 0;
  if (!Json.entersElseSkips(OPENING_BRACE)) return 0;
  while (Json.nextKey()) {
    if (wordAt(Json.from, Json.to) === TRIGGER) trigger = text();
    else Json.skip();
  }
  return trigger;
}

/** A progress row's `data`: may hold a whole copy of a sub-agent's row, which goes to `inner`. */
function readProgress(): void {
  inner.reset();
  if (!Json.entersElseSkips(OPENING_BRACE)) return;
  let agentId: Text = 0;
  while (Json.nextKey()) {
    const key = wordAt(Json.from, Json.to);
    if (key === AGENT_ID) agentId = text();
    else if (key === MESSAGE && Json.enter(OPENING_BRACE)) {
      inner.reset();
      while (Json.nextKey()) readField(inner, wordAt(Json.from, Json.to));
    } else Json.skip();
  }
  if (!inner.agentId) inner.agentId = agentId;
}

/** What a progress row tells of a sub-agent's call. */
function takeOver(): void {
  const usage = row.usage;
  row.usage = inner.usage;
  inner.usage = usage;
  row.hasUsage = true;
  row.messageId = inner.messageId;
  if (inner.requestId) row.requestId = inner.requestId;
  if (inner.uuidFrom) {
    row.uuidFrom = inner.uuidFrom;
    row.uuidTo = inner.uuidTo;
  }
  row.model = inner.model;
  row.effort = inner.effort;
  if (inner.agentId) row.agentId = inner.agentId;
  row.isApiError = inner.isApiError;
  row.isSidechain = true;
  const from = row.content.add(inner.content.length);
  memory.copy(from, inner.content.at, inner.content.length);
  if (!isNaN(inner.timestamp)) row.timestamp = inner.timestamp;
}
