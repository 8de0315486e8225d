import { timestampOf } from './host';

/**
 * Epoch milliseconds of an ISO 8601 time; NaN when it is none. Its usual form, `2026-08-01T10:00:00.000Z`, is read here,
 * all others where core/usage/timestamp.ts is.
 */
export function timestampAt(from: usize, to: usize): f64 {
  if (to - from !== 24 || load<u8>(from, 23) !== 90 || load<u8>(from, 10) !== 84) return timestampOf(from, to);
  if (load<u8>(from, 4) !== 45 || load<u8>(from, 7) !== 45 || load<u8>(from, 19) !== 46) return timestampOf(from, to);
  if (load<u8>(from, 13) !== 58 || load<u8>(from, 16) !== 58) return timestampOf(from, to);
  const century = twoDigits(from);
  const yearOfCentury = twoDigits(from + 2);
  const month = twoDigits(from + 5);
  const day = twoDigits(from + 8);
  const hour = twoDigits(from + 11);
  const minute = twoDigits(from + 14);
  const second = twoDigits(from + 17);
  const centiseconds = twoDigits(from + 20);
  const last = <i32>load<u8>(from, 22) - 48;
  // Any of them being none makes this negative.
  if ((century | yearOfCentury | month | day | hour | minute | second | centiseconds | last) < 0 || last > 9)
    return NaN;
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return NaN;
  const days = daysFromCivil(century * 100 + yearOfCentury, month, day);
  return <f64>days * 86_400_000 + <f64>((hour * 60 + minute) * 60_000 + second * 1000 + centiseconds * 10 + last);
}

/** Negative where there are none. */
function twoDigits(at: usize): i32 {
  const tens = <i32>load<u8>(at) - 48;
  const ones = <i32>load<u8>(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Days since 1970-01-01 of a date in the Gregorian calendar, year 0 to 9999. */
function daysFromCivil(year: i32, month: i32, day: i32): i32 {
  // From March 400 years before the year 0: then no part is negative.
  const y = (month <= 2 ? year - 1 : year) + 400;
  const era = y / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return (era - 1) * 146_097 + dayOfEra - 719_468;
}
