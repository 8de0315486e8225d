// Numbers, money and times in the user's language and zone.
import { creditsFromNano, moneyMeaning } from '../../src/core/pricing/billing';
import { dollarsFromNano } from '../../src/core/usage/money';
import { setup, t } from './setup';

const { locale, timezone } = setup;
/** What an amount is to the user. */
export const meaning = moneyMeaning(setup.billing);
const inCredits = meaning === 'credits';

const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const plurals = new Intl.PluralRules(locale);

export function count(n: number): string {
  return plain.format(n);
}

/** Small numbers in full, large ones as '84.2M'. */
export function compact(n: number): string {
  return Math.abs(n) < 10_000 ? plain.format(n) : short.format(n);
}

/** A share that is there is never shown as none. */
export function percent(share: number, digits = 0): string {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits });
  const least = 0.01 / 10 ** digits;
  return share > 0 && share < least / 2 ? `<${format.format(least)}` : format.format(share);
}

/** Picks the wording for `n` of something, and fills in the number. */
export function plural(key: Countable, n: number, text = count(n)): string {
  return t(plurals.select(n) === 'one' ? `${key}.one` : `${key}.other`, text);
}

export type Countable =
  'count.calls' | 'count.sessions' | 'count.prompts' | 'count.times' | 'count.days' | 'count.findings' | 'count.turns';

const twoDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });

/** An average of small numbers, to two digits. */
export function decimal(n: number): string {
  return twoDigits.format(n);
}

/** '2.5×'. */
export function times(factor: number): string {
  return `${decimal(factor)}×`;
}

/** '12 minutes'. */
export function unit(n: number, name: 'second' | 'minute' | 'hour' | 'day'): string {
  const options = { style: 'unit', unit: name, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale, options).format(n);
}

/** '4–7%'. Never as a range what is written alike. */
export function percentRange(low: number, high: number): string {
  const digits = high < 0.1 ? 1 : 0;
  if (percent(low, digits) === percent(high, digits) || percent(low, digits).startsWith('<'))
    return percent(high, digits);
  const options = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(locale, options).formatRange(low, high);
}

function currency(minimumFractionDigits: number, maximumFractionDigits: number): Intl.NumberFormat {
  const digits = { minimumFractionDigits, maximumFractionDigits };
  if (inCredits) return new Intl.NumberFormat(locale, digits);
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', ...digits });
}

const coarse = inCredits ? currency(1, 1) : currency(2, 2);
const fine = inCredits ? currency(2, 2) : currency(4, 4);
const exact = inCredits ? currency(0, 7) : currency(2, 9);

function amount(nano: number): number {
  return inCredits ? creditsFromNano(nano) : dollarsFromNano(nano);
}

/** A sum, to the cent. What is less than a cent does not become nothing. */
export function money(nano: number): string {
  const least = inCredits ? 0.1 : 0.01;
  const value = amount(nano);
  if (value > 0 && value < least / 2) return `<${coarse.format(least)}`;
  return coarse.format(value);
}

/** A forecast, which cents would make too exact. */
export function moneyRange(lowNano: number, highNano: number): string {
  const cents = amount(highNano) < 10;
  const format = cents ? coarse : currency(0, 0);
  const [low, high] = [format.format(amount(lowNano)), format.format(amount(highNano))];
  return low === high ? (cents ? money(highNano) : high) : format.formatRange(amount(lowNano), amount(highNano));
}

/** The cost of one call. */
export function moneyFine(nano: number): string {
  return fine.format(amount(nano));
}

/** Every digit there is. */
export function moneyExact(nano: number): string {
  return exact.format(amount(nano));
}

/** Money inside a sentence: with the words that say what kind of money it is. */
export function moneyInWords(nano: number, write: (nano: number) => string = money): string {
  return meaning === 'spend' ? write(nano) : t(`money.${meaning}`, write(nano));
}

/** How the column or card with the money is called. */
export function moneyTitle(): string {
  return t(`money.title.${meaning}`);
}

const listFormat = new Intl.ListFormat(locale, { type: 'conjunction' });

/** 'a, b, and c'. */
export function listed(words: string[]): string {
  return listFormat.format(words);
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

export function bytes(n: number): string {
  const power = n < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(n) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power]!,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(n / 1000 ** power);
}

const dateTimeFormat = new Intl.DateTimeFormat(locale, { timeZone: timezone, dateStyle: 'medium', timeStyle: 'short' });
const secondsFormat = new Intl.DateTimeFormat(locale, { timeZone: timezone, dateStyle: 'medium', timeStyle: 'medium' });
const monthAndDay = {
  timeZone: timezone,
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
} as const;
const momentFormat = new Intl.DateTimeFormat(locale, { ...monthAndDay, second: '2-digit' });
const momentShortFormat = new Intl.DateTimeFormat(locale, monthAndDay);

export function dateTime(ms: number): string {
  return dateTimeFormat.format(ms);
}

const dateFormat = new Intl.DateTimeFormat(locale, { timeZone: timezone, dateStyle: 'medium' });

export function dateOf(ms: number): string {
  return dateFormat.format(ms);
}

export function dateTimeSeconds(ms: number): string {
  return secondsFormat.format(ms);
}

/** A time within a session, which may last for days. */
export function moment(ms: number): string {
  return momentFormat.format(ms);
}

export function momentShort(ms: number): string {
  return momentShortFormat.format(ms);
}

export function timeSpan(first: number, last: number): string {
  return dateTimeFormat.formatRange(Math.min(first, last), Math.max(first, last));
}

const DAY = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' });
const DAY_SHORT = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
const MONTH = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: 'numeric' });

function utc(day: string): number {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? 0 : at;
}

/** 'YYYY-MM-DD' as it is written here. */
export function day(iso: string): string {
  return DAY.format(utc(iso));
}

export function dayRange(since: string, until: string): string {
  return DAY.formatRange(utc(since), utc(until));
}

export function bucketTick(iso: string, bucket: 'day' | 'week' | 'month'): string {
  return (bucket === 'month' ? MONTH : DAY_SHORT).format(utc(iso));
}

export function bucketName(iso: string, bucket: 'day' | 'week' | 'month'): string {
  if (bucket === 'month') return MONTH.format(utc(iso));
  return bucket === 'week' ? t('chart.weekOf', day(iso)) : day(iso);
}
