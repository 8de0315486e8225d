/** Earliest and, counted from when a log is read, latest time that a call in it can plausibly have. */
export const EARLIEST = Date.UTC(2020, 0, 1);
const AHEAD = 24 * 3_600_000;

export function latestPlausible(readAt: number): number {
  return readAt + AHEAD;
}

export function isPlausibleTime(ms: number, readAt: number): boolean {
  return ms >= EARLIEST && ms <= latestPlausible(readAt);
}

/** Epoch milliseconds of a number that may be seconds, milliseconds, microseconds or nanoseconds; NaN for none of them. */
export function millisecondsOf(value: number): number {
  for (const unit of [1000, 1, 1e-3, 1e-6]) {
    const ms = value * unit;
    if (ms >= EARLIEST && ms < Date.UTC(2100, 0, 1)) return Math.round(ms);
  }
  return NaN;
}

const ISO_8601 = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Epoch milliseconds of an ISO 8601 time in bytes; NaN when it is none. Without a zone it is UTC, whatever the machine's
 * zone is. Its usual form is read without making a string.
 */
export function parseTimestamp(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (isUsualForm(bytes, from, length)) {
    const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
    const month = twoDigits(bytes, from + 5);
    const day = twoDigits(bytes, from + 8);
    const hour = twoDigits(bytes, from + 11);
    const minute = twoDigits(bytes, from + 14);
    const second = twoDigits(bytes, from + 17);
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return NaN;
    // The last two of three digits and the first two share one.
    const ms = length === 24 ? Math.floor(twoDigits(bytes, from + 20) / 10) * 100 + twoDigits(bytes, from + 21) : 0;
    return daysFromCivil(year, month, day) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms;
  }
  if (length > 40) return NaN;
  const match = ISO_8601.exec(String.fromCharCode(...bytes.subarray(from, to)));
  return match ? Date.parse(`${match[1]}T${match[2]!.replace(',', '.')}${match[3] ?? 'Z'}`) : NaN;
}

/** `2026-08-01T10:00:00.000Z`, also without milliseconds; digits are not looked at. */
function isUsualForm(bytes: Uint8Array, from: number, length: number): boolean {
  if (length !== 24 && length !== 20) return false;
  return (
    bytes[from + length - 1] === 90 &&
    bytes[from + 10] === 84 &&
    bytes[from + 4] === 45 &&
    bytes[from + 7] === 45 &&
    bytes[from + 13] === 58 &&
    bytes[from + 16] === 58 &&
    (length === 20 || bytes[from + 19] === 46)
  );
}

/** NaN where there are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
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
