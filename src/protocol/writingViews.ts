// What the worker answers while a prompt is being written. Nothing of the text is kept.
import type { Interval } from '../core/insights/money/intervals';
import type { EditClass } from '../core/prompts/shorten/edit';
import type { PromptEdit } from './promptViews';

/** What is being written, and where. */
export interface WrittenText {
  text: string;
  /** The folder that is open; '' when there is none. */
  workspace: string;
  /** What to count for where no log names a model; '' for none. */
  model: string;
}

/** How the model was found: the newest call of this workspace, the newest of all, the setting, or not at all. */
export type ModelFrom = 'workspace' | 'elsewhere' | 'setting' | 'none';

export interface CountView extends Interval {
  /** '' when there is none: then the tokens are o200k_base's own. */
  model: string;
  modelFrom: ModelFrom;
}

/** What sending a prompt now would cost, by the user's own bills. Every amount is an estimate. */
export interface SendCostView {
  model: string;
  modelFrom: ModelFrom;
  /** Conversations of the user that the figures rest on. */
  sessions: number;
  /** This workspace has none of its own: they are of all others. */
  elsewhere: boolean;
  /** Calls of such a conversation; undefined without one. */
  calls?: Interval;
  /** What would be sent: the prompt, its attachments in their order, and what stands before every first prompt. */
  parts: SendPart[];
  /** Mentioned, and there, but not to be counted. */
  uncounted: { path: string; why: 'folder' | 'too-large' | 'not-text' | 'too-many' }[];
  /** Whole nano-dollars of all parts in the first call; undefined: the model has no price. */
  firstNano?: Interval;
  /** Over a conversation of the usual length; undefined without a price or without conversations. */
  sessionNano?: Interval;
}

export interface SendPart {
  kind: 'prompt' | 'attachment' | 'prefix';
  /** As it is mentioned; only of attachments. */
  path?: string;
  tokens: Interval;
  /** Of the tokens: by the assistant in its log, or by us. */
  basis: 'recorded' | 'estimated';
  firstNano?: Interval;
  sessionNano?: Interval;
}

/** What could be shorter in a text. */
export interface ShortenView {
  /** For the model in use. */
  tokensBefore: number;
  /** After all safe edits. */
  tokensAfter: number;
  model: string;
  /** In order, not overlapping. Any choice of them may be applied. */
  edits: PromptEdit[];
  untouched?: 'too-long' | 'binary' | 'unsettled' | 'verbatim';
}

/** A text that is about to be pasted, written in fewer tokens. */
export interface PasteOffer {
  class: Extract<EditClass, 'log-fold' | 'data-minify' | 'data-convert'>;
  text: string;
  tokensBefore: number;
  tokensAfter: number;
}
