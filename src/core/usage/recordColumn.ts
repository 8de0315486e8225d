/** What stands where in a row of RecordRows, for those who compile to JavaScript and for `src/wasm` alike. */
export const enum RecordColumn {
  Timestamp,
  Input,
  CacheRead,
  CacheWrite,
  CacheWrite1h,
  Output,
  Reasoning,
  ToolCalls,
  WebSearches,
  StoreRank,
  ReportedCost,
  EstimateError,
  Seen,
  Source,
  Provider,
  RequestModel,
  ResponseModel,
  ResponseId,
  Conversation,
  Operation,
  Agent,
  Workspace,
  ServiceTier,
  Speed,
  Basis,
  DedupKey,
  Variant,
  OriginalKey,
  OriginalConversation,
  Effort,
  ClientVersion,
  Flags,
  Offset,
  /** callHash of the key, signed: to V8 a small number. */
  KeyHash,
  /** 1: differs from the record before in what SHARED has, or it or that one is a fork's copy; else 0. */
  Begins,
  Count,
}

/** In its column. */
export const enum RecordFlag {
  Replayed = 1,
  InFork = 2,
  Summed = 4,
}
