import type { BlockKind, TextBlock } from '../../core/usage/textBlock';

/**
 * Text blocks as rows of 32-bit words: a gigabyte of logs holds some hundred thousand of them, which as SQL rows would
 * take longer to write than the logs take to read. Columns of text hold ids that belong to whoever packed the rows:
 * positions in a reading's list of strings, or `name` ids once in the ledger.
 */
export const WORDS = 13;

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
  Conversation,
}

/** Columns that hold ids of text in the ledger. */
export const TEXT_COLUMNS = [Column.Agent, Column.Name, Column.Target] as const;
export const CONVERSATION_COLUMN = Column.Conversation;

const HIGH = 2 ** 32;
/** Hash of a call's key: unsigned 32 bits, 0 for none. Blocks point by it at the call that wrote them. */
export function callHash(dedupKey: string): number {
  if (dedupKey === '') return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < dedupKey.length; i++) hash = Math.imul(hash ^ dedupKey.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0 || 1;
}

export class BlockPacker {
  private words = new Uint32Array(WORDS * 256);
  private length = 0;
  private lastKey = '';
  private lastKeyHash = 0;

  constructor(private readonly idOf: (text: string) => number) {}

  add(b: TextBlock): void {
    if (this.length + WORDS > this.words.length) {
      const grown = new Uint32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    if (b.callKey !== this.lastKey) {
      this.lastKey = b.callKey;
      this.lastKeyHash = callHash(b.callKey);
    }
    const w = this.words;
    const at = this.length;
    w[at + Column.Kind] = b.kind | (b.isError ? 256 : 0);
    w[at + Column.Agent] = this.idOf(b.agentName);
    w[at + Column.Name] = this.idOf(b.name);
    w[at + Column.Target] = this.idOf(b.target);
    w[at + Column.TimeLow] = b.timestamp % HIGH;
    w[at + Column.TimeHigh] = Math.floor(b.timestamp / HIGH);
    w[at + Column.Bytes] = b.bytes;
    w[at + Column.Hash] = b.hash;
    w[at + Column.CallHash] = this.lastKeyHash;
    w[at + Column.Lines] = (Math.min(b.added, 65_535) << 16) | Math.min(b.removed, 65_535);
    w[at + Column.OffsetLow] = b.at.offset % HIGH;
    w[at + Column.OffsetHigh] = Math.floor(b.at.offset / HIGH);
    w[at + Column.Conversation] = this.idOf(b.conversationId);
    this.length += WORDS;
  }

  /** The rows so far; the packer starts anew. */
  take(): Uint32Array<ArrayBuffer> {
    const taken = this.words.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}

/** A block as read back from the ledger. `callHash` replaces the call's key, `nameId`s its texts. */
export interface StoredBlock {
  kind: BlockKind;
  isError: boolean;
  agentId: number;
  nameId: number;
  targetId: number;
  timestamp: number;
  bytes: number;
  hash: number;
  callHash: number;
  added: number;
  removed: number;
  offset: number;
}

export function* unpackBlocks(data: Uint8Array): Generator<StoredBlock> {
  const w = new Uint32Array(data.slice().buffer);
  for (let at = 0; at + WORDS <= w.length; at += WORDS) {
    yield {
      kind: w[at + Column.Kind]! & 255,
      isError: (w[at + Column.Kind]! & 256) !== 0,
      agentId: w[at + Column.Agent]!,
      nameId: w[at + Column.Name]!,
      targetId: w[at + Column.Target]!,
      timestamp: w[at + Column.TimeHigh]! * HIGH + w[at + Column.TimeLow]!,
      bytes: w[at + Column.Bytes]!,
      hash: w[at + Column.Hash]!,
      callHash: w[at + Column.CallHash]!,
      added: w[at + Column.Lines]! >>> 16,
      removed: w[at + Column.Lines]! & 65_535,
      offset: w[at + Column.OffsetHigh]! * HIGH + w[at + Column.OffsetLow]!,
    };
  }
}

/** What makes a user's prompt of the packed row at `at`; `agent` is its column as packed. */
export function readTurn(
  w: Uint32Array,
  at: number,
): { kind: BlockKind; agent: number; timestamp: number; hash: number; offset: number } {
  return {
    kind: w[at + Column.Kind]! & 255,
    agent: w[at + Column.Agent]!,
    timestamp: w[at + Column.TimeHigh]! * HIGH + w[at + Column.TimeLow]!,
    hash: w[at + Column.Hash]!,
    offset: w[at + Column.OffsetHigh]! * HIGH + w[at + Column.OffsetLow]!,
  };
}
