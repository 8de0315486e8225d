import { BlockColumn, type BlockChunk } from '../../core/usage/blockRows';
import { callHash } from '../../core/usage/callHash';
import { BlockKind, type TextBlock } from '../../core/usage/textBlock';

const WORDS = BlockColumn.Count;
const HIGH = 2 ** 32;

/** Packs the blocks of a file, by conversation. */
export class BlockPacker {
  private readonly conversations = new Map<string, ConversationPacker>();
  private last: ConversationPacker | undefined;

  add(block: TextBlock): void {
    this.turnTo(block.conversationId);
    this.last!.add(block);
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
  private readonly turns: BlockChunk['turns'] = [];
  private lastKey = '';
  private lastKeyHash = 0;

  constructor(readonly conversationId: string) {}

  add(b: TextBlock): void {
    if (this.length + WORDS > this.words.length) this.grow();
    if (b.callKey !== this.lastKey) {
      this.lastKey = b.callKey;
      this.lastKeyHash = callHash(b.callKey);
    }
    const w = this.words;
    const at = this.length;
    w[at + BlockColumn.Kind] = b.kind | (b.isError ? 256 : 0);
    w[at + BlockColumn.Agent] = this.positionOf(b.agentName);
    w[at + BlockColumn.Name] = this.positionOf(b.name);
    w[at + BlockColumn.Target] = this.positionOf(b.target);
    w[at + BlockColumn.TimeLow] = b.timestamp % HIGH;
    w[at + BlockColumn.TimeHigh] = Math.floor(b.timestamp / HIGH);
    w[at + BlockColumn.Bytes] = b.bytes;
    w[at + BlockColumn.Hash] = b.hash;
    w[at + BlockColumn.CallHash] = this.lastKeyHash;
    w[at + BlockColumn.Lines] = (Math.min(b.added, 65_535) << 16) | Math.min(b.removed, 65_535);
    w[at + BlockColumn.OffsetLow] = b.at.offset % HIGH;
    w[at + BlockColumn.OffsetHigh] = Math.floor(b.at.offset / HIGH);
    this.length += WORDS;
    // Only the main thread's prompts are the user's.
    const isPrompt = (b.kind === BlockKind.Typed || b.kind === BlockKind.Pasted) && b.agentName === '';
    if (isPrompt) this.addTurn(b.timestamp, b.hash, b.at.offset);
  }

  private grow(): void {
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
  for (let at = BlockColumn.Agent; at < w.length; at += WORDS) {
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
    block.kind = w[at + BlockColumn.Kind]! & 255;
    block.isError = (w[at + BlockColumn.Kind]! & 256) !== 0;
    block.agentName = list[w[at + BlockColumn.Agent]!] ?? '';
    block.name = list[w[at + BlockColumn.Name]!] ?? '';
    block.target = list[w[at + BlockColumn.Target]!] ?? '';
    block.timestamp = w[at + BlockColumn.TimeHigh]! * HIGH + w[at + BlockColumn.TimeLow]!;
    block.bytes = w[at + BlockColumn.Bytes]!;
    block.hash = w[at + BlockColumn.Hash]!;
    block.callHash = w[at + BlockColumn.CallHash]!;
    block.added = w[at + BlockColumn.Lines]! >>> 16;
    block.removed = w[at + BlockColumn.Lines]! & 65_535;
    block.offset = w[at + BlockColumn.OffsetHigh]! * HIGH + w[at + BlockColumn.OffsetLow]!;
    look(block);
  }
}
