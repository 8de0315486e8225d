import { addDays, type Zone } from '../../core/usage/period';
import type { DaySpan } from '../../protocol/views';
import type { TimeRange } from './dayUsage';

/** No call is older or younger: safe where a bound is open. */
const ALWAYS: TimeRange = { from: 0, to: Date.UTC(2100, 0, 1) };

/** The milliseconds of a span of local days. Throws for what is no day. */
export function rangeOf(zone: Zone, { since, until }: DaySpan): TimeRange {
  for (const day of [since, until]) {
    if (day !== undefined && !isDay(day)) throw new Error(`not a day: ${String(day).slice(0, 40)}`);
  }
  return {
    from: since === undefined ? ALWAYS.from : zone.startOfDay(since),
    to: until === undefined ? ALWAYS.to : zone.startOfDay(addDays(until, 1)),
  };
}

export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
