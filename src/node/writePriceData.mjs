// Build time only: takes from @pydantic/genai-prices what Tokenmin needs, adds the facts in core/pricing/supplement.json
// and writes dist/prices.json in the shape of core/pricing/priceData.ts.
import { findProvider } from '@pydantic/genai-prices';
import { createHash } from 'node:crypto';
import fs from 'node:fs';

/** The package does not tell its own date: this is the day on which npm published this version. */
const PACKAGE = { version: '0.1.8', published: '2026-09-23' };

/**
 * The makers' own lists, and Copilot's. Resellers are left out: whoever serves a model, it is priced as its maker
 * prices it. zhipuai is left out too, a conversion from yuan at a fixed rate.
 */
const LISTS = [
  'anthropic',
  'openai',
  'google',
  'x-ai',
  'deepseek',
  'moonshotai',
  'minimax',
  'mistral',
  'zai',
  'github-copilot',
];

/** Not what an assistant writes code with; open weights run anywhere and have no list price of their maker. */
const LEFT_OUT =
  /audio|image|realtime|tts|transcribe|whisper|embed|moderation|live|voice|ocr|gpt-oss|gemma|^ft:|\.ft-/i;
/** Google's list also resells these. */
const RESOLD = { google: /^claude/ };

export async function writePriceData(file) {
  const data = priceData();
  fs.writeFileSync(file, JSON.stringify(data));
}

function priceData() {
  const installed = read('../../node_modules/@pydantic/genai-prices/package.json').version;
  if (installed !== PACKAGE.version)
    throw new Error(`@pydantic/genai-prices is ${installed}: set PACKAGE in ${import.meta.url} to it and its date.`);
  const lists = LISTS.map((id) => ({ id, models: ownModels(id).flatMap(model) }));
  addSupplement(lists, read('../core/pricing/supplement.json'));
  const digest = createHash('sha256').update(JSON.stringify(lists)).digest('hex').slice(0, 12);
  return { schema: 1, asOf: PACKAGE.published, digest, lists };
}

function read(relative) {
  return JSON.parse(fs.readFileSync(new URL(relative, import.meta.url), 'utf8'));
}

function ownModels(list) {
  return findProvider({ providerId: list }).models.filter(({ id }) => !RESOLD[list]?.test(id));
}

function model({ id, match, prices }) {
  if (LEFT_OUT.test(id)) return [];
  const dated = datedPrices(Array.isArray(prices) ? prices : [{ prices }]);
  if (dated.length === 0) return [];
  const names = [...new Set(namesIn(match))].filter((name) => name !== id && !LEFT_OUT.test(name));
  return [{ id, ...(names.length > 0 ? { names } : {}), prices: dated }];
}

/** The ids a match rule spells out. Its patterns are not taken over: they also fit models that came later. */
function namesIn(match) {
  if (match.or || match.and) return (match.or ?? match.and).flatMap(namesIn);
  const name = match.equals ?? match.starts_with ?? match.ends_with;
  return name && /[a-z0-9]$/i.test(name) ? [name] : [];
}

function datedPrices(prices) {
  let from;
  return prices.flatMap(({ constraint, prices: price }) => {
    if (constraint?.type === 'start_date') from = constraint.start_date;
    // A daily window listed after a date came with it.
    const hours =
      constraint?.type === 'time_of_date' ? [minute(constraint.start_time), minute(constraint.end_time)] : undefined;
    if (price.input_mtok === undefined || price.output_mtok === undefined) return [];
    const above = thresholds(price).map((start) => ({ tokens: rounded(start), rates: ratesAt(price, start + 1) }));
    return [{ from, hours, rates: ratesAt(price, 0), ...(above.length > 0 ? { above } : {}) }];
  });
}

function minute(time) {
  const [hours, minutes] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function thresholds(price) {
  return [...new Set(Object.values(price).flatMap((p) => (p.tiers ?? []).map((tier) => tier.start)))];
}

/** Some entries say 271,999, others 272,000; the makers say 'above 272K'. */
function rounded(start) {
  return start % 1000 === 999 ? start + 1 : start;
}

function ratesAt(price, tokens) {
  const at = (p) => (typeof p === 'object' ? (p.tiers.findLast((tier) => tokens > tier.start)?.price ?? p.base) : p);
  return {
    input: at(price.input_mtok),
    output: at(price.output_mtok),
    cacheRead: at(price.cache_read_mtok),
    cacheWrite5m: at(price.cache_write_mtok),
    cacheWrite1h: at(price.cache_write_1h_mtok),
    webSearch: at(price.web_searches_kcount),
  };
}

function addSupplement(lists, supplement) {
  const modelsOf = (id) => lists.find((list) => list.id === id).models;
  for (const { list, id, prices } of supplement.models) {
    if (modelsOf(list).some((known) => known.id === id)) throw new Error(`${id} is in the package now: drop it.`);
    modelsOf(list).push({ id, prices });
  }
  for (const { list, model: id, tokens, rates } of supplement.longContext)
    for (const price of modelsOf(list).find((known) => known.id === id).prices) {
      if (price.above) throw new Error(`${id} has its long-context rate in the package now: drop it.`);
      price.above = [{ tokens, rates }];
    }
  for (const { list, perThousand } of supplement.webSearch)
    for (const { prices } of modelsOf(list))
      for (const { rates, above } of prices)
        for (const r of [rates, ...(above ?? []).map((tier) => tier.rates)]) r.webSearch ??= perThousand;
  for (const { list, models, tiers, factor } of supplement.factors)
    for (const known of modelsOf(list))
      if (models.some((m) => (m.endsWith('*') ? known.id.startsWith(m.slice(0, -1)) : known.id === m)))
        for (const tier of tiers) known.factors = { ...known.factors, [tier]: factor };
}
