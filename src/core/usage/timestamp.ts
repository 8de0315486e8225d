/** Earliest and, counted from when a log is read, latest time that a call in it can plausibly have. */
const EARLIEST = Date.UTC(2020, 0, 1);
const AHEAD = 24 * 3_600_000;

export function isPlausibleTime(ms: number, readAt: number): boolean {
  return ms >= EARLIEST && ms <= readAt + AHEAD;
}

/** Epoch milliseconds of a number that may be seconds, milliseconds, microseconds or nanoseconds; NaN for none of them. */
export function millisecondsOf(value: number): number {
  for (const unit of [1000, 1, 1e-3, 1e-6]) {
    const ms = value * unit;
    if (ms >= EARLIEST && ms < Date.UTC(2100, 0, 1)) return Math.round(ms);
  }
  return NaN;
}

/** Epoch milliseconds of an ISO 8601 time in bytes; NaN when it is none. Its usual form is read without making a string. */
export function parseTimestamp(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if ((length === 24 || length === 20) && bytes[to - 1] === 90 && bytes[from + 10] === 84) {
    const two = (at: number): number => (bytes[from + at]! - 48) * 10 + bytes[from + at + 1]! - 48;
    const year = two(0) * 100 + two(2);
    const ms = length === 24 ? two(20) * 10 + bytes[from + 22]! - 48 : 0;
    const days = daysFromCivil(year, two(5), two(8));
    return days * 86_400_000 + two(11) * 3_600_000 + two(14) * 60_000 + two(17) * 1000 + ms;
  }
  if (length > 40) return NaN;
  return Date.parse(String.fromCharCode(...bytes.subarray(from, to)));
}

/** Days since 1970-01-01 of a date in the Gregorian calendar. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
