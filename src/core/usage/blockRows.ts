import { BlockColumn, BlockFlag } from './blockColumn';
import { BlockKind } from './blockKind';
import { storedTexts } from './storedJson';

/** Blocks of one conversation in one reading of a file. */
export interface BlockChunk {
  conversationId: string;
  rows: Uint8Array<ArrayBuffer>;
  /** What the rows' text columns point into, as a JSON array. */
  texts: string;
  /** The user's prompts among the blocks: one for each row of the log, however many blocks it holds. */
  turns: { at: number; hash: number; offset: number }[];
}

const WORDS = BlockColumn.Count;
const HIGH = 2 ** 32;

/** A block as read back from its row: `callHash` stands for the call's key. */
export interface StoredBlock {
  fileId: number;
  kind: BlockKind;
  isError: boolean;
  isSimple: boolean;
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
  const list = storedTexts(texts);
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
  const list = storedTexts(texts);
  const w = wordsOf(rows);
  const block: StoredBlock = {
    fileId,
    kind: BlockKind.Typed,
    isError: false,
    isSimple: false,
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
    const kind = w[at + BlockColumn.Kind]!;
    block.kind = kind & BlockFlag.Kind;
    block.isError = (kind & BlockFlag.IsError) !== 0;
    block.isSimple = (kind & BlockFlag.IsSimple) !== 0;
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
