/**
 * Text blocks as rows of 32-bit words: a gigabyte of logs holds some hundred thousand of them, which as SQL rows would
 * take longer to write than the logs take to read. Stored, so append only. For those who compile to JavaScript and for `src/wasm` alike.
 */
export const enum BlockColumn {
  /** A BlockKind, and BlockFlags. */
  Kind,
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

/** Beside the kind in its column. */
export const enum BlockFlag {
  Kind = 255, // all of its bits
  IsError = 256,
  IsSimple = 512,
}
