import { contextCost, outputCost, writeRate } from '../insights/session/blockCost';
import type { CallFacts, Epoch, Thread } from '../insights/session/sessionFacts';
import type { Claim } from './claims';

/** One thread is carried so many calls far at most: beyond, a claim is too low rather than slow. */
const MOST_CALLS = 5_000;
const PICO_PER_NANO = 1000;

/** What has been claimed of one call. Intervals are [from, to, from, to …], sorted, apart. */
interface Taken {
  all: number[];
  premium: number[];
  outputTokens: number;
  /** What price-level claims have left: 1, and less with each. */
  left: number;
  nano: number;
}

/** The (call, offset) cells and output tokens of a session that claims have taken, and what is left of each call. */
export class TakenCells {
  private readonly taken = new Map<CallFacts, Taken>();
  /** How much of each prefix is taken, from its end. */
  private readonly prefixes = new Map<Epoch, number>();
  /** Whether a claim got less than it would have got alone. */
  contested = false;

  /** Tokens `from` to `to` of the context of calls `first` to `end` (excluded): they need not have been there. */
  context(
    calls: readonly CallFacts[],
    { from, to, first, end }: { from: number; to: number; first: number; end: number },
  ): Claim {
    const sum = { nano: 0, tokens: 0 };
    const last = Math.min(end, calls.length, first + MOST_CALLS);
    for (let j = Math.max(0, first); j < last; j++) {
      const call = calls[j]!;
      const [start, stop] = [Math.max(0, from), Math.min(to, call.input)];
      if (stop <= start) continue;
      const taken = this.of(call);
      let value = 0;
      const free = gaps(taken.all, start, stop);
      if (isPart(free, start, stop) || taken.left < 1) this.contested = true;
      for (let i = 0; i < free.length; i += 2) {
        const [a, b] = [free[i]!, free[i + 1]!];
        sum.tokens += b - a;
        value += contextCost(call, a, b);
        // Of what was claimed as rewritten for nothing, only the price of reading it is left.
        const known = overlaps(taken.premium, a, b);
        if (known.length > 0) this.contested = true;
        for (let k = 0; k < known.length; k += 2) value -= premiumOf(call, known[k]!, known[k + 1]!);
      }
      insert(taken.all, start, stop);
      sum.nano += this.take(call, taken, value * taken.left);
    }
    return sum;
  }

  /** Tokens `from` to `to` of one call were paid as written or uncached though they could have been read. */
  premium(call: CallFacts, from: number, to: number): Claim {
    const taken = this.of(call);
    const [start, stop] = [Math.max(0, from, call.cacheRead), Math.min(to, call.input)];
    if (stop <= start) return { nano: 0, tokens: 0 };
    let value = 0;
    let tokens = 0;
    const free = gaps(taken.all, start, stop);
    if (isPart(free, start, stop) || taken.left < 1) this.contested = true;
    for (let i = 0; i < free.length; i += 2) {
      const left = gaps(taken.premium, free[i]!, free[i + 1]!);
      if (isPart(left, free[i]!, free[i + 1]!)) this.contested = true;
      for (let k = 0; k < left.length; k += 2) {
        value += premiumOf(call, left[k]!, left[k + 1]!);
        tokens += left[k + 1]! - left[k]!;
      }
    }
    insert(taken.premium, start, stop);
    return { nano: this.take(call, taken, value * taken.left), tokens };
  }

  /** Output tokens that need not have been written. */
  output(call: CallFacts, tokens: number): Claim {
    const taken = this.of(call);
    const free = Math.max(0, Math.min(Math.floor(tokens), call.output - taken.outputTokens));
    if (free < Math.floor(tokens) || taken.left < 1) this.contested = true;
    taken.outputTokens += free;
    return { nano: this.take(call, taken, outputCost(call, free) * taken.left), tokens: free };
  }

  /** A share (0…1) of all that is left of a call: another price for the same tokens. */
  share(call: CallFacts, share: number): Claim {
    const taken = this.of(call);
    const part = Math.max(0, Math.min(1, share));
    if (taken.nano > 0) this.contested = true;
    const value = this.leftOf(call) * part;
    taken.left *= 1 - part;
    return { nano: this.take(call, taken, value), tokens: 0 };
  }

  /**
   * Tokens of what a thread carried before anybody said a word, in all its calls. Which of the prefix's tokens they are
   * is not known, and all cost the same: each claim takes the next ones from the end.
   */
  prefix({ calls, epochs }: Pick<Thread, 'calls' | 'epochs'>, tokens: number): Claim {
    const sum = { nano: 0, tokens: 0 };
    for (const epoch of epochs) {
      const used = this.prefixes.get(epoch) ?? 0;
      const to = Math.max(0, epoch.prefix - used);
      const from = Math.max(0, to - Math.round(tokens));
      if (used > 0 && to - from < Math.round(tokens)) this.contested = true;
      this.prefixes.set(epoch, used + (to - from));
      const claim = this.context(calls, { from, to, first: epoch.first, end: epoch.end });
      sum.nano += claim.nano;
      sum.tokens += claim.tokens;
    }
    return sum;
  }

  /** Nano-dollars of a call that nobody has claimed. */
  leftOf(call: CallFacts): number {
    return Math.max(0, (call.costNano ?? 0) - (this.taken.get(call)?.nano ?? 0));
  }

  private of(call: CallFacts): Taken {
    let taken = this.taken.get(call);
    if (!taken) this.taken.set(call, (taken = { all: [], premium: [], outputTokens: 0, left: 1, nano: 0 }));
    return taken;
  }

  /** Whole, and never more than the call has cost: rounding and odd logs end here. */
  private take(call: CallFacts, taken: Taken, value: number): number {
    const nano = Math.max(0, Math.min(Math.floor(value), (call.costNano ?? 0) - taken.nano));
    taken.nano += nano;
    return nano;
  }
}

/** Nano-dollars that tokens cost beyond what reading them from the cache would have. */
function premiumOf(call: CallFacts, from: number, to: number): number {
  if (!call.rates) return 0;
  const written = Math.min(to, call.cacheRead + call.cacheWrite) - Math.max(from, call.cacheRead);
  const uncached = to - Math.max(from, call.cacheRead + call.cacheWrite);
  const { cacheRead, input } = call.rates;
  const pico =
    Math.max(0, written) * Math.max(0, writeRate(call) - cacheRead) +
    Math.max(0, uncached) * Math.max(0, input - cacheRead);
  return pico / PICO_PER_NANO;
}

/** Are these less than [from, to)? */
function isPart(intervals: readonly number[], from: number, to: number): boolean {
  return intervals[0] !== from || intervals[1] !== to;
}

/** The parts of [from, to) that no interval covers, as intervals. */
function gaps(intervals: readonly number[], from: number, to: number): number[] {
  const found: number[] = [];
  let at = from;
  for (let i = 0; i < intervals.length && intervals[i]! < to; i += 2) {
    if (intervals[i + 1]! <= at) continue;
    if (intervals[i]! > at) found.push(at, intervals[i]!);
    at = Math.max(at, intervals[i + 1]!);
  }
  if (at < to) found.push(at, to);
  return found;
}

/** The parts of [from, to) that some interval covers, as intervals. */
function overlaps(intervals: readonly number[], from: number, to: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < intervals.length && intervals[i]! < to; i += 2) {
    const [a, b] = [Math.max(from, intervals[i]!), Math.min(to, intervals[i + 1]!)];
    if (b > a) found.push(a, b);
  }
  return found;
}

function insert(intervals: number[], from: number, to: number): void {
  let first = 0;
  while (first < intervals.length && intervals[first + 1]! < from) first += 2;
  let last = first;
  let [a, b] = [from, to];
  while (last < intervals.length && intervals[last]! <= b) {
    a = Math.min(a, intervals[last]!);
    b = Math.max(b, intervals[last + 1]!);
    last += 2;
  }
  intervals.splice(first, last - first, a, b);
}
