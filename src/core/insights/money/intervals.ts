import { seededRandom } from '../../usage/seededRandom';

/** What a figure could be, and where we put it. */
export interface Interval {
  low: number;
  middle: number;
  high: number;
}

/** One in ten on either side of an 80 % interval of a normal distribution. */
export const Z80 = 1.2816;
const RESAMPLES = 2_000;
/** A stratum needs so many on either side to say anything. */
const LEAST_IN_STRATUM = 5;

/** A share with its interval after Wilson (1927): sound for few observations, and for shares of 0 and 1. */
export function wilson(successes: number, of: number, z = Z80): Interval {
  if (of === 0) return { low: 0, middle: 0, high: 1 };
  const p = successes / of;
  const zz = (z * z) / of;
  const center = (p + zz / 2) / (1 + zz);
  const half = (z / (1 + zz)) * Math.sqrt((p * (1 - p)) / of + zz / (4 * of));
  return { low: Math.max(0, center - half), middle: p, high: Math.min(1, center + half) };
}

/** How much larger the second share is than the first, after Newcombe (1998, method 10): from two Wilson intervals. */
export function difference(
  first: { successes: number; of: number },
  second: { successes: number; of: number },
  z = Z80,
): Interval {
  const [a, b] = [wilson(first.successes, first.of, z), wilson(second.successes, second.of, z)];
  const middle = b.middle - a.middle;
  return {
    low: middle - Math.hypot(b.middle - b.low, a.high - a.middle),
    middle,
    high: middle + Math.hypot(b.high - b.middle, a.middle - a.low),
  };
}

/**
 * How the medians changed, as a ratio with an 80 % interval from a seeded bootstrap: the same data give the same
 * answer. Compared within strata, weighted as they were before (COACHING D0.7). undefined: no stratum has five on
 * either side, or there was nothing before.
 */
export function ratioOfMedians(
  before: ReadonlyMap<string, readonly number[]>,
  after: ReadonlyMap<string, readonly number[]>,
): Interval | undefined {
  const strata = [...before]
    .map(([key, was]) => ({ was, is: after.get(key) ?? [], weight: was.length }))
    .filter(({ was, is }) => was.length >= LEAST_IN_STRATUM && is.length >= LEAST_IN_STRATUM);
  const total = (side: 'was' | 'is', pick: (values: readonly number[]) => number): number =>
    strata.reduce((sum, stratum) => sum + stratum.weight * pick(stratum[side]), 0);
  const was = total('was', median);
  if (!(was > 0)) return undefined;
  const next = seededRandom(1);
  const draw = (values: readonly number[]): number => {
    const sample = new Float64Array(values.length);
    for (let i = 0; i < sample.length; i++) sample[i] = values[Math.floor(next() * values.length)]!;
    return medianOfSorted(sample.sort());
  };
  const ratios = new Float64Array(RESAMPLES);
  for (let i = 0; i < RESAMPLES; i++) {
    const base = total('was', draw);
    ratios[i] = base > 0 ? total('is', draw) / base : Infinity;
  }
  ratios.sort();
  const at = (share: number): number => ratios[Math.round(share * (RESAMPLES - 1))]!;
  return { low: at(0.1), middle: total('is', median) / was, high: at(0.9) };
}

/** A mean with its 80 % interval from a seeded bootstrap; undefined for no values. */
export function meanInterval(values: readonly number[]): Interval | undefined {
  if (values.length === 0) return undefined;
  const next = seededRandom(1);
  const means = new Float64Array(RESAMPLES);
  for (let i = 0; i < RESAMPLES; i++) {
    let sum = 0;
    for (let j = 0; j < values.length; j++) sum += values[Math.floor(next() * values.length)]!;
    means[i] = sum / values.length;
  }
  means.sort();
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { low: means[Math.round(0.1 * (RESAMPLES - 1))]!, middle, high: means[Math.round(0.9 * (RESAMPLES - 1))]! };
}

/** What was spent for each thing that came of it, with its 80 % interval from a seeded bootstrap; undefined where nothing came. */
export function costPerResult(spent: readonly { cost: number; isResult: boolean }[]): Interval | undefined {
  const perResult = (pick: (i: number) => number): number => {
    let [cost, results] = [0, 0];
    for (let i = 0; i < spent.length; i++) {
      const one = spent[pick(i)]!;
      cost += one.cost;
      if (one.isResult) results++;
    }
    return cost / results;
  };
  const middle = perResult((i) => i);
  if (!Number.isFinite(middle)) return undefined;
  const next = seededRandom(1);
  const drawn = Float64Array.from({ length: RESAMPLES }, () =>
    perResult(() => Math.floor(next() * spent.length)),
  ).sort();
  return { low: drawn[Math.round(0.1 * (RESAMPLES - 1))]!, middle, high: drawn[Math.round(0.9 * (RESAMPLES - 1))]! };
}

/** NaN for no values. */
export function median(values: readonly number[]): number {
  return medianOfSorted(Float64Array.from(values).sort());
}

function medianOfSorted(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
