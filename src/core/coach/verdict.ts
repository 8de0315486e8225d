import { Z80, difference, ratioOfMedians, type Interval } from '../insights/money/intervals';
import { whatChanged, type Changes, type Conditions } from './conditions';
import { count, phrase, share, type Phrase } from './phrase';

/** One unit that a rule measures: what a lower value means less waste of. Compared within its stratum only. */
export interface Unit {
  at: number;
  value: number;
  stratum?: string;
}

/** An edit turn, whether it was right at once, and whether the user said that it was wrong. */
export interface QualityUnit {
  at: number;
  oneShot: boolean;
  corrected?: boolean;
}

export interface FollowedAdvice {
  at: number;
  /** What the rule's advice changes. */
  changes?: Changes;
  /** Frozen when it was followed. */
  before: readonly Unit[];
  /** How many there were, if not all of them were kept. */
  unitsBefore?: number;
  qualityBefore: readonly QualityUnit[];
  /** Share of its metric that the rule promised to save at least. */
  expected: number;
  monthlyNano: number;
  conditions: Conditions;
}

export type Verdict = 'pending' | 'worked' | 'partly' | 'no-effect' | 'harmful' | 'inconclusive';

export interface Judgement {
  verdict: Verdict;
  after: number;
  ratio?: { low: number; middle: number; high: number };
  /** The smallest drop of the one-shot rate that so few edit turns could have shown. */
  power: number;
  /** Per month, whole nano-dollars, rounded down; only of what worked. */
  realisedNano?: number;
  why: Phrase;
}

const DAY = 86_400_000;
/** COACHING D0.7. */
const LEAST_UNITS = 20;
const LEAST_DAYS = 7;
const MOST_DAYS = 45;
const ENOUGH_EFFECT = 0.7;
const MOST_SHIFT = 2;
const BASELINE_DAYS = 14;

/**
 * Did it work? Medians per unit are compared, never totals; the interval comes from a seeded bootstrap, so that the
 * same data always give the same verdict (COACHING D0.7).
 */
export function judge(
  followed: FollowedAdvice,
  now: {
    at: number;
    after: readonly Unit[];
    unitsAfter?: number;
    quality: readonly QualityUnit[];
    conditions: Conditions;
    overlapping: boolean;
  },
): Judgement {
  const { before, at, expected } = followed;
  const { after } = now;
  // What came later was not measured: a verdict stays what it was.
  const days = Math.min(MOST_DAYS, (now.at - at) / DAY);
  const power = smallestVisibleDrop(followed.qualityBefore.length, now.quality.length);
  const base = { after: after.length, power };
  if (after.length < LEAST_UNITS || days < LEAST_DAYS) {
    if (days >= MOST_DAYS)
      return { ...base, verdict: 'inconclusive', why: phrase('Too little to compare in 45 days.') };
    const figures = { n: count(after.length), needed: count(LEAST_UNITS) };
    return { ...base, verdict: 'pending', why: phrase('{n} of {needed} so far, and not before a week.', figures) };
  }
  if (before.length < LEAST_UNITS) {
    return { ...base, verdict: 'inconclusive', why: phrase('There was too little before to compare with.') };
  }
  const ratio = ratioOfMedians(byStratum(before), byStratum(after)) ?? ratioOfShares(before, after);
  const harm = harmIn(followed.qualityBefore, now.quality);
  if (harm) return { ...base, ...(ratio ? { ratio } : {}), verdict: 'harmful', why: harm };
  if (now.overlapping) return { ...base, verdict: 'inconclusive', why: phrase('Two changes at the same time.') };
  const changed = whatChanged(followed.conditions, now.conditions, followed.changes);
  if (changed) return { ...base, verdict: 'inconclusive', why: changed };
  const { unitsBefore = before.length } = followed;
  const { unitsAfter = after.length } = now;
  const shift = unitsAfter / days / (unitsBefore / BASELINE_DAYS);
  if (shift > MOST_SHIFT || shift < 1 / MOST_SHIFT) {
    return { ...base, verdict: 'inconclusive', why: phrase('Far more or less work than before.') };
  }
  if (!ratio) return { ...base, verdict: 'inconclusive', why: phrase('There was nothing of it before.') };
  const effect = 1 - ratio.middle;
  const figures = { effect: share(Math.abs(effect)), expected: share(expected) };
  if (ratio.low > 1) return { ...base, ratio, verdict: 'no-effect', why: phrase('It has become more since then.') };
  if (ratio.high >= 1) return { ...base, ratio, verdict: 'no-effect', why: phrase('No difference to be seen.') };
  const why = phrase('{effect} less; {expected} was expected at least.', figures);
  const verdict = effect >= ENOUGH_EFFECT * expected ? 'worked' : 'partly';
  const part = expected > 0 ? Math.min(1, effect / expected) : 0;
  return { ...base, ratio, verdict, realisedNano: Math.floor(followed.monthlyNano * part), why };
}

/**
 * Of what happens in few units the median is 0 before and after: then how often it happened is compared. undefined: it
 * never did.
 */
function ratioOfShares(before: readonly Unit[], after: readonly Unit[]): Interval | undefined {
  const happened = ({ value }: Unit): boolean => value > 0;
  const was = tally(before, happened);
  if (was.successes === 0) return undefined;
  const { low, middle, high } = difference(was, tally(after, happened));
  const rate = was.successes / was.of;
  return { low: Math.max(0, 1 + low / rate), middle: 1 + middle / rate, high: 1 + high / rate };
}

/** The one-shot rate fell, or that of corrections rose, and by more than chance. */
function harmIn(before: readonly QualityUnit[], after: readonly QualityUnit[]): Phrase | undefined {
  if (before.length === 0 || after.length === 0) return undefined;
  const change = (holds: (unit: QualityUnit) => boolean | undefined) =>
    difference(tally(before, holds), tally(after, holds));
  if (change(({ oneShot }) => oneShot).high < 0) return phrase('Fewer changes were right at once since then.');
  // At first corrections were not kept.
  if (before.some(({ corrected }) => corrected === undefined)) return undefined;
  if (change(({ corrected }) => corrected).low > 0) return phrase('You corrected more changes since then.');
  return undefined;
}

function tally<T>(units: readonly T[], holds: (unit: T) => boolean | undefined) {
  return { successes: units.filter(holds).length, of: units.length };
}

/**
 * With a one-shot rate of 80 %, an 80 % interval over two arms sees no drop smaller than this: 16 points at 20 per arm,
 * 9 at 60, 5 at 200.
 */
function smallestVisibleDrop(before: number, after: number): number {
  if (before === 0 || after === 0) return 1;
  return Math.min(1, Z80 * Math.sqrt(0.8 * 0.2 * (1 / before + 1 / after)));
}

function byStratum(units: readonly Unit[]): Map<string, number[]> {
  const strata = new Map<string, number[]>();
  for (const { value, stratum = '' } of units) {
    const list = strata.get(stratum);
    if (list) list.push(value);
    else strata.set(stratum, [value]);
  }
  return strata;
}
