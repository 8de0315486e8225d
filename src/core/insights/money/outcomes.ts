import type { CallFacts, SessionFacts, Thread } from '../session/sessionFacts';
import { commitCosts, type CommitCandidate, type CommitFacts } from './commitCost';
import { editOutcomes } from '../activity/editOutcome';
import { costPerResult, meanInterval, wilson, type Interval } from './intervals';
import { costOf } from '../session/sessionCost';
import { writeRate } from '../session/blockCost';
import { BlockKind } from '../../usage/blockKind';

/** What work came of the tokens (COACHING D5). Each is read together with its partner. */
export interface OutcomeMetric {
  key: OutcomeKey;
  unit: 'share' | 'nano' | 'tokens' | 'count';
  /** undefined: `missing` says why. */
  value?: number;
  /** 80 %. */
  low?: number;
  high?: number;
  /** Observations behind it. */
  n: number;
  partner?: OutcomeKey;
  missing?: 'no-git' | 'too-few' | 'no-price';
}

export type OutcomeKey =
  | 'cost-per-commit'
  | 'cost-per-change'
  | 'one-shot'
  | 'corrections'
  | 'retries'
  | 'cache-share'
  | 'cache-value'
  | 'avoidable-rewrites'
  | 'tokens-per-change'
  | 'context-middle'
  | 'context-high'
  | 'waste-share'
  | 'coach-hits';

/** With fewer, a rate says nothing yet. */
const LEAST = 5;
/** What was in the cache is gone when less than this much of it was read (COACHING C14). */
const BUST_SHARE = 0.5;
const MOST_CONTEXTS = 200_000;

/** Adds up what conversations tell of their results; `metrics` puts it into words of numbers. */
export class Outcomes {
  private readonly candidates: CommitCandidate[] = [];
  private readonly changes: { nano: number; tokens: number; isResult: boolean }[] = [];
  private readonly contexts: number[] = [];
  private edits = { n: 0, oneShot: 0, corrected: 0, retries: 0 };
  private input = { all: 0, read: 0, calls: 0, nano: 0, nanoWithout: 0, rewritten: 0 };

  add(session: SessionFacts): void {
    const recorded = session.capabilities.has('per-call-usage');
    for (const thread of session.threads) if (recorded) this.addThread(thread);
    this.candidates.push(candidateOf(session));
    for (const { oneShot, corrected, retries, calls, costNano } of editOutcomes(session)) {
      this.edits.n++;
      if (oneShot) this.edits.oneShot++;
      if (corrected) this.edits.corrected++;
      this.edits.retries += retries;
      const price = calls[0]?.rates?.input;
      if (costNano === undefined || !price) continue;
      // What was corrected was paid for, and is no change that was accepted.
      this.changes.push({ nano: costNano, tokens: (costNano * 1000) / price, isResult: !corrected });
    }
  }

  /** `commits` undefined: nobody could be asked. `waste` is the share of the bill that the coach claims. */
  metrics(
    commits: readonly CommitFacts[] | undefined,
    waste: number | undefined,
    hits: readonly boolean[],
  ): OutcomeMetric[] {
    const { edits, input } = this;
    const rate = (key: OutcomeKey, successes: number, of: number, partner?: OutcomeKey): OutcomeMetric => {
      if (of < LEAST) return { key, unit: 'share', n: of, partner, missing: 'too-few' };
      const { low, middle, high } = wilson(successes, of);
      return { key, unit: 'share', value: middle, low, high, n: of, partner };
    };
    const plain = (key: OutcomeKey, unit: OutcomeMetric['unit'], value: number, n: number, partner?: OutcomeKey) =>
      n < LEAST || !Number.isFinite(value)
        ? { key, unit, n, partner, missing: 'too-few' as const }
        : { key, unit, value, n, partner };
    const sorted = Float64Array.from(this.contexts).sort();
    const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
    const costs = commits && commitCosts(commits, this.candidates);
    return [
      costs
        ? average('cost-per-commit', 'nano', costs.surviving, 'corrections')
        : { key: 'cost-per-commit', unit: 'nano', n: 0, partner: 'corrections', missing: 'no-git' },
      this.perChange('cost-per-change', 'nano'),
      rate('one-shot', edits.oneShot, edits.n, 'cost-per-change'),
      rate('corrections', edits.corrected, edits.n, 'cost-per-change'),
      plain('retries', 'count', edits.retries / edits.n, edits.n, 'one-shot'),
      plain('cache-share', 'share', input.read / input.all, input.calls, 'cache-value'),
      plain('cache-value', 'share', 1 - input.nano / input.nanoWithout, input.calls, 'tokens-per-change'),
      plain('avoidable-rewrites', 'nano', (100 * input.rewritten) / input.calls, input.calls, 'cache-share'),
      this.perChange('tokens-per-change', 'tokens'),
      plain('context-middle', 'tokens', at(0.5), sorted.length, 'one-shot'),
      plain('context-high', 'tokens', at(0.9), sorted.length, 'one-shot'),
      waste === undefined
        ? { key: 'waste-share', unit: 'share', n: 0, missing: 'no-price' }
        : plain('waste-share', 'share', waste, input.calls, 'cost-per-change'),
      rate('coach-hits', hits.filter(Boolean).length, hits.length),
    ];
  }

  private perChange(key: OutcomeKey, unit: 'nano' | 'tokens'): OutcomeMetric {
    const { changes } = this;
    const n = changes.filter(({ isResult }) => isResult).length;
    const spent = changes.map(({ [unit]: cost, isResult }) => ({ cost, isResult }));
    return measured(key, unit, n, 'one-shot', () => costPerResult(spent));
  }

  private addThread({ calls, epochs }: Thread): void {
    const starts = new Set(epochs.map(({ first }) => first));
    calls.forEach((call, j) => {
      const { input } = this;
      input.all += call.input;
      input.read += call.cacheRead;
      input.calls++;
      if (this.contexts.length < MOST_CONTEXTS) this.contexts.push(call.input);
      if (!call.rates) return;
      const { paid, without } = inputCost(call);
      input.nano += paid;
      input.nanoWithout += without;
      const before = starts.has(j) ? 0 : (calls[j - 1]?.input ?? 0);
      if (call.cacheRead >= before * BUST_SHARE) return;
      input.rewritten += ((before - call.cacheRead) * Math.max(0, writeRate(call) - call.rates.cacheRead)) / 1000;
    });
  }
}

/** Nano-dollars for a call's input, and what it had cost without a cache. */
function inputCost(call: CallFacts): { paid: number; without: number } {
  const rates = call.rates!;
  const fresh = Math.max(0, call.input - call.cacheRead - call.cacheWrite);
  const pico = fresh * rates.input + call.cacheRead * rates.cacheRead + call.cacheWrite * writeRate(call);
  return { paid: pico / 1000, without: (call.input * rates.input) / 1000 };
}

function average(
  key: OutcomeKey,
  unit: OutcomeMetric['unit'],
  values: readonly number[],
  partner: OutcomeKey,
): OutcomeMetric {
  return measured(key, unit, values.length, partner, () => meanInterval(values));
}

function measured(
  key: OutcomeKey,
  unit: OutcomeMetric['unit'],
  n: number,
  partner: OutcomeKey,
  intervalOf: () => Interval | undefined,
): OutcomeMetric {
  const interval = n >= LEAST ? intervalOf() : undefined;
  if (!interval) return { key, unit, n, partner, missing: 'too-few' };
  const { low, middle, high } = interval;
  return { key, unit, value: middle, low, high, n, partner };
}

function candidateOf(session: SessionFacts): CommitCandidate {
  const calls = session.threads.flatMap((thread) => thread.calls);
  const edited = session.threads.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === BlockKind.Edit));
  return {
    id: session.id,
    workspace: session.workspace,
    firstAt: calls.reduce((first, { at }) => Math.min(first, at), Infinity),
    lastAt: calls.reduce((last, { at }) => Math.max(last, at), 0),
    nano: costOf(session),
    files: new Set(edited.map(({ target }) => target.replaceAll('\\', '/'))),
  };
}
