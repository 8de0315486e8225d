// What the worker answers about the user's own prompts. Texts are read from the logs when asked for, and never kept.
import type { EditClass, EditTier } from '../core/prompts/shorten/edit';
import type { LogPointer, SourceId } from '../core/usage/usageRecord';

export type { EditClass, EditTier } from '../core/prompts/shorten/edit';

/** How a part of a prompt came about: by the user's hand, from the clipboard, or from the assistant around it. */
export type PromptKind = 'typed' | 'pasted' | 'injected';

/** Where the tokens of prompts went in the last `days` local days, today included. */
export interface PromptsView {
  days: number;
  /** Of all priced calls in these days: what the costs below are a part of. */
  billNano: number;
  /** Prompts with something typed or pasted in them. */
  prompts: number;
  /** All three, always in this order: typed, pasted, injected. */
  kinds: PromptKindSums[];
  /** The user's dearest prompts, at most 20, by what they cost over their life; unpriced ones last, by tokens. */
  dearest: PromptRow[];
}

export interface PromptKindSums {
  kind: PromptKind;
  /** Pieces of text. */
  blocks: number;
  /** An estimate; each piece once, however often it was sent. */
  tokens: number;
  /** Each piece as often as a call carried it. */
  carriedTokens: number;
  /** Whole nano-dollars of carrying them, as billed; undefined: nothing of it has a price. */
  costNano?: number;
}

/** Names a prompt: what `prompt` is asked with. Several prompts may stand at one offset of a log. */
export interface PromptPlace extends LogPointer {
  /** The ledger's id. */
  sessionId: number;
  /** Epoch milliseconds: when it was sent. */
  timestamp: number;
}

export interface PromptRow extends PromptPlace {
  conversationId: string;
  source: SourceId;
  /** Last part of the workspace's path; '' when unknown. */
  project: string;
  /** Of the first call that answered it; '' when none did. */
  model: string;
  /** Estimates. */
  tokens: Record<PromptKind, number>;
  images: number;
  /** Calls that carried it. */
  calls: number;
  /** Whole nano-dollars over its life; undefined: unpriced. */
  costNano?: number;
  /** Its log was deleted: the figures stay, the text is gone. */
  logGone: boolean;
}

/** Why there is no text. */
export type TextGone =
  | 'unknown' // no such prompt or place in the ledger
  | 'log-gone' // the assistant or the user deleted it
  | 'log-changed' // rewritten since it was read, or not readable on demand (compressed, too large)
  | 'nothing-found'; // the text is there, and there is nothing (any more) to be made of it

export type PromptTextView = PromptText | { missing: TextGone };

export interface PromptText {
  row: PromptRow;
  /** The whole prompt in its order, by how it came about. */
  parts: { kind: PromptKind; text: string }[];
  /** What was typed and pasted, as one text: what edits count in. */
  text: string;
  /** `text` after all safe edits. */
  shortened: string;
  /** Of the model that answered; the vocabulary of all but OpenAI's is not public. */
  tokensBefore: number;
  tokensAfter: number;
  /** The counts are an estimate: not OpenAI's vocabulary. */
  estimate: boolean;
  /** Whole nano-dollars that the safe edits would have saved over its life; undefined: unpriced. */
  savedNano?: number;
  /** In order, not overlapping, within `text`. */
  edits: PromptEdit[];
  /** Why nothing was looked for or changed, if so. */
  untouched?: 'too-long' | 'binary' | 'unsettled';
}

/** `text.slice(start, end)` becomes `replacement`. */
export interface PromptEdit {
  class: EditClass;
  tier: EditTier;
  start: number;
  end: number;
  replacement: string;
  /** Tokens less by this edit alone. */
  tokens: number;
  /** It is in `shortened`: the safe ones are. */
  applied: boolean;
}

/** The text that an action of kind `copy-made` copies, made from one place of the evidence. */
export type AdviceTextView = AdviceText | { missing: TextGone };

export interface AdviceText {
  what: 'folded-log' | 'converted-data' | 'path' | 'shortened-prompt' | 'hand-off-note';
  text: string;
  /** Of what was sent and of `text`, in o200k_base. A note replaces nothing word for word: 0 before. */
  tokensBefore: number;
  tokensAfter: number;
}
