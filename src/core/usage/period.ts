import { tzOffset } from '@date-fns/tz/tzOffset';

const MINUTE = 60_000;
const DAY = 86_400_000;
const QUARTER_HOUR = 900_000;

/** Local days of one time zone, as 'YYYY-MM-DD'. Times are epoch milliseconds, UTC. */
export interface Zone {
  readonly timezone: string;
  dayOf(ms: number): string;
  /** The first moment of a local day; usually midnight, but not where the clock skips it. */
  startOfDay(day: string): number;
}

export function isValidTimezone(timezone: string): boolean {
  try {
    Intl.DateTimeFormat('en-US', { timeZone: timezone });
    return timezone !== '';
  } catch {
    return false;
  }
}

/**
 * `offsetAt` gives the minutes that local time is ahead of UTC. Where the caller knows them without `Intl`, it saves
 * the 30 ms that a process's first formatter takes. Throws on an unknown time zone.
 */
export function createZone(timezone: string, offsetAt = offsetsOf(timezone)): Zone {
  const offset = rememberOffsets(offsetAt);
  const names = new Map<number, string>();
  const dayOf = (ms: number): string => {
    const number = Math.floor((ms + offset(ms) * MINUTE) / DAY);
    let name = names.get(number);
    if (name === undefined) names.set(number, (name = nameOfDay(number)));
    return name;
  };
  const startOfDay = (day: string): number => {
    // Local time is at most 14 hours ahead of UTC and 12 behind: the day begins between these two.
    const utc = Date.parse(day);
    let before = utc - 15 * 60 * MINUTE;
    let from = utc + 13 * 60 * MINUTE;
    while (from - before > MINUTE) {
      const middle = before + Math.floor((from - before) / (2 * MINUTE)) * MINUTE;
      if (dayOf(middle) >= day) from = middle;
      else before = middle;
    }
    return from;
  };
  return { timezone, dayOf, startOfDay };
}

function offsetsOf(timezone: string): (ms: number) => number {
  if (timezone === 'UTC') return () => 0;
  if (!isValidTimezone(timezone)) throw new Error(`Unknown time zone: ${JSON.stringify(timezone)}`);
  return (ms) => tzOffset(timezone, new Date(ms));
}

/**
 * Asks for an offset only twice a UTC day, unless the clock changes in it; then once a quarter of an hour, at whose
 * bounds all changes happen.
 */
function rememberOffsets(offsetAt: (ms: number) => number): (ms: number) => number {
  const known = new Map<number, number>();
  const remembered = (ms: number): number => {
    let offset = known.get(ms);
    if (offset === undefined) known.set(ms, (offset = offsetAt(ms)));
    return offset;
  };
  // Calls come in order of time: most lie in the same day as the one before.
  let last = { day: NaN, offset: 0 };
  return (ms) => {
    if (ms >= last.day && ms < last.day + DAY) return last.offset;
    const day = Math.floor(ms / DAY) * DAY;
    const offset = remembered(day);
    if (offset !== remembered(day + DAY)) return remembered(Math.floor(ms / QUARTER_HOUR) * QUARTER_HOUR);
    last = { day, offset };
    return offset;
  };
}

function nameOfDay(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

/** The day `n` days after `day`; before it, where `n` is negative. */
export function addDays(day: string, n: number): string {
  return nameOfDay(Date.parse(day) / DAY + n);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: string): number {
  return new Date(day).getUTCDay();
}

/** The day on which the week of `day` begins, when weeks begin on `firstWeekday` (0 = Sunday). */
export function weekStart(day: string, firstWeekday: number): string {
  return addDays(day, -((weekday(day) - firstWeekday + 7) % 7));
}

export function monthStart(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

export function daysInMonth(day: string): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
}
