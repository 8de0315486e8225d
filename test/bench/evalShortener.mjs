// npm run eval:shortener -- [--part develop|sealed|all] [--show N] [--json FILE] [NAME=]PATH…
// Reads public prompt sets (see promptSets.mjs) and says what the shortener saves in each, and whether it keeps its word.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { readPrompts } from './promptSets.mjs';
import { Random } from './random.mjs';
import { withoutStopWords } from './stopWords.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    part: { type: 'string', default: 'all' },
    show: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});
if (positionals.length === 0 || !['develop', 'sealed', 'all'].includes(values.part)) {
  console.error('usage: npm run eval:shortener -- [--part develop|sealed|all] [--show N] [--json FILE] [NAME=]PATH…');
  process.exit(2);
}
const { applyEdits, countO200k, shorten, violations } = await bundled('evalShortenerParts.ts');
const LATENCY_CHARACTERS = 20_000;
const results = positionals.map(evaluate);
print(results);
if (values.json) fs.writeFileSync(values.json, JSON.stringify(results, undefined, 1));
if (results.some((r) => r.violations.length > 0 || r.notIdempotent > 0 || r.longer > 0)) process.exitCode = 1;

async function bundled(entry) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tokenmin-eval-'));
  const outfile = path.join(folder, 'parts.cjs');
  const options = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' };
  await esbuild.build({ ...options, entryPoints: [path.join(here, entry)], outfile });
  const parts = createRequire(import.meta.url)(outfile);
  fs.rmSync(folder, { recursive: true });
  return parts;
}

/** 60 % of the prompts are there to develop with, 40 % stay sealed until a release; a prompt's hash decides. */
function isInPart(prompt) {
  const isSealed = createHash('sha256').update(prompt).digest()[0] >= 154;
  return values.part === 'all' || isSealed === (values.part === 'sealed');
}

function evaluate(argument) {
  const [, name, place] = /^(?:([^=]+)=)?(.+)$/.exec(argument);
  const prompts = readPrompts(place).filter(isInPart);
  const result = {
    name: name ?? path.basename(place),
    n: prompts.length,
    tokens: 0,
    safe: [],
    all: [],
    stopWords: [],
    stopWordViolations: 0,
    classes: {},
    /** @type {{ violation: string, prompt: string, text: string }[]} */
    violations: [],
    refused: 0,
    notIdempotent: 0,
    longer: 0,
    latency: latency(prompts),
  };
  for (const prompt of prompts) {
    const before = countO200k(prompt);
    result.tokens += before;
    for (const [key, tiers] of [
      ['safe', ['safe']],
      ['all', ['safe', 'ask']],
    ]) {
      const shortened = shorten(prompt, { countTokens: countO200k, tiers });
      const { text, edits, tokensAfter, refused } = shortened;
      const applied = edits.filter((edit) => edit.applied);
      result[key].push({ before, saved: before - tokensAfter });
      if (tokensAfter > before || text.length > prompt.length) result.longer++;
      if (shorten(text, { countTokens: countO200k, tiers }).text !== text) result.notIdempotent++;
      for (const violation of violations(prompt, text, applied)) result.violations.push({ violation, prompt, text });
      if (key === 'safe') result.refused += refused.length;
      else addByClass(result.classes, prompt, before, applied);
    }
    const stripped = withoutStopWords(prompt);
    result.stopWords.push({ before, saved: before - countO200k(stripped) });
    if (
      violations(prompt, stripped, [
        { class: 'filler', tier: 'ask', start: 0, end: prompt.length, replacement: stripped },
      ]).length > 0
    ) {
      result.stopWordViolations++;
    }
  }
  console.error(`${result.name}: ${result.n} prompts, ${result.violations.length} violations`);
  for (const { violation, prompt } of result.violations.slice(0, Number(values.show))) {
    console.error(`  ${violation} in ${JSON.stringify(prompt.slice(0, 300))}`);
  }
  return result;
}

function addByClass(classes, prompt, before, applied) {
  for (const editClass of new Set(applied.map((edit) => edit.class))) {
    const alone = applyEdits(
      prompt,
      applied.filter((edit) => edit.class === editClass),
    );
    classes[editClass] = (classes[editClass] ?? 0) + before - countO200k(alone);
  }
}

/**
 * Milliseconds of processor time for prompts of 20,000 characters, made of the set's prompts, with a counter of tokens that
 * costs nothing: warmed up, for each the best of five, as other programs run on the machine too.
 */
function latency(prompts) {
  const whole = prompts.join('\n\n');
  const times = [];
  for (let i = 0; i < 20; i++) timeOf(whole.slice(0, LATENCY_CHARACTERS));
  for (let i = 0; i + LATENCY_CHARACTERS <= whole.length && times.length < 200; i += LATENCY_CHARACTERS) {
    const text = whole.slice(i, i + LATENCY_CHARACTERS);
    times.push(Math.min(...Array.from({ length: 5 }, () => timeOf(text))));
  }
  return times;
}

function timeOf(text) {
  const start = process.cpuUsage();
  shorten(text, { countTokens: (part) => part.length });
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function print(all) {
  const part = values.part === 'all' ? '' : ` (the ${values.part} part)`;
  console.log(`\n## Shortener on public prompts${part}\n`);
  console.log(
    'Saved of all tokens (o200k_base), with a 95 % bootstrap interval; then of the median prompt and of the 90th percentile.\n',
  );
  row([
    'Set',
    'Prompts',
    'Tokens',
    'Safe',
    'Median',
    'p90',
    'Safe and asked',
    'Violations',
    'Not idempotent',
    'Longer',
    'Refused',
    'Stop words',
    '… violations',
  ]);
  row(Array(13).fill('---'));
  for (const r of all) {
    row([
      r.name,
      r.n,
      r.tokens,
      interval(r.safe),
      percent(quantile(shares(r.safe), 0.5)),
      percent(quantile(shares(r.safe), 0.9)),
      interval(r.all),
      r.violations.length,
      r.notIdempotent,
      r.longer,
      r.refused,
      percent(share(r.stopWords)),
      percent(r.stopWordViolations / r.n),
    ]);
  }
  console.log(
    '\nBy class, share of all tokens if all its edits were taken; and milliseconds of processor time for 20,000 characters.\n',
  );
  const classes = [...new Set(all.flatMap((r) => Object.keys(r.classes)))].toSorted((a, b) => a.localeCompare(b));
  row(['Set', ...classes, 'p50 ms', 'p99 ms']);
  row(Array(classes.length + 3).fill('---'));
  for (const r of all) {
    const times = [0.5, 0.99].map((q) => (r.latency.length > 0 ? quantile(r.latency, q).toFixed(1) : '–'));
    row([r.name, ...classes.map((c) => percent((r.classes[c] ?? 0) / r.tokens)), ...times]);
  }
}

function row(cells) {
  console.log(`| ${cells.join(' | ')} |`);
}

function share(pairs) {
  return pairs.reduce((sum, { saved }) => sum + saved, 0) / pairs.reduce((sum, { before }) => sum + before, 0);
}

function shares(pairs) {
  return pairs.map(({ before, saved }) => (before === 0 ? 0 : saved / before));
}

function interval(pairs) {
  if (pairs.length === 0) return '–';
  const random = new Random(1);
  const samples = Array.from({ length: 1000 }, () => share(pairs.map(() => random.pick(pairs))));
  return `${percent(share(pairs))} (${percent(quantile(samples, 0.025))}–${percent(quantile(samples, 0.975))})`;
}

function quantile(numbers, q) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

function percent(x) {
  return `${(100 * x).toFixed(2)} %`;
}
