import { BlockColumn as Column, BlockFlag } from '../core/usage/blockColumn';
import { BlockKind } from '../core/usage/blockKind';
import { Bytes } from './bytes';
import { agentOf } from './calls';
import { Contents, Part, Content } from './content';
import { Edit } from './edit';
import { splitPrompt } from './host';
import { literal } from './literal';
import { isPlainlyTyped } from './prompts';
import { row } from './row';
import { callHash, entryOf, Text } from './texts';
import { textHash } from './textHash';
import { isEditTool, isSubAgentTool, openTools } from './tools';
import { word } from './words';

const WORD: i32 = sizeof<u32>();
const BLOCK_BYTES: usize = <usize>(Column.Count * WORD);
const MOST_LINES: u32 = 65_535;
const HIGH: f64 = 4_294_967_296;
const TURN_BYTES: usize = 3 * sizeof<f64>();

export const blocks = Bytes.create(256 * BLOCK_BYTES);
/** Of each block the call that wrote it. */
export const calls = Bytes.create(256 * WORD);
/** Texts of the chunks, in the order of their places there. */
export const chunkTexts = Bytes.create(256 * WORD);
/** The user's prompts: time, hash and offset of each. */
export const turns = Bytes.create(64 * TURN_BYTES);

/** Blocks of one conversation that follow each other: from where on they, their texts and turns stand. */
@unmanaged
class Chunk {
  conversation: Text;
  block: u32;
  text: u32;
  turn: u32;
}

export const chunks = Bytes.create(16 * offsetof<Chunk>());
let conversation: Text = 0;
let lastTurn: f64 = -1;

export function forgetBlocks(): void {
  blocks.length = calls.length = chunkTexts.length = turns.length = chunks.length = 0;
}

function beginChunk(): void {
  const chunk = changetype<Chunk>(chunks.add(offsetof<Chunk>()));
  chunk.conversation = conversation = row.sessionId;
  chunk.block = <u32>(blocks.length / BLOCK_BYTES);
  chunk.text = <u32>(chunkTexts.length / WORD);
  chunk.turn = <u32>(turns.length / TURN_BYTES);
  lastTurn = -1;
}

/** The place of a text among those of the chunk that is being written. */
function placeOf(text: Text): u32 {
  const chunk = <u32>(chunks.length / offsetof<Chunk>());
  const entry = entryOf(text);
  if (entry.chunk !== chunk) {
    entry.chunk = chunk;
    entry.place =
      <u32>(chunkTexts.length / WORD) - changetype<Chunk>(chunks.at + chunks.length - offsetof<Chunk>()).text;
    store<u32>(chunkTexts.add(WORD), text);
  }
  return entry.place;
}

const ASSISTANT = word('assistant');
const USER = word('user');
const SYSTEM = word('system');
const ATTACHMENT = word('attachment');
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
    else if (type === Part.Standing) addRaw(BlockKind.Instructions, item);
    else if (type === Part.Attached) addRaw(BlockKind.Injected, item);
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
  else if (row.type === USER || row.type === ATTACHMENT) {
    const by = injectedBy();
    if (by) add(BlockKind.Injected, length, textHash(item.from, item.to), by, 0);
    else if (isPlainlyTyped(item.from, item.to)) {
      add(BlockKind.Typed, length, textHash(item.from, item.to), 0, 0);
    } else splitPrompt(item.from, item.to);
  }
}

/** Who wrote a user row's text, if it was not the user; in a side thread no person speaks. */
function injectedBy(): Text {
  if (row.isCompactSummary) return COMPACT_SUMMARY.text;
  if (row.isMeta || row.isForeign) return META.text;
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
  const isError: u32 = item.isError ? BlockFlag.IsError : 0;
  const isSimple: u32 = item.isSimple ? BlockFlag.IsSimple : 0;
  add(kind | isError | isSimple, <u32>(item.to - item.from), textHash(item.from, item.to), item.name, item.target);
}

function add(kind: u32, length: u32, hash: u32, name: Text, target: Text): void {
  if (chunks.length === 0 || conversation !== row.sessionId) beginChunk();
  const at = blocks.add(BLOCK_BYTES);
  store<u32>(at + Column.Kind * WORD, kind);
  store<u32>(at + Column.Agent * WORD, placeOf(agent));
  store<u32>(at + Column.Name * WORD, placeOf(name));
  store<u32>(at + Column.Target * WORD, placeOf(target));
  putWide(at + Column.TimeLow * WORD, row.timestamp);
  store<u32>(at + Column.Bytes * WORD, length);
  store<u32>(at + Column.Hash * WORD, hash);
  store<u32>(at + Column.CallHash * WORD, callHash(call));
  store<u32>(at + Column.Lines * WORD, 0);
  putWide(at + Column.OffsetLow * WORD, offset);
  store<u32>(calls.add(WORD), call);
  // Only the main thread's prompts are the user's; a row is one, however many parts it has.
  if ((kind === BlockKind.Typed || kind === BlockKind.Pasted) && agent === 0 && offset !== lastTurn) addTurn(hash);
}

function addTurn(hash: u32): void {
  const at = turns.add(TURN_BYTES);
  store<f64>(at, row.timestamp);
  store<f64>(at + sizeof<f64>(), <f64>hash);
  store<f64>(at + 2 * sizeof<f64>(), offset);
  lastTurn = offset;
}

/** A whole number of up to 53 bits, its lower half first. */
function putWide(at: usize, value: f64): void {
  const high = Math.floor(value / HIGH);
  store<u32>(at, <u32>(value - high * HIGH));
  store<u32>(at + WORD, <u32>high);
}
