// What the worker answers: numbers and keys. Wording and formatting belong to whoever shows them.
import type { Basis, LogPointer, SourceId, TokenCounts } from '../core/usage/usageRecord';
import type { Capability, ProblemCode } from '../core/sources/source';
import type { MoneyRange } from '../core/usage/money';
import type { Totals } from '../core/usage/totals';
import type { PriceExplanation } from '../core/pricing/priceBook';

export type { PriceExplanation, PriceTerm } from '../core/pricing/priceBook';

/** A span of local days, both included, as 'YYYY-MM-DD'; open where undefined. */
export interface DaySpan {
  since?: string;
  until?: string;
}

export interface ModelTotals extends Totals {
  source: SourceId;
  model: string;
  provider: string;
}

export interface GaugeView {
  /** The user's local day that 'today' is, 'YYYY-MM-DD'. */
  day: string;
  today: Totals;
  /** Since the week's first day / the month's first day, today included. */
  week: Totals;
  month: Totals;
  /** Today by assistant and model, dearest first. */
  rows: ModelTotals[];
  /** To the month's end, from the last 28 days; undefined with fewer than 5 active days. */
  forecast?: MoneyRange;
  /** Milliseconds UTC of the newest call; undefined with an empty ledger. */
  lastCallAt?: number;
  /** Any call at all in the ledger? */
  hasData: boolean;
  indexing: boolean;
  pricesAsOf: string;
  /** The large context that was used last, as long as it is in its provider's cache. */
  cache?: { contextTokens: number; expiresAt: number; project: string };
}

export type SeriesKey = 'source' | 'model' | 'project';

/** One bar of the chart: a day (or a week, a month) and one group. */
export interface SeriesPoint {
  /** First day of the bucket, 'YYYY-MM-DD'. */
  day: string;
  /** A source id, model id or project folder; '' = all the smaller ones together. */
  key: string;
  totals: Totals;
}

export interface OverviewView {
  span: { since: string; until: string };
  bucket: 'day' | 'week' | 'month';
  totals: Totals;
  /** The equally long span before, for comparison; undefined when the ledger does not reach back that far. */
  before?: Totals;
  series: SeriesPoint[];
  bySource: (Totals & { source: SourceId })[];
  byModel: ModelTotals[];
  byProject: (Totals & { project: string })[];
  topSessions: SessionRow[];
  /** Models without a price, with what was used of them. */
  unpriced: ModelTotals[];
  pricesAsOf: string;
}

export interface SessionRow extends Totals {
  id: number;
  source: SourceId;
  conversationId: string;
  /** Last part of the workspace's path; '' when unknown. */
  project: string;
  workspace: string;
  models: string[];
  firstAt: number;
  lastAt: number;
  /** User prompts in it. */
  turns: number;
  subAgents: number;
  /** Largest context of any call, in tokens. */
  peakContextTokens: number;
}

export type SessionSort = 'lastAt' | 'costNano' | 'inputTokens' | 'outputTokens' | 'requests' | 'peakContextTokens';

export interface SessionListView {
  total: number;
  offset: number;
  rows: SessionRow[];
}

/** What came into the context between the call before and this one. */
export interface ContextPart {
  /** A BlockKind, by name: 'Typed', 'ToolResult' … */
  kind: string;
  /** Tool name where it is a tool's. */
  name: string;
  count: number;
  bytes: number;
}

export interface RequestRow extends TokenCounts {
  id: number;
  responseId: string;
  timestamp: number;
  model: string;
  provider: string;
  agentName: string;
  operationName: string;
  /** '' where the log does not say. */
  effort: string;
  /** Of the assistant's program; '' where the log does not say. */
  clientVersion: string;
  toolCalls: number;
  /** null: no price known. */
  costNano: number | null;
  reportedCostNano?: number;
  basis: Basis;
  estimateError?: number;
  /** The user prompt this call answers, counted from 1; 0 before the first. */
  turn: number;
  filledBy: ContextPart[];
  at: LogPointer;
}

export interface SessionView {
  session: SessionRow;
  /** In time order, at most 2,000 of them around the dearest; `omitted` says how many are left out. */
  requests: RequestRow[];
  omitted: number;
}

/** A line of a log that speaks of this call. */
export interface CallLine {
  at: LogPointer;
  /** 'counted', or why it was not added: it repeats the call. */
  role: 'counted' | 'repeated' | 'copied' | 'replayed';
  inputTokens: number;
  outputTokens: number;
  timestamp: number;
}

export interface ExplainView {
  request: RequestRow;
  session: SessionRow;
  /** How often the call was met in logs, this one included. */
  timesSeen: number;
  lines: CallLine[];
  /** The log is gone or no longer holds the line. */
  logMissing: boolean;
  price?: PriceExplanation;
  dedupKey: string;
}

export interface SourceProblem {
  code: ProblemCode;
  count: number;
  example: LogPointer;
  detail: string;
}

export interface SourceView {
  source: SourceId;
  name: string;
  enabled: boolean;
  capabilities: Capability[];
  roots: {
    path: string;
    label: string;
    /** How many folders deep logs may lie below; 0: only directly in it. */
    depth: number;
    state: 'found' | 'missing' | 'unreadable';
    files: number;
  }[];
  files: number;
  bytes: number;
  records: number;
  sessions: number;
  firstAt?: number;
  lastAt?: number;
  /** Skipped lines and files with reasons, most frequent first. */
  problems: SourceProblem[];
}

export interface SourcesView {
  sources: SourceView[];
  /** The machine these folders are on. */
  machine: string;
  ledger: { file: string; bytes: number; records: number; schema: number };
  pricesAsOf: string;
  /** Things the user should know: the ledger was rebuilt, another window indexes, the disk is full … */
  notes: Note[];
}

/** Something worth saying about a whole run. `kind` names the wording. */
export interface Note {
  kind:
    | 'ledger-rebuilt'
    | 'ledger-newer'
    | 'disk-full'
    | 'indexed-elsewhere'
    | 'unpriced-models'
    | 'estimated'
    | 'prices-old'
    | 'cost-differs'
    | 'malformed-lines'
    | 'unreadable-files'
    | 'times-replaced';
  count?: number;
  detail?: string;
}

/** `tokenmin report --json`, exactly. */
export interface Report {
  schema: 1;
  generatedAt: string;
  timezone: string;
  period: { since: string | null; until: string | null };
  totals: ReportTotals;
  bySource: ({ source: SourceId } & ReportTotals)[];
  byModel: ({ model: string; provider: string } & ReportTotals)[];
  byDay: ({ date: string } & ReportTotals)[];
  byProject: ({ project: string } & ReportTotals)[];
  files: { seen: number; read: number; bytesRead: number; unreadable: number; malformedLines: number };
  notes: Note[];
}

export interface ReportTotals extends TokenCounts {
  requests: number;
  costUsd: number;
  unpricedRequests: number;
  estimatedRequests: number;
}
