import type { BlockKind } from './blockKind';
import type { LogPointer, SourceId } from './usageRecord';

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
