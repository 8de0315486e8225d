import type { SessionFacts } from '../insights/session/sessionFacts';
import type { Capability } from '../sources/source';
import { remembered } from '../usage/remembered';
import type { SourceId } from '../usage/usageRecord';
import { Claims, type Claim } from './claims';
import type {
  CoachRule,
  CoachSetup,
  CoachSummary,
  Finding,
  HiddenReason,
  Occurrence,
  RuleResult,
  RuleRun,
  SessionRef,
} from './coachRule';
import { costTold } from './costTold';

/** A rule and what it found, dearest first. */
export interface RuleAdvice {
  rule: CoachRule;
  occurrences: (Occurrence & { lowNano: number; highNano: number })[];
  result: RuleResult;
  lowNano: number;
  highNano: number;
  /** Billed tokens that would not have been, at best. */
  tokens: number;
  distinctDays: number;
  hiddenBecause?: HiddenReason;
}

export interface CoachResult {
  summary: CoachSummary;
  advice: RuleAdvice[];
  /** Rules that could say nothing of an assistant, because its logs lack something. */
  unavailable: { ruleId: string; source: SourceId; missing: Capability[] }[];
  /** Rules that failed: their fault, not the user's. */
  failures: { ruleId: string; message: string }[];
}

type Handed = Finding & { session: SessionRef };

interface Run {
  rule: CoachRule;
  run: RuleRun;
  findings: Handed[];
  /** Assistants of which a session told what it needs. */
  available: Set<SourceId>;
  failed: boolean;
}

/** COACHING D0.5: below, a finding is one of the small things. */
const LEAST = { occurrences: 3, days: 2 };
const LEAST_MONTHLY_NANO = 1_000_000_000;
const LEAST_SHARE = 0.01;
const MONTH_DAYS = 30;
/** In every time zone days begin at one. */
const QUARTER_HOUR = 900_000;
/** A rule that finds something everywhere must not fill the memory. */
const MOST_OCCURRENCES = 20_000;

/**
 * Shows every session to every rule, in the order of the list: what one rule claims is not there for the next
 * (COACHING D0.3), unless that rule has nothing to say in the end. Of a session nothing is kept after `add` but the
 * calls and blocks that something was found in, and all calls where rules claimed the same.
 */
export class Coach {
  private readonly runs: Run[];
  /** Where a claim was made, if others would get more without it. */
  private readonly contested = new WeakMap<Claim, Claims>();
  private readonly failures: CoachResult['failures'] = [];
  private readonly unavailable = new Map<string, CoachResult['unavailable'][number]>();
  private readonly billBySource = new Map<SourceId, number>();
  private readonly days = new Set<string>();
  private billNano = 0;
  private lastQuarter = NaN;
  private sessions = 0;
  private calls = 0;
  private unpricedCalls = 0;

  constructor(
    rules: readonly CoachRule[],
    private readonly setup: CoachSetup,
  ) {
    this.runs = [];
    for (const rule of rules) {
      try {
        this.runs.push({ rule, run: rule.start(setup), findings: [], available: new Set(), failed: false });
      } catch (error) {
        this.failures.push({ ruleId: rule.id, message: messageOf(error) });
      }
    }
  }

  add(session: SessionFacts): void {
    if (session.threads.every(({ calls }) => calls.length === 0)) return;
    this.tally(session);
    const claims = new Claims();
    const { id, source, conversationId, workspace } = session;
    const ref = { id, source, conversationId, workspace };
    const made: Claim[] = [];
    for (const entry of this.runs) {
      const { rule, run, findings } = entry;
      if (entry.failed || this.lacks(entry, session)) continue;
      const found = (finding: Finding): void => {
        if (findings.length >= MOST_OCCURRENCES) return;
        findings.push({ ...finding, session: ref });
        made.push(finding.claim);
      };
      try {
        run.session(session, { claims, found });
      } catch (error) {
        entry.failed = true;
        this.failures.push({ ruleId: rule.id, message: messageOf(error) });
      }
    }
    if (claims.isContested) for (const claim of made) this.contested.set(claim, claims);
  }

  finish(): CoachResult {
    const summary: CoachSummary = {
      billNano: this.billNano,
      billBySource: this.billBySource,
      sessions: this.sessions,
      calls: this.calls,
      unpricedCalls: this.unpricedCalls,
      activeDays: this.days.size,
    };
    const advice: RuleAdvice[] = [];
    for (const entry of this.runs) {
      try {
        const told = this.toldBy(entry, summary);
        if (told) advice.push(told);
      } catch (error) {
        this.failures.push({ ruleId: entry.rule.id, message: messageOf(error) });
        this.release(entry.findings);
      }
    }
    const available = new Map(this.runs.map((entry) => [entry.rule.id, entry.available]));
    const unavailable = [...this.unavailable.values()].filter(
      ({ ruleId, source }) => !available.get(ruleId)?.has(source),
    );
    return { summary, advice, unavailable, failures: this.failures };
  }

  private toldBy({ rule, run, findings, failed }: Run, summary: CoachSummary): RuleAdvice | undefined {
    const occurrences = failed ? [] : findings.flatMap(settled);
    if (occurrences.length === 0) {
      this.release(findings);
      return undefined;
    }
    const isAwake = this.awakeFor(rule);
    const awake = occurrences.filter(isAwake);
    const result = run.finish(awake.length > 0 ? awake : occurrences, summary);
    const kept = result.keep ? occurrences.filter(result.keep) : occurrences;
    const isSilent = rule.off || this.setup.demoted?.has(rule.id) || result.hiddenBecause === 'below-threshold';
    this.release(findings, isSilent ? [] : kept);
    const spoken = kept.filter(isAwake);
    if (spoken.length > 0) return this.adviceOf(rule, result, spoken);
    return kept.length > 0 ? { ...this.adviceOf(rule, result, kept), hiddenBecause: 'snoozed' } : undefined;
  }

  /** Who does not say what it found leaves it to the rules that come after. */
  private release(findings: readonly Handed[], stays: readonly Occurrence[] = []): void {
    const standing = new Set(stays.map(({ claim }) => claim));
    const given = new Map<Claims, Set<Claim>>();
    for (const { claim } of findings) {
      if (standing.has(claim)) continue;
      const claims = this.contested.get(claim);
      if (claims) given.set(claims, (given.get(claims) ?? new Set()).add(claim));
      else [claim.nano, claim.tokens] = [0, 0];
    }
    for (const [claims, some] of given) claims.release(some);
  }

  private adviceOf(rule: CoachRule, result: RuleResult, kept: readonly Occurrence[]): RuleAdvice {
    // A guardrail claims nothing: there the dearest says most.
    const dearness = rule.family === 'guardrail' ? costTold : () => 0;
    const occurrences = kept
      .map((o) => {
        const { lowNano: low, highNano: high } = savingOf(rule, o);
        return { ...o, lowNano: low, highNano: high };
      })
      .sort(
        (a, b) => b.lowNano - a.lowNano || b.claim.tokens - a.claim.tokens || dearness(b) - dearness(a) || a.at - b.at,
      );
    let [lowNano, highNano, tokens] = [0, 0, 0];
    for (const o of occurrences) {
      lowNano += o.lowNano;
      highNano += o.highNano;
      tokens += o.claim.tokens;
    }
    const distinctDays = new Set(occurrences.map((o) => this.setup.dayOf(o.at))).size;
    const advice = { rule, occurrences, result, lowNano, highNano, tokens, distinctDays };
    return { ...advice, hiddenBecause: this.reasonToHide(advice) };
  }

  private awakeFor(rule: CoachRule): (occurrence: Occurrence) => boolean {
    const isSilent = remembered((workspace) => this.setup.marks?.silences(rule.id, workspace) !== undefined);
    return ({ session }) => !isSilent(session.workspace);
  }

  private reasonToHide({ rule, result, occurrences, distinctDays, lowNano }: RuleAdvice): HiddenReason | undefined {
    if (rule.off) return 'off';
    if (this.setup.demoted?.has(rule.id)) return 'demoted';
    if (result.hiddenBecause) return result.hiddenBecause;
    const workspaces = occurrences.map((o) => o.session.workspace);
    const raised = this.setup.marks?.raises(rule.id, workspaces) ?? { factor: 1, lowNano: 0 };
    const least = rule.least ?? LEAST;
    const few = occurrences.length < least.occurrences * raised.factor || distinctDays < least.days;
    if (few) return raised.factor > 1 ? 'dismissed' : 'too-few';
    // Guardrails are about what is going wrong, and what has no amount is not small for that.
    if (rule.family === 'guardrail' || rule.tier === 'C') return raised.factor > 1 ? 'dismissed' : undefined;
    const monthly = (lowNano * MONTH_DAYS) / this.setup.days;
    const small =
      monthly < LEAST_MONTHLY_NANO * raised.factor && lowNano <= this.billNano * LEAST_SHARE * raised.factor;
    if (raised.factor > 1) return small || lowNano < raised.lowNano ? 'dismissed' : undefined;
    return small ? 'too-small' : undefined;
  }

  private tally(session: SessionFacts): void {
    this.sessions++;
    const { calls: older = 0, unpriced = 0, nano: paid = 0 } = session.omitted ?? {};
    this.calls += older;
    this.unpricedCalls += unpriced;
    let bill = paid;
    for (const { calls } of session.threads) {
      for (const { at, costNano } of calls) {
        this.calls++;
        if (costNano === undefined) this.unpricedCalls++;
        const quarter = Math.floor(at / QUARTER_HOUR);
        if (quarter !== this.lastQuarter) this.days.add(this.setup.dayOf(at));
        this.lastQuarter = quarter;
        bill += costNano ?? 0;
      }
    }
    this.billNano += bill;
    this.billBySource.set(session.source, (this.billBySource.get(session.source) ?? 0) + bill);
  }

  private lacks({ rule, available }: Run, { source, capabilities }: SessionFacts): boolean {
    const isMissing = (need: Capability): boolean => !capabilities.has(need);
    if (!rule.needs.some(isMissing)) {
      available.add(source);
      return false;
    }
    const key = `${rule.id} ${source}`;
    if (!this.unavailable.has(key)) {
      this.unavailable.set(key, { ruleId: rule.id, source, missing: rule.needs.filter(isMissing) });
    }
    return true;
  }
}

/** With what is saved, now that the claim is final; none where that is too little. */
function settled({ saving, ...finding }: Handed): Occurrence[] {
  if (typeof saving !== 'function') return [{ ...finding, saving }];
  const range = saving(finding.claim);
  return range ? [{ ...finding, saving: range }] : [];
}

/** Never more than was claimed, and no amount where there is only a direction. */
function savingOf(rule: CoachRule, { claim, saving }: Occurrence): { lowNano: number; highNano: number } {
  if (rule.tier === 'C') return { lowNano: 0, highNano: 0 };
  const [low, high] = rule.range;
  const highNano = Math.floor(Math.min(claim.nano, Math.max(0, saving ? saving.highNano : claim.nano * high)));
  const lowNano = Math.floor(Math.min(highNano, Math.max(0, saving ? saving.lowNano : claim.nano * low)));
  return { lowNano, highNano };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
