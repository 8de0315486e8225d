import { BlockColumn, BlockFlag } from '../../core/usage/blockColumn';
import type { BlockChunk } from '../../core/usage/blockRows';
import { callHash } from '../../core/usage/callHash';
import { BlockKind } from '../../core/usage/blockKind';
import type { TextBlock } from '../../core/usage/textBlock';

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
    w[at + BlockColumn.Kind] = b.kind | (b.isError ? BlockFlag.IsError : 0) | (b.isSimple ? BlockFlag.IsSimple : 0);
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
