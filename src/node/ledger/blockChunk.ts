import { fnv1a } from '../../core/usage/fnv1a';
import { BlockColumn, type ScannedLog } from '../../core/sources/source';
import { textIn, type JoinedTexts } from '../../core/usage/joinedTexts';
import { BlockKind, type TextBlock } from '../../core/usage/textBlock';

/**
 * Text blocks as rows of 32-bit words: a gigabyte of logs holds some hundred thousand of them, which as SQL rows would
 * take longer to write than the logs take to read. Texts (agents, tools, targets) stand in a list beside the rows.
 */
const WORDS = 12;

const enum Column {
  Kind, // | error << 8
  Agent,
  Name,
  Target,
  TimeLow,
  TimeHigh,
  Bytes,
  Hash,
  CallHash,
  Lines, // added << 16 | removed
  OffsetLow,
  OffsetHigh,
}

const HIGH = 2 ** 32;

/** The blocks of one conversation in one reading of a file. */
export interface BlockChunk {
  conversationId: string;
  rows: Uint8Array<ArrayBuffer>;
  /** What the rows' text columns point into, as a JSON array. */
  texts: string;
  /** The user's prompts among the blocks: one for each row of the log, however many blocks it holds. */
  turns: { at: number; hash: number; offset: number }[];
}

/** Hash of a call's key: unsigned 32 bits, 0 for none. Blocks point by it at the call that wrote them. */
export function callHash(dedupKey: string): number {
  if (dedupKey === '') return 0;
  const hash = fnv1a(dedupKey);
  return (hash ^ (hash >>> 15)) >>> 0 || 1;
}

/** Packs the blocks of a file, by conversation. */
export class BlockPacker {
  private readonly conversations = new Map<string, ConversationPacker>();
  private last: ConversationPacker | undefined;

  add(block: TextBlock): void {
    this.turnTo(block.conversationId);
    this.last!.add(block);
  }

  /** The same for the blocks of a scanned log. */
  addScanned({ blocks, texts }: ScannedLog): void {
    const hashes = new Uint32Array(texts.ends.length);
    let conversation = -1;
    for (let at = 0; at < blocks.length; at += BlockColumn.Count) {
      if (blocks[at + BlockColumn.Conversation] !== conversation) {
        conversation = blocks[at + BlockColumn.Conversation]!;
        this.turnTo(textIn(texts, conversation));
      }
      const call = blocks[at + BlockColumn.CallKey]!;
      this.last!.addScanned(blocks, at, texts, (hashes[call] ||= callHash(textIn(texts, call))));
    }
  }

  private turnTo(conversationId: string): void {
    if (this.last?.conversationId === conversationId) return;
    this.last = this.conversations.get(conversationId);
    if (this.last) return;
    this.last = new ConversationPacker(conversationId);
    this.conversations.set(conversationId, this.last);
  }

  chunks(): BlockChunk[] {
    return [...this.conversations.values()].map((packer) => packer.chunk());
  }
}

class ConversationPacker {
  private words = new Uint32Array(WORDS * 64);
  private length = 0;
  private readonly texts: string[] = [];
  private readonly positions = new Map<string, number>();
  /** By the numbers of the scanned log's texts: a reading has only one. */
  private readonly scanned = new Map<number, number>();
  private readonly turns: BlockChunk['turns'] = [];
  private lastKey = '';
  private lastKeyHash = 0;

  constructor(readonly conversationId: string) {}

  add(b: TextBlock): void {
    this.makeRoom();
    if (b.callKey !== this.lastKey) {
      this.lastKey = b.callKey;
      this.lastKeyHash = callHash(b.callKey);
    }
    const w = this.words;
    const at = this.length;
    w[at + Column.Kind] = b.kind | (b.isError ? 256 : 0);
    w[at + Column.Agent] = this.positionOf(b.agentName);
    w[at + Column.Name] = this.positionOf(b.name);
    w[at + Column.Target] = this.positionOf(b.target);
    w[at + Column.TimeLow] = b.timestamp % HIGH;
    w[at + Column.TimeHigh] = Math.floor(b.timestamp / HIGH);
    w[at + Column.Bytes] = b.bytes;
    w[at + Column.Hash] = b.hash;
    w[at + Column.CallHash] = this.lastKeyHash;
    w[at + Column.Lines] = (Math.min(b.added, 65_535) << 16) | Math.min(b.removed, 65_535);
    w[at + Column.OffsetLow] = b.at.offset % HIGH;
    w[at + Column.OffsetHigh] = Math.floor(b.at.offset / HIGH);
    this.length += WORDS;
    // Only the main thread's prompts are the user's.
    const isPrompt = (b.kind === BlockKind.Typed || b.kind === BlockKind.Pasted) && b.agentName === '';
    if (isPrompt) this.addTurn(b.timestamp, b.hash, b.at.offset);
  }

  addScanned(blocks: Uint32Array, from: number, texts: JoinedTexts, hash: number): void {
    this.makeRoom();
    const w = this.words;
    const at = this.length;
    // The columns are the same but for texts, which have places of their own here.
    for (let i = 0; i < WORDS; i++) w[at + i] = blocks[from + i]!;
    const agent = blocks[from + BlockColumn.Agent]!;
    w[at + Column.Agent] = this.positionIn(texts, agent);
    w[at + Column.Name] = this.positionIn(texts, blocks[from + BlockColumn.Name]!);
    w[at + Column.Target] = this.positionIn(texts, blocks[from + BlockColumn.Target]!);
    w[at + Column.CallHash] = hash;
    this.length += WORDS;
    const kind = w[at + Column.Kind]!;
    if (kind !== BlockKind.Typed && kind !== BlockKind.Pasted) return;
    if (agent !== 0) return;
    const time = w[at + Column.TimeHigh]! * HIGH + w[at + Column.TimeLow]!;
    this.addTurn(time, w[at + Column.Hash]!, w[at + Column.OffsetHigh]! * HIGH + w[at + Column.OffsetLow]!);
  }

  private makeRoom(): void {
    if (this.length + WORDS <= this.words.length) return;
    const grown = new Uint32Array(this.words.length * 2);
    grown.set(this.words);
    this.words = grown;
  }

  private addTurn(at: number, hash: number, offset: number): void {
    if (this.turns.at(-1)?.offset !== offset) this.turns.push({ at, hash, offset });
  }

  chunk(): BlockChunk {
    return {
      conversationId: this.conversationId,
      rows: new Uint8Array(this.words.buffer.slice(0, this.length * 4)),
      texts: JSON.stringify(this.texts),
      turns: this.turns,
    };
  }

  private positionIn(texts: JoinedTexts, number: number): number {
    let position = this.scanned.get(number);
    if (position === undefined) this.scanned.set(number, (position = this.positionOf(textIn(texts, number))));
    return position;
  }

  private positionOf(text: string): number {
    let position = this.positions.get(text);
    if (position === undefined) {
      position = this.texts.push(text) - 1;
      this.positions.set(text, position);
    }
    return position;
  }
}

/** A block as read back from the ledger: `callHash` stands for the call's key. */
export interface StoredBlock {
  fileId: number;
  kind: BlockKind;
  isError: boolean;
  agentName: string;
  name: string;
  target: string;
  timestamp: number;
  bytes: number;
  hash: number;
  callHash: number;
  added: number;
  removed: number;
  offset: number;
}

/** Copied only where they do not stand at a word's boundary. */
function wordsOf(rows: Uint8Array): Uint32Array {
  const { buffer, byteOffset, length } = rows.byteOffset % 4 === 0 ? rows : rows.slice();
  return new Uint32Array(buffer, byteOffset, length >>> 2);
}

/** The agents that a chunk's blocks are of. */
export function agentsIn(rows: Uint8Array, texts: string): Set<string> {
  const list = JSON.parse(texts) as string[];
  const w = wordsOf(rows);
  const positions = new Set<number>();
  let last = -1;
  for (let at = Column.Agent; at < w.length; at += WORDS) {
    if (w[at] !== last) positions.add((last = w[at]!));
  }
  return new Set([...positions].map((position) => list[position] ?? ''));
}

/** Shows each block to `look`: the same object each time, so who keeps a block copies it. */
export function unpackBlocks(
  rows: Uint8Array,
  texts: string,
  fileId: number,
  look: (block: StoredBlock) => void,
): void {
  const list = JSON.parse(texts) as string[];
  const w = wordsOf(rows);
  const block: StoredBlock = {
    fileId,
    kind: BlockKind.Typed,
    isError: false,
    agentName: '',
    name: '',
    target: '',
    timestamp: 0,
    bytes: 0,
    hash: 0,
    callHash: 0,
    added: 0,
    removed: 0,
    offset: 0,
  };
  for (let at = 0; at + WORDS <= w.length; at += WORDS) {
    block.kind = w[at + Column.Kind]! & 255;
    block.isError = (w[at + Column.Kind]! & 256) !== 0;
    block.agentName = list[w[at + Column.Agent]!] ?? '';
    block.name = list[w[at + Column.Name]!] ?? '';
    block.target = list[w[at + Column.Target]!] ?? '';
    block.timestamp = w[at + Column.TimeHigh]! * HIGH + w[at + Column.TimeLow]!;
    block.bytes = w[at + Column.Bytes]!;
    block.hash = w[at + Column.Hash]!;
    block.callHash = w[at + Column.CallHash]!;
    block.added = w[at + Column.Lines]! >>> 16;
    block.removed = w[at + Column.Lines]! & 65_535;
    block.offset = w[at + Column.OffsetHigh]! * HIGH + w[at + Column.OffsetLow]!;
    look(block);
  }
}
