import type { CallRates } from '../../pricing/priceBook';
import type { Capability } from '../../sources/source';
import type { BlockKind } from '../../usage/blockKind';
import type { SourceId } from '../../usage/usageRecord';

/** One model call of a thread. Tokens as in a usage record: `input` includes both cache parts. */
export interface CallFacts {
  /** The ledger's id, what `tokenmin explain '#id'` takes. */
  id: number;
  responseId: string;
  /** Epoch milliseconds; Claude Code's is when the answer began, Codex's when it was done. */
  at: number;
  model: string;
  provider: string;
  operation: string;
  tier: string;
  speed: string;
  /** '' is unknown. */
  effort: string;
  /** Of the assistant's program; '' is unknown. */
  clientVersion: string;
  input: number;
  cacheRead: number;
  cacheWrite: number;
  cacheWrite1h: number;
  output: number;
  reasoning: number;
  toolCalls: number;
  /** Searches that the provider billed. */
  webSearches: number;
  estimated: boolean;
  /** undefined: unpriced. Then there are tokens, and never an amount. */
  costNano: number | undefined;
  rates: CallRates | undefined;
  file: string;
  offset: number;
  /** What blocks that this call wrote have as `callHash`. */
  hash: number;
}

/** A block of a conversation and its place in the context: tokens `from` to `from + tokens` of calls `first` to `end`. */
export interface PlacedBlock {
  kind: BlockKind;
  isError: boolean;
  /** As in a TextBlock. */
  isSimple: boolean;
  name: string;
  target: string;
  at: number;
  bytes: number;
  /** Fingerprint: equal texts have equal ones. 0: no text. */
  hash: number;
  added: number;
  removed: number;
  file: string;
  offset: number;
  /** Calibrated, whole. The blocks that came between two calls add up to what the context grew by. */
  tokens: number;
  from: number;
  /** Index of the first call that carried it; the thread's number of calls if none did. */
  first: number;
  /** Index after the last call that carried it: the context was cleared or compacted there, or the log ends. */
  end: number;
  /** Index of the call that wrote it; -1 for what came from outside. */
  writtenBy: number;
}

/** Calls `first` to `end` (excluded) that build on one context. Tokens 0 to `prefix` were there before anything was said. */
export interface Epoch {
  first: number;
  end: number;
  prefix: number;
}

/** The main thread ('') or one sub-agent: calls in time order that share a context. See setAdviceAside.ts for the one that does not. */
export interface Thread {
  agent: string;
  calls: CallFacts[];
  blocks: PlacedBlock[];
  /** In order, together all calls. */
  epochs: Epoch[];
}

/** A user prompt with the calls that answer it, in the main thread. */
export interface Turn {
  /** When the user sent it. */
  at: number;
  /** What the user sent: typed, pasted, injected, images. */
  prompt: PlacedBlock[];
  /** Indexes of its calls in the main thread: `first` to `end`, excluded. */
  first: number;
  end: number;
}

/** What the coach knows of one conversation within the days it looks at. */
export interface SessionFacts {
  id: number;
  source: SourceId;
  conversationId: string;
  /** The folder that the assistant worked in; '' when unknown. */
  workspace: string;
  /** What this session's log tells; more than the source promises where the log happens to hold more. */
  capabilities: ReadonlySet<Capability>;
  /** The main thread first; it may have no calls. */
  threads: readonly Thread[];
  turns: readonly Turn[];
  /** Calls of a session without end that are older than those in `threads`: billed, and not looked at. */
  omitted?: { calls: number; unpriced: number; nano: number };
  /** A block's text, from its log; undefined when the log is gone, was rewritten, or is compressed. */
  textOf(block: PlacedBlock): string | undefined;
}
