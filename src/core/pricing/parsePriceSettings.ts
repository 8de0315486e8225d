import type { PriceOverride, PriceSettings } from './priceSettings';

const MOST_ENTRIES = 500;
const LONGEST_ID = 200;
/** Far above any published price; more is a slip of the unit. */
const HIGHEST_PRICE = 10_000;
const HIGHEST_TOKENS = 100_000_000;
const REFUSED_IDS = new Set(['__proto__', 'prototype', 'constructor']);

const PRICE_KEYS = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'webSearch',
  'longContextInput',
  'longContextOutput',
] as const satisfies readonly (keyof PriceOverride)[];

/**
 * Reads the settings `tokenmin.prices.overrides` and `tokenmin.prices.aliases`. What is wrong is left out and named
 * in `problems`, one sentence each; the rest holds.
 */
export function parsePriceSettings(
  overrides: unknown,
  aliases: unknown,
): { settings: PriceSettings; problems: string[] } {
  const problems: string[] = [];
  const settings: PriceSettings = { overrides: {}, aliases: {} };
  for (const [id, value] of entriesOf('Price overrides', overrides, problems)) {
    const override = parseOverride(id, value, problems);
    if (override) settings.overrides[id] = override;
  }
  for (const [id, value] of entriesOf('Model aliases', aliases, problems)) {
    if (id.includes('*')) problems.push(`Model alias ${quote(id)}: an alias is for one model id, without '*'.`);
    else if (typeof value !== 'string' || !isId(value) || value.includes('*'))
      problems.push(`Model alias ${quote(id)}: its target is not a model id.`);
    else settings.aliases[id] = value;
  }
  return { settings, problems };
}

function entriesOf(what: string, value: unknown, problems: string[]): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) {
    problems.push(`${what}: expected an object with model ids as keys.`);
    return [];
  }
  const entries = Object.entries(value);
  if (entries.length > MOST_ENTRIES)
    problems.push(`${what}: only the first ${MOST_ENTRIES} of ${entries.length} hold.`);
  return entries.slice(0, MOST_ENTRIES).filter(([id]) => {
    const ok = isId(id);
    if (!ok) problems.push(`${what}: ${quote(id)} is not a model id.`);
    return ok;
  });
}

function isId(id: string): boolean {
  const name = id.trim();
  return name !== '' && id.length <= LONGEST_ID && !REFUSED_IDS.has(name) && !name.slice(0, -1).includes('*');
}

function parseOverride(id: string, value: unknown, problems: string[]): PriceOverride | undefined {
  const reject = (why: string): undefined => {
    problems.push(`Price of ${quote(id)}: ${why}`);
    return undefined;
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return reject('expected an object.');
  const given = new Map(Object.entries(value).filter(([, v]) => v !== undefined && v !== null));
  for (const key of given.keys())
    if (key !== 'longContextAbove' && !(PRICE_KEYS as readonly string[]).includes(key))
      return reject(`${quote(key)} is not a part of a price.`);
  const override: Partial<PriceOverride> = {};
  for (const key of PRICE_KEYS) {
    const price = given.get(key);
    if (price === undefined) continue;
    if (typeof price !== 'number' || !(price >= 0 && price <= HIGHEST_PRICE))
      return reject(`${key} must be a number of dollars from 0 to ${HIGHEST_PRICE}.`);
    override[key] = price;
  }
  const { input, output } = override;
  if (input === undefined || output === undefined) return reject('input and output are both needed.');
  const above = given.get('longContextAbove');
  if (above !== undefined) {
    if (typeof above !== 'number' || !Number.isInteger(above) || above < 1 || above > HIGHEST_TOKENS)
      return reject(`longContextAbove must be a whole number of tokens from 1 to ${HIGHEST_TOKENS}.`);
    override.longContextAbove = above;
  } else if (override.longContextInput !== undefined || override.longContextOutput !== undefined)
    return reject('a long-context price needs longContextAbove.');
  return { ...override, input, output };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
