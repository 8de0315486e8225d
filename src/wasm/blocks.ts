import { Bytes } from './bytes';
import { agentOf } from './calls';
import { Contents, Part, Content } from './content';
import { Edit } from './edit';
import { splitPrompt } from './host';
import { literal } from './literal';
import { row } from './row';
import { Text } from './texts';
import { textHash } from './textHash';
import { isEditTool, isSubAgentTool, openTools } from './tools';
import { word } from './words';

/** As core/usage/textBlock.ts numbers them. */
const enum BlockKind {
  Typed = 1,
  Pasted = 2,
  Injected = 3,
  AssistantText = 4,
  Thinking = 5,
  ToolCall = 6,
  ToolResult = 7,
  Edit = 8,
  Compaction = 9,
  SubAgent = 10,
  Error = 11,
  Image = 13,
}

/**
 * A block in words of 32 bits: the columns of node/ledger/blockChunk.ts with the conversation behind them. Texts stand
 * as their numbers, the call's key as well.
 */
const enum Column {
  Kind,
  Agent,
  Name,
  Target,
  TimeLow,
  TimeHigh,
  Bytes,
  Hash,
  Call,
  Lines,
  OffsetLow,
  OffsetHigh,
  Conversation,
  Count,
}

const WORD: i32 = sizeof<u32>();
const BLOCK_BYTES: usize = <usize>(Column.Count * WORD);
const MOST_LINES: u32 = 65_535;
const HIGH: f64 = 4_294_967_296;

export const blocks = Bytes.create(256 * BLOCK_BYTES);

const ASSISTANT = word('assistant');
const USER = word('user');
const SYSTEM = word('system');
const COMPACT_SUMMARY = literal('compact-summary');
const META = literal('meta');
const AGENT_PROMPT = literal('agent-prompt');

let agent: Text = 0;
let call: Text = 0;
let offset: f64 = 0;

/** Adds the blocks of `row`, at `at` in the log. */
export function addBlocks(at: f64): void {
  const elements = Contents.count(row.content);
  if (row.type !== SYSTEM && elements === 0) return;
  agent = agentOf();
  call = row.type === ASSISTANT ? row.messageId : 0;
  offset = at;
  if (row.type === SYSTEM && row.isCompaction) {
    add(BlockKind.Compaction, 0, 0, row.compactTrigger, 0);
    return;
  }
  for (let i: u32 = 0; i < elements; i++) {
    const item = Contents.at(row.content, i);
    const type = item.type;
    if (type === Part.Text) addText(item);
    else if (type === Part.Thinking) addRaw(BlockKind.Thinking, item);
    else if (type === Part.ToolUse) {
      openTools.add(item.toolId, item.name, item.target);
      addRaw(isSubAgentTool(item.name) ? BlockKind.SubAgent : BlockKind.ToolCall, item);
    } else if (type === Part.ToolResult) addResult(item);
    else if (type === Part.Image) add(BlockKind.Image, <u32>(item.to - item.from), textHash(item.from, item.to), 0, 0);
  }
}

/** Adds a part of a prompt that `splitPrompt` was asked about. */
export function addPart(kind: u32, length: u32, hash: u32): void {
  add(kind, length, hash, 0, 0);
}

function addText(item: Content): void {
  const length = <u32>(item.to - item.from);
  if (row.isApiError) add(BlockKind.Error, length, textHash(item.from, item.to), 0, 0);
  else if (row.type === ASSISTANT) add(BlockKind.AssistantText, length, textHash(item.from, item.to), 0, 0);
  else if (row.type === USER) {
    const by = injectedBy();
    if (by) add(BlockKind.Injected, length, textHash(item.from, item.to), by, 0);
    else splitPrompt(item.from, item.to);
  }
}

/** Who wrote a user row's text, if it was not the user; in a side thread no person speaks. */
function injectedBy(): Text {
  if (row.isCompactSummary) return COMPACT_SUMMARY.text;
  if (row.isMeta) return META.text;
  return row.isSidechain ? AGENT_PROMPT.text : 0;
}

function addResult(item: Content): void {
  const at = openTools.find(item.toolId);
  item.name = item.target = 0;
  if (at < openTools.count) {
    item.name = openTools.at(at).name;
    item.target = openTools.at(at).target;
    openTools.remove(at);
  }
  addRaw(BlockKind.ToolResult, item);
  if (item.isError || !isEditTool(item.name)) return;
  add(BlockKind.Edit, 0, 0, item.name, item.target);
  const lines = (min(Edit.added, MOST_LINES) << 16) | min(Edit.removed, MOST_LINES);
  store<u32>(blocks.at + blocks.length - BLOCK_BYTES + Column.Lines * WORD, lines);
}

function addRaw(kind: u32, item: Content): void {
  const isError: u32 = item.isError ? 256 : 0;
  add(kind | isError, <u32>(item.to - item.from), textHash(item.from, item.to), item.name, item.target);
}

function add(kind: u32, length: u32, hash: u32, name: Text, target: Text): void {
  const at = blocks.add(BLOCK_BYTES);
  store<u32>(at + Column.Kind * WORD, kind);
  store<u32>(at + Column.Agent * WORD, agent);
  store<u32>(at + Column.Name * WORD, name);
  store<u32>(at + Column.Target * WORD, target);
  putWide(at + Column.TimeLow * WORD, row.timestamp);
  store<u32>(at + Column.Bytes * WORD, length);
  store<u32>(at + Column.Hash * WORD, hash);
  store<u32>(at + Column.Call * WORD, call);
  store<u32>(at + Column.Lines * WORD, 0);
  putWide(at + Column.OffsetLow * WORD, offset);
  store<u32>(at + Column.Conversation * WORD, row.sessionId);
}

/** A whole number of up to 53 bits, its lower half first. */
function putWide(at: usize, value: f64): void {
  const high = Math.floor(value / HIGH);
  store<u32>(at, <u32>(value - high * HIGH));
  store<u32>(at + WORD, <u32>high);
}
