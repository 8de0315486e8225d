/**
 * Text blocks as rows of 32-bit words: a gigabyte of logs holds some hundred thousand of them, which as SQL rows would
 * take longer to write than the logs take to read. Stored, so append only; `src/wasm/blocks.ts` writes the same rows.
 */
export const enum BlockColumn {
  Kind, // | error << 8
  /** Texts stand in a list beside the rows. */
  Agent,
  Name,
  Target,
  TimeLow,
  TimeHigh,
  Bytes,
  Hash,
  /** See callHash. */
  CallHash,
  Lines, // added << 16 | removed
  OffsetLow,
  OffsetHigh,
  Count,
}

/** Blocks of one conversation in one reading of a file. */
export interface BlockChunk {
  conversationId: string;
  rows: Uint8Array<ArrayBuffer>;
  /** What the rows' text columns point into, as a JSON array. */
  texts: string;
  /** The user's prompts among the blocks: one for each row of the log, however many blocks it holds. */
  turns: { at: number; hash: number; offset: number }[];
}
