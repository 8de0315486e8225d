import { median } from './intervals';

/** COACHING G2: robust against heavy tails, which a month of agents always has. */
const LEAST_NANO = 2_000_000_000;
const DEVIATIONS = 6;
/** Makes the median absolute deviation an estimate of the standard deviation. */
const SIGMA = 1.4826;
export const LAST_SESSIONS = 30;
/** With fewer sessions before it, nobody knows what is usual. */
const LEAST_SESSIONS = 10;

/**
 * Above what a session is a spike, by the cost of up to 30 before it; undefined: too few to say. Nano-dollars. The same
 * holds for hours, by all of them (`most`).
 */
export function spikeLimit(
  before: readonly number[],
  most = LAST_SESSIONS,
): { limit: number; usual: number } | undefined {
  if (before.length < LEAST_SESSIONS) return undefined;
  const last = before.slice(-most);
  const usual = median(last);
  const spread = SIGMA * median(last.map((n) => Math.abs(n - usual)));
  return { limit: Math.max(LEAST_NANO, usual + DEVIATIONS * spread), usual };
}
