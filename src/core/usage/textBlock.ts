import type { LogPointer, SourceId } from './usageRecord';

/** What a piece of a conversation is. Numbers are stored in the ledger: append, never renumber. */
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

/**
 * A piece of a conversation, as the coach needs it: how large, which kind, the same as which other, and where its
 * text can be read on demand. Never the text itself.
 */
export interface TextBlock {
  kind: BlockKind;
  source: SourceId;
  conversationId: string;
  agentName: string;
  timestamp: number;
  /** Bytes of the text as it stands in the log. */
  bytes: number;
  /** Equal texts have equal hashes: an unsigned 32-bit number; 0 when there is no text. */
  hash: number;
  /** dedupKey of the call that wrote this block (assistant side) or ''. */
  callKey: string;
  /** Tool name, sub-agent type, compaction trigger …; '' otherwise. */
  name: string;
  /** What a tool call is about: a file's path or a program's name, never arguments or text. */
  target: string;
  isError: boolean;
  /** Of a shell's call: its command line is one command alone, that writes to no file (see isSimpleCommand); false: it is not, or nobody looked. */
  isSimple: boolean;
  added: number;
  removed: number;
  /** First byte of the block's line in the log. */
  at: LogPointer;
}

/** A block of nothing, to be filled in: all have their fields in one order. */
export function emptyBlock(kind: BlockKind, source: SourceId): TextBlock {
  return {
    kind,
    source,
    conversationId: '',
    agentName: '',
    timestamp: 0,
    bytes: 0,
    hash: 0,
    callKey: '',
    name: '',
    target: '',
    isError: false,
    isSimple: false,
    added: 0,
    removed: 0,
    at: { file: '', offset: 0 },
  };
}
