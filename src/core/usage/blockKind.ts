/**
 * What a piece of a conversation is. Numbers are stored in the ledger: append, never renumber. For those who compile to
 * JavaScript and for `src/wasm` alike.
 */
export enum BlockKind {
  /** User text, by how it came about. */
  Typed = 1,
  Pasted = 2,
  /** Put there by a harness: reminders, command expansions, skill bodies, summaries. */
  Injected = 3,
  AssistantText = 4,
  Thinking = 5,
  ToolCall = 6,
  ToolResult = 7,
  /** An accepted file edit; `added` and `removed` count lines. */
  Edit = 8,
  Compaction = 9,
  SubAgent = 10,
  Error = 11,
  /** System prompt or instruction file, where a log holds it. */
  Instructions = 12,
  Image = 13,
}
