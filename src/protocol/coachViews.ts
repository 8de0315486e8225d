// What the worker answers about what could be better: numbers, keys and English templates. See views.ts for the tally.
import type { AdviceAction, AdviceFamily, AdviceTier, HiddenReason, SessionTag } from '../core/coach/coachRule';
import type { Verdict } from '../core/coach/verdict';
import type { Phrase } from '../core/coach/phrase';
import type { OutcomeMetric } from '../core/insights/money/outcomes';
import type { Capability } from '../core/sources/source';
import type { LogPointer, SourceId, TokenCounts } from '../core/usage/usageRecord';
import type { Note } from './views';

export type { AdviceAction, AdviceFamily, AdviceTier, HiddenReason, SessionTag } from '../core/coach/coachRule';
export type { Verdict } from '../core/coach/verdict';
export type { Figure, Phrase } from '../core/coach/phrase';
export type { OutcomeMetric } from '../core/insights/money/outcomes';

/** Whole nano-dollars within the days looked at. */
export interface NanoRange {
  lowNano: number;
  highNano: number;
}

/** One of the places where advice shows. */
export interface Evidence extends NanoRange {
  /** The ledger's id of the call, for "Why this number?"; undefined where there is only a place in the log. */
  requestId?: number;
  responseId: string;
  /** The ledger's id. */
  sessionId: number;
  conversationId: string;
  source: SourceId;
  /** Last part of the workspace's path; '' when unknown. */
  project: string;
  timestamp: number;
  why: Phrase;
  at: LogPointer;
}

export interface Advice extends NanoRange {
  ruleId: string;
  family: AdviceFamily;
  tier: AdviceTier;
  /** Templates filled with the same figures. */
  title: Phrase;
  risk: Phrase;
  check: Phrase;
  actionLabel: string;
  action: AdviceAction;
  occurrences: number;
  distinctDays: number;
  /** Billed tokens that would not have been, at best. */
  savingTokens: number;
  /** Per month of 30 days, rounded down to two digits. */
  monthly: NanoRange;
  /** Workspaces it was found in, dearest first; '' when unknown. */
  workspaces: string[];
  /** The dearest ones, at most 20. */
  evidence: Evidence[];
  shown: boolean;
  hiddenBecause?: HiddenReason;
  /** Epoch milliseconds; for ever: Infinity is no JSON, so the year 9999. */
  snoozedUntil?: number;
  /** It was followed, and is being checked; `id`: for `unfollow`. */
  followed?: { id: number; at: number };
}

export interface AdviceView {
  days: number;
  billNano: number;
  calls: number;
  sessions: number;
  unpricedCalls: number;
  /** Of what is shown; never more than the bill. */
  claimed: NanoRange;
  /** Shown ones first, by what they surely save; then the hidden ones. */
  advice: Advice[];
  unavailable: { ruleId: string; source: SourceId; missing: Capability[] }[];
  /** Rules that failed. */
  failures: { ruleId: string; message: string }[];
  /** How far our tokens of single texts are off, by model (COACHING D0.2). */
  calibration: { model: string; error: number; samples: number }[];
}

/** `tokenmin advise --json`, exactly. */
export interface AdviceReport {
  schema: 1;
  days: number;
  billUsd: number;
  claimedLowUsd: number;
  claimedHighUsd: number;
  advice: {
    ruleId: string;
    family: AdviceFamily;
    title: string;
    tier: AdviceTier;
    occurrences: number;
    distinctDays: number;
    savingLowUsd: number;
    savingHighUsd: number;
    savingTokens: number;
    evidence: { requestId: string; sessionId: string; file: string; offset: number; why: string }[];
    action: AdviceAction;
    shown: boolean;
    hiddenBecause?: HiddenReason;
  }[];
  unavailable: AdviceView['unavailable'];
  notes: Note[];
}

/** What is loaded into every request of a workspace before anybody says a word, and what that costs. */
export interface ContextView {
  days: number;
  /** Workspaces with calls in these days, dearest prefix first. */
  workspaces: ContextWorkspace[];
}

export interface ContextWorkspace {
  workspace: string;
  project: string;
  source: SourceId;
  /** Conversations whose first call was looked at, and all calls that carried the prefix. */
  sessions: number;
  calls: number;
  /** Measured: what the first call held beside the user's own words; the middle half of the sessions. */
  prefixTokens: { low: number; middle: number; high: number };
  /** What the prefix cost in these days; undefined where nothing has a price. */
  costNano?: number;
  /** Nano-dollars for one token carried through all these calls: what a line of a file costs in these days. */
  nanoPerToken?: number;
  /** Instruction files that are there now, as far as they are read. */
  files: ContextFile[];
  /** What the log of the latest session tells of the rest of the prefix. */
  told: ContextTold[];
  /** Of the prefix, what neither accounts for: the assistant's own prompt, tools, MCP servers' listings. */
  otherTokens: number;
}

/** Listed skills and agents beyond those of `files`, names of tools that are held back, instructions of MCP servers. */
export interface ContextTold {
  what: 'skills' | 'agents' | 'tools' | 'servers';
  /** An estimate from the text in the log. */
  tokens: number;
  costNano?: number;
}

export interface ContextFile {
  path: string;
  /** The user's, below the home directory: no part of the workspace. */
  own: boolean;
  loaded: 'always' | 'match' | 'invoke';
  /** Of what is always loaded. An estimate. */
  tokens: number;
  costNano?: number;
  sections: { title: string; line: number; tokens: number; costNano?: number }[];
  /** Findings of the lint. */
  findings: number;
}

/** One way of having done the same calls. */
export interface WhatIfRow {
  key: string;
  /** A model's id; '5m', '1h'; 'standard', 'fast', 'flex', 'batch'; 'lower'. */
  change: { kind: 'model' | 'cache-life' | 'tier' | 'effort'; to: string };
  /** All of the class, tokenizer and failures taken into account, other calls as billed; undefined: no price. */
  cost?: NanoRange;
  /** Outcome evidence on the user's own work: small changes that were right at once. */
  quality?: { oneShot: number; of: number; low: number; high: number };
  notes: Phrase[];
}

export interface WhatIfView {
  days: number;
  /** All together first ('all'), then by class of task, dearest first; 'other': calls that answer no prompt. */
  classes: {
    taskClass: string;
    turns: number;
    calls: number;
    /** In no amount. */
    unpricedCalls: number;
    tokens: TokenCounts;
    costNano: number;
    rows: WhatIfRow[];
  }[];
}

export interface OutcomesView {
  days: number;
  metrics: OutcomeMetric[];
  /** Sessions that were tagged, or that ask for it: dear, and without a trace in the repository. */
  sessions: {
    id: number;
    project: string;
    timestamp: number;
    costNano: number;
    tag?: SessionTag;
    traceless: boolean;
  }[];
  verdicts: VerdictView[];
}

/** Advice that was followed, and what became of it (COACHING D0.7). */
export interface VerdictView {
  /** For `unfollow`. */
  id: number;
  ruleId: string;
  /** What is compared. */
  check: Phrase;
  workspace: string;
  followedAt: number;
  verdict: Verdict;
  /** Units counted before and after, and the ratio of their medians. */
  before: number;
  after: number;
  ratio?: { low: number; middle: number; high: number };
  /** The smallest drop in quality that so few units could have shown, as a share. */
  power: number;
  realisedNano?: number;
  why: Phrase;
}

/** Something that goes wrong right now. */
export interface GuardrailAlert {
  /** The same as long as it is the same trouble. */
  key: string;
  ruleId: 'loop' | 'spike' | 'unattended';
  why: Phrase;
  costNano: number;
  sessionId: number;
  requestId?: number;
  source: SourceId;
  workspace: string;
  project: string;
}
