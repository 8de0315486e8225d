// What the host put into the page: language, zone, how money is called, and all words.
import * as v from 'valibot';
import { BILLINGS } from '../../src/core/pricing/billing';
import type { DashboardSetup } from '../../src/protocol/messages';
import type { StringKey } from '../../src/protocol/strings';

const Setup = v.object({
  locale: v.fallback(v.pipe(v.string(), v.check(isLocale)), 'en'),
  timezone: v.fallback(v.pipe(v.string(), v.check(isTimezone)), 'UTC'),
  billing: v.fallback(v.picklist(BILLINGS), 'api'),
  machine: v.fallback(v.string(), ''),
  strings: v.fallback(v.record(v.string(), v.string()), {}),
  phrases: v.fallback(v.record(v.string(), v.string()), {}),
  sample: v.fallback(v.boolean(), false),
});

function isLocale(locale: string): boolean {
  return accepted(() => Intl.getCanonicalLocales(locale));
}

function isTimezone(timezone: string): boolean {
  return accepted(() => new Intl.DateTimeFormat('en', { timeZone: timezone }));
}

function accepted(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

export const setup: DashboardSetup = v.parse(Setup, JSON.parse(document.getElementById('setup')?.textContent || '{}'));

/** The words for `key`, with {0}, {1} … filled in. */
export function t(key: StringKey, ...values: (string | number)[]): string {
  const words = Object.hasOwn(setup.strings, key) ? setup.strings[key]! : key;
  return words.replaceAll(/\{(\d)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}
