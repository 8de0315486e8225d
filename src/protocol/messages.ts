// Messages between webview, host and worker. Both hops speak the same queries.
import type { LogPointer, SourceId } from '../core/usage/usageRecord';
import type { Billing } from '../core/pricing/billing';
import type { PriceSettings } from '../core/pricing/priceSettings';
import type { CommitFacts } from '../core/insights/money/commitCost';
import type { DismissalReason } from '../core/coach/marks';
import type { AdviceView, ContextView, GuardrailAlert, OutcomesView, SessionTag, WhatIfView } from './coachViews';
import type { LintParams, LintView } from './lintViews';
import type { AdviceTextView, PromptPlace, PromptTextView, PromptsView } from './promptViews';
import type {
  DaySpan,
  ExplainView,
  GaugeView,
  Note,
  OverviewView,
  Report,
  SeriesKey,
  SessionListView,
  SessionSort,
  SessionView,
  SourcesView,
} from './views';
import type { CountView, PasteOffer, SendCostView, ShortenView, WrittenText } from './writingViews';

export interface SessionFilter extends DaySpan {
  /** Matched against project, workspace, model and conversation id, case-insensitively. */
  text: string;
  source?: SourceId;
  sort: SessionSort;
  descending: boolean;
  offset: number;
  /** At most 500. */
  limit: number;
}

/** Everything that can be asked of the worker: parameters → answer. */
export interface Queries {
  gauge(p: { weekStart: number }): GaugeView;
  overview(p: { span: DaySpan; groupBy: SeriesKey }): OverviewView;
  sessions(p: SessionFilter): SessionListView;
  session(p: { id: number }): SessionView | undefined;
  /** By the ledger's own id (`#123`), or by response id. */
  explain(p: { request: string }): ExplainView | undefined;
  sources(p: Record<string, never>): SourcesView;
  /** What is to be said beside any answer: the ledger was rebuilt, logs could not be read … */
  notes(p: Record<string, never>): Note[];
  lint(p: LintParams): LintView;
  report(p: DaySpan & { source?: SourceId }): Report;
  /** `monthlyBudgetNano`: the user's own limit, if there is one. */
  advice(p: { days: number; billing: Billing; monthlyBudgetNano?: number }): AdviceView;
  /** Where the tokens of prompts go. */
  prompts(p: { days: number }): PromptsView;
  /** The text of a prompt, and what could be shorter in it. */
  prompt(p: PromptPlace): PromptTextView;
  /** What an action of kind `copy-made` copies, for one place of the evidence. */
  adviceText(p: LogPointer & { ruleId: string; sessionId: number }): AdviceTextView;
  contextCost(p: { days: number }): ContextView;
  guardrails(p: Record<string, never>): GuardrailAlert[];
  /** The same calls under other conditions. */
  whatIf(p: { days: number }): WhatIfView;
  outcomes(p: { days: number; billing: Billing; commits?: readonly CommitFacts[] }): OutcomesView;
  countText(p: WrittenText): CountView;
  /** `folders`: the open ones, in which mentioned files are looked for. */
  sendCost(p: WrittenText & { folders: readonly string[] }): SendCostView;
  shorten(p: WrittenText & { locale: string }): ShortenView;
  /** `around`: what stands where `text` is to be pasted; `inFence`: in a fenced block. */
  pasteOffers(p: WrittenText & { around: string; inFence: boolean }): PasteOffer[];
}

export type QueryName = keyof Queries;
export type QueryParams<Q extends QueryName> = Parameters<Queries[Q]>[0];
export type QueryResult<Q extends QueryName> = ReturnType<Queries[Q]>;

/** What the worker has to know. Everything in it is plain data. */
export interface WorkerConfig {
  /** The home directory whose logs are read. */
  home: string;
  /** Environment variables that move log folders; {} to ignore them. */
  env: Record<string, string | undefined>;
  ledgerFile: string;
  timezone: string;
  userDataFolders: string[];
  extraFolders: Partial<Record<SourceId, string[]>>;
  disabledSources: SourceId[];
  prices: PriceSettings;
  /** Name of the machine, for the tooltip. */
  machine: string;
}

/** Things the worker does, beside answering. */
export interface Commands {
  /** Look for new bytes; answers when all are in the ledger. `paths`: only these files, when a watcher named them. */
  /** `elsewhere`: somebody else reads what is new, just now. */
  refresh(p: { paths?: string[] }): { recordsAdded: number; bytesRead: number; elsewhere: boolean };
  configure(p: WorkerConfig): void;
  /** Removes the ledger's file and starts an empty one; logs are read again only on the next refresh. */
  deleteAll(p: Record<string, never>): void;
  /** Writes the sample month's logs, until then (milliseconds UTC), below a folder, which becomes a home directory. */
  writeSample(p: { folder: string; endDay: string; until?: number }): void;
  /** The rule is silent until then (epoch milliseconds; 0 wakes it), in one workspace or ('') everywhere. */
  snooze(p: { ruleId: string; workspace: string; until: number }): void;
  /** The rule has to find twice as much to be shown again. Without a reason the dismissal is taken back. */
  dismiss(p: { ruleId: string; workspace: string; reason?: DismissalReason; lowNano: number }): void;
  /** The user did it: what the rule measures is frozen now, to be compared later. Answers with the verdict's id. */
  follow(p: { ruleId: string; workspace: string; monthlyNano: number }): number;
  /** `back`: it is compared again, with what was frozen then. */
  unfollow(p: { id: number; back?: boolean | undefined }): void;
  /** The ledger's id; without a tag it is taken off. */
  tagSession(p: { session: number; tag?: SessionTag }): void;
}

export type CommandName = keyof Commands;

/** Shared by who asks and who answers, in whatever thread: not 0 as soon as nobody waits for the answer any longer. */
export type StopFlag = Int32Array;

export type WorkerRequest = { id: number; method: QueryName | CommandName; params: unknown; stop?: StopFlag };

export type WorkerReply =
  { type: 'reply'; id: number; result: unknown } | { type: 'failure'; id: number; message: string };

/** How far the reading of logs has come. */
export interface Progress {
  type: 'progress';
  indexing: boolean;
  filesDone: number;
  filesTotal: number;
  bytesDone: number;
  bytesTotal: number;
}

export type WorkerEvent =
  /** The ledger holds something new. */
  | { type: 'changed' }
  /** The ledger was opened. In memory: nobody else can look into it. */
  | { type: 'opened'; inMemory: boolean }
  | Progress
  | { type: 'log'; level: 'info' | 'warn' | 'error'; message: string };

export type FromWorker = WorkerReply | WorkerEvent;

/** Pages of the dashboard and where the user is on them: all that survives a reload. */
export type Page = 'overview' | 'sessions' | 'advice' | 'prompts' | 'context' | 'outcomes' | 'whatIf' | 'sources';

export interface DashboardState {
  page: Page;
  period: '7d' | '30d' | '90d' | 'month' | 'all';
  groupBy: SeriesKey;
  measure: 'cost' | 'tokens';
  /** What the coach looks at: the last so many days. */
  coachDays: 7 | 14 | 30 | 90;
  sessionText: string;
  sessionSource?: SourceId;
  sessionSort: SessionSort;
  sessionDescending: boolean;
  /** Ledger id of the open session. */
  session?: number;
  /** Ledger id of the call whose "Why this number?" is open. */
  request?: number;
}

export type ToWebview =
  | { type: 'reply'; id: number; result: unknown }
  | { type: 'failure'; id: number; message: string }
  /** `asked`: the user did it, and waits to see it. */
  | { type: 'changed'; asked?: boolean }
  | Progress
  /** Go to a page, asked for by a command. */
  | { type: 'show'; state: Partial<DashboardState> };

export type FromWebview =
  | { type: 'query'; id: number; method: QueryName; params: unknown }
  | { type: 'openLog'; file: string; offset: number }
  | { type: 'openSettings'; query: string }
  | { type: 'refresh' }
  | { type: 'trySampleData' }
  | { type: 'stopSampleData' }
  | { type: 'copy'; text: string }
  /** `line` is counted from 1. */
  | { type: 'openFile'; file: string; line?: number }
  /** Do what the rule's tip offers. Nothing is written before the user has seen a diff and agreed. */
  | ({ type: 'adviceAction'; evidence?: EvidencePlace } & Followed)
  | ({ type: 'follow' } & Followed)
  /** By a verdict's id. */
  | { type: 'unfollow'; id: number; back?: boolean | undefined }
  /** Takes back the latest change that Tokenmin made for a rule. */
  | { type: 'undoChange'; ruleId: string }
  /** 0 days: the rule may speak again. */
  | ({ type: 'snooze'; days: 0 | 7 | 30 | 'forever' } & RuleInWorkspace)
  /** Without a reason the dismissal is taken back. `lowNano`: what the tip was about. */
  | ({ type: 'dismiss'; reason?: DismissalReason; lowNano: number } & RuleInWorkspace)
  /** The ledger's id; without a tag it is taken off. */
  | { type: 'tagSession'; session: number; tag?: SessionTag };

/** A rule in one workspace, or ('') everywhere. */
export interface RuleInWorkspace {
  ruleId: string;
  workspace: string;
}

/** What is frozen when the user follows a tip, to be compared later. */
export interface Followed extends RuleInWorkspace {
  /** The least that was to be saved in a month. */
  monthlyNano: number;
}

/** Which of a tip's places is meant. */
export interface EvidencePlace extends LogPointer {
  sessionId: number;
}

/** What the host tells the page once, in the HTML. */
export interface DashboardSetup {
  locale: string;
  timezone: string;
  billing: Billing;
  machine: string;
  strings: Record<string, string>;
  /** The coach's English templates with their translations; empty in English. */
  phrases: Record<string, string>;
  /** The sample month is shown, not the user's own logs. */
  sample: boolean;
}
