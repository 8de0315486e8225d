/** One assistant whose logs Tokenmin reads. The id is what settings, the command line and the ledger use. */
export type SourceId = 'claude-code' | 'codex' | 'copilot-chat';

/** On what a figure rests. Unpriced is a property of money, not of tokens: see `cost` in core/pricing. */
export type Basis = 'recorded' | 'estimated';

/** Where in a log a fact stands: the byte offset of the first byte of its line (0 for a database row). */
export interface LogPointer {
  readonly file: string;
  readonly offset: number;
}

/** Whole, non-negative numbers, of a call or of many. */
export interface TokenCounts {
  /** All tokens sent, both cache parts included. */
  inputTokens: number;
  cacheReadInputTokens: number;
  /** All cache writes, the 1 h part included. */
  cacheCreationInputTokens: number;
  cacheCreation1hInputTokens: number;
  /** All tokens received, reasoning included. */
  outputTokens: number;
  reasoningOutputTokens: number;
}

/**
 * One model call. Names are those of OpenTelemetry's GenAI conventions without the prefix.
 * Times are epoch milliseconds, UTC.
 */
export interface UsageRecord extends TokenCounts {
  source: SourceId;
  /** Who served the call: 'anthropic', 'openai', …; '' when the log does not say. */
  providerName: string;
  requestModel: string;
  /** '' when the log names one model only. Prices go by this one where it is known. */
  responseModel: string;
  /** The provider's or assistant's own id of the call, as shown to the user; '' when there is none. */
  responseId: string;
  conversationId: string;
  /**
   * 'chat' for the conversation's own calls, 'advisor', 'compaction', 'title' … for calls made beside it, 'attempt' for
   * one of a model that declined; 'turn' where the log tells only the sum of a turn's calls.
   */
  operationName: string;
  /** The sub-agent that made the call; '' is the main thread. */
  agentName: string;
  timestamp: number;
  /** The folder the assistant worked in; '' when unknown. Never derived from a log's folder name. */
  workspace: string;
  /** 'standard', 'priority', 'batch', 'flex' …; '' = standard or not said. */
  serviceTier: string;
  /** 'fast' or '' (standard). */
  speed: string;
  /** The reasoning effort that the call was made with: 'low', 'high', 'xhigh' …; '' = the log does not say. */
  effort: string;
  /** Version of the assistant's program that made the call; '' = the log does not say. */
  clientVersion: string;
  toolCalls: number;
  /** The tokens are those of two or more requests that one response took: its price depends on how large each was. */
  summed?: boolean;
  /** Billed searches made by the provider during the call. */
  webSearchRequests: number;
  /** What the assistant itself recorded as the call's cost, in nano-dollars. */
  reportedCostNano?: number;
  basis: Basis;
  /**
   * For an estimate: the tokens it may be off in either direction, as a share (0.3 = ±30 %). Absent: there were at least
   * so many, and how many more nobody knows.
   */
  estimateError?: number;
  /**
   * Names the call across all files and sources (a provider's id is unique as it is). Records that share it are copies of one call
   * when their variants agree; see `isSameCall` in core/usage/dedupe.
   */
  dedupKey: string;
  /** Tells apart calls that share a dedupKey (Claude's request id). '' is unknown and agrees with every variant. */
  variant: string;
  /** Written by a side thread, so possibly a replay: agrees with every variant, and never replaces an original. */
  replayed: boolean;
  /** In a fork: the key that the same call has in the conversation it was copied from. */
  originalKey?: string;
  /** In a fork: the conversation it was copied from. */
  originalConversation?: string;
  /**
   * In a fork whose origin may be gone: the record lies within the burst in which history is copied,
   * and is to be left out when the origin is unknown.
   */
  inFork?: boolean;
  /** Which of a source's stores this came from. Per conversation only the highest one counts. */
  storeRank: number;
  /** How many rows of logs were merged into this one; 1 where absent. */
  seen?: number;
  at: LogPointer;
}
