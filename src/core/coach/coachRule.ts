import type { CallFacts, PlacedBlock, SessionFacts } from '../insights/session/sessionFacts';
import type { WorkspaceFiles } from '../insights/workspaceFiles';
import type { Billing } from '../pricing/billing';
import type { PriceBook } from '../pricing/priceBook';
import type { Capability } from '../sources/source';
import type { SourceId } from '../usage/usageRecord';
import type { Claim, Claims } from './claims';
import type { Changes } from './conditions';
import type { Marks } from './marks';
import type { Figure, Phrase } from './phrase';

export type AdviceFamily = 'prompt' | 'model' | 'context' | 'guardrail';

/**
 * How sure a saving is (COACHING D0.4). A: replayed on the own bill; B: a block not sent, behaviour unchanged;
 * C: depends on people or models acting differently, so there is a direction and no amount.
 */
export type AdviceTier = 'A' | 'B' | 'C';

/** What the user says of a conversation afterwards. */
export const SESSION_TAGS = ['worth-it', 'waste', 'exploring'] as const;
export type SessionTag = (typeof SESSION_TAGS)[number];

/** What can be done about it by a click. Nothing is written without a diff shown first. */
export type AdviceAction =
  /** A text to be copied as it is. */
  | { kind: 'copy'; text: string }
  /** A text made from the evidence when it is asked for: it holds the user's words, which we do not keep. */
  | { kind: 'copy-made'; what: 'folded-log' | 'converted-data' | 'path' | 'shortened-prompt' | 'hand-off-note' }
  /** A value in the assistant's own settings file, shown as a diff. */
  | { kind: 'assistant-setting'; source: SourceId; path: readonly string[]; value: string | number | boolean }
  | { kind: 'editor-setting'; key: string; value: string | number | boolean }
  /** An instruction or configuration file, opened with its findings. */
  | { kind: 'open-file'; file: string }
  | { kind: 'guide'; steps: readonly string[] };

/** English templates with {named} places, filled from `RuleResult.figures`; keys of their own translations. */
export interface RuleWords {
  /** One sentence, in the words of the assistant that most of the evidence is about: {assistant} is its name. */
  title: string;
  /** What could go wrong. */
  risk: string;
  /** How we will check. */
  check: string;
  /** What the button says. */
  action: string;
}

/** Which conversation: all that is kept of it once every rule has seen it. */
export type SessionRef = Pick<SessionFacts, 'id' | 'source' | 'conversationId' | 'workspace'>;

/** A range of whole nano-dollars. */
export interface Saving {
  lowNano: number;
  highNano: number;
}

/** Something that a rule found. Amounts are of what was really billed, before the rule's range. */
export interface Occurrence {
  session: SessionRef;
  /** Epoch milliseconds. */
  at: number;
  /** The call it shows in; where there is none, `block` has the place. */
  call?: CallFacts;
  block?: PlacedBlock;
  why: Phrase;
  claim: Claim;
  /** Set where the range of a saving is not the rule's share of the claim: never more than `claim.nano`. */
  saving?: Saving;
  /** What belongs together: a command, a paragraph's hash, a file. Thresholds of a rule may be per group. */
  group?: string;
}

/**
 * An occurrence as it is handed in. What its claim comes to may still grow: a saving that depends on it is asked for at
 * the end, when undefined means that too little is left to speak of.
 */
export interface Finding extends Omit<Occurrence, 'session' | 'saving'> {
  saving?: Saving | ((claim: Claim) => Saving | undefined);
}

/** What rules hand in while they look at a session. */
export interface Desk {
  readonly claims: Claims;
  found(finding: Finding): void;
}

export interface CoachSetup {
  /** Epoch milliseconds. */
  now: number;
  /** What is looked at: the last so many days. */
  days: number;
  /** The user's local day of a time, 'YYYY-MM-DD'. */
  dayOf: (ms: number) => string;
  billing: Billing;
  /** Prices of the same call with one thing changed. */
  prices: Pick<PriceBook, 'rates' | 'cost'>;
  /** Tokens of a text in o200k_base, an estimate for all but OpenAI's models. */
  countTokens: (text: string) => number;
  /** The instruction files of a workspace; undefined: it is gone, or not on this machine. */
  filesOf?: (workspace: string) => WorkspaceFiles | undefined;
  /** The user's own limit for a month; undefined: none is set. */
  monthlyBudgetNano?: number;
  /** How the user tagged a conversation. */
  tagOf?: (session: SessionRef) => SessionTag | undefined;
  /** What the user said to earlier advice. */
  marks?: Marks;
  /** Rules whose advice failed here too often (COACHING D0.7). */
  demoted?: ReadonlySet<string>;
}

/** All that was looked at. */
export interface CoachSummary {
  /** Whole nano-dollars of all priced calls. */
  billNano: number;
  billBySource: ReadonlyMap<SourceId, number>;
  sessions: number;
  calls: number;
  unpricedCalls: number;
  /** Local days with a call. */
  activeDays: number;
}

/** Why advice is not among the tips; all but 'too-small' are said in words by whoever shows it. */
export type HiddenReason =
  | 'too-few' // less than three times, or on one day only
  | 'too-small' // under $1 a month and under 1 % of what was spent
  | 'below-threshold' // the rule's own
  | 'snoozed'
  | 'dismissed'
  | 'demoted' // it failed here too often
  | 'off'; // not precise enough on its scenarios

export interface RuleResult {
  /** Instead of the rule's own, where what was found can be said more plainly. */
  title?: string;
  /** What the words' places are filled with, beside those every rule has: {n}, {days}, {assistant}, {low}, {high}, {share}. */
  figures: Readonly<Record<string, Figure>>;
  /** Occurrences that count; default: all. What the others had claimed is given back to the rules that come after. */
  keep?: (occurrence: Occurrence) => boolean;
  hiddenBecause?: HiddenReason;
  /** Where it depends on what was found. */
  action?: AdviceAction;
}

/** One look at all sessions, oldest first. Whatever it throws ends this rule's run, and no other's. */
export interface RuleRun {
  session(session: SessionFacts, desk: Desk): void;
  finish(occurrences: readonly Occurrence[], summary: CoachSummary): RuleResult;
}

/** What tells afterwards whether advice worked (COACHING D0.7). */
export interface Verification {
  /** The unit counted: 'session', 'edit turn', 'pasted log' … */
  unit: string;
  /** Eligible units of a session: what a lower `value` would mean less waste of. `stratum`: compared only within. */
  units(session: SessionFacts): { at: number; value: number; stratum?: string }[];
  changes?: Changes;
  /** Values are nano-dollars. */
  isMoney?: true;
}

export interface CoachRule {
  /** The slug of COACHING's catalogue. */
  readonly id: string;
  readonly family: AdviceFamily;
  readonly tier: AdviceTier;
  /** On sessions that lack one of them the rule stays hidden, with that as its reason. */
  readonly needs: readonly Capability[];
  /** What of a claim is saved at least and at most. */
  readonly range: readonly [low: number, high: number];
  /** How often it must have happened to be shown; default: 3 times on 2 days. */
  readonly least?: { occurrences: number; days: number };
  /** Not precise enough on its scenarios (COACHING D7): found, and hidden. */
  readonly off?: true;
  readonly words: RuleWords;
  readonly verification: Verification;
  action(source: SourceId): AdviceAction;
  start(setup: CoachSetup): RuleRun;
}
