import { median, pairedRatio } from './race.mjs';

const COUNTED = ['inputTokens', 'cacheReadInputTokens', 'cacheCreationInputTokens', 'outputTokens'];
const COLUMNS = ['input', 'cache read', 'cache write', 'output'];

const number = new Intl.NumberFormat('en-US');
const seconds = (ms) => (ms / 1000).toFixed(ms < 1000 ? 3 : 2);
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map((_, i) => (i ? '---:' : '---'))), ...rows.map(row)].join('\n');

/** Times and memory, each with the ratio to ccusage's cold run in the same round. */
export function speedTable(results) {
  const reference = results.find(({ id }) => id === 'ccusage');
  const rows = results.flatMap((result) =>
    ['cold', 'warm'].map((phase) => {
      const runs = result[phase];
      const memory = result.peakRssMb[phase];
      return [
        `${result.name}, ${phase}`,
        seconds(median(runs.map(({ wallMs }) => wallMs))),
        `${seconds(Math.min(...runs.map(({ wallMs }) => wallMs)))}–${seconds(Math.max(...runs.map(({ wallMs }) => wallMs)))}`,
        seconds(median(runs.map(({ cpuMs }) => cpuMs))),
        memory ? `${Math.round(memory)} MB` : 'not measured',
        reference ? `${pairedRatio(runs, reference.cold).toFixed(2)} ×` : '–',
      ];
    }),
  );
  return table(['', 'wall s (median)', 'range', 'CPU s', 'peak memory', 'wall ÷ ccusage cold'], rows);
}

/** Tokenmin's own goals and whether this race met them; '' without both contestants. */
export function goals(results) {
  const own = results.find(({ id }) => id === 'tokenmin');
  const reference = results.find(({ id }) => id === 'ccusage');
  if (!own || !reference) return '';
  const memory = Math.max(own.peakRssMb.cold ?? 0, own.peakRssMb.warm ?? 0);
  const goal = (name, value, most, unit) => `${name} ${value.toFixed(2)}${unit} ${value <= most ? 'met' : 'MISSED'}`;
  const all = [
    goal('cold at most 1 ×:', pairedRatio(own.cold, reference.cold), 1, ' ×'),
    goal('warm at most 0.1 ×:', pairedRatio(own.warm, reference.cold), 0.1, ' ×'),
  ];
  if (memory > 0) all.push(goal('memory at most 300 MB:', memory, 300, ' MB'));
  return `Goals: ${all.join(' · ')}.\n`;
}

/** What each one counted, less what the logs mean. */
export function totalsTable(results, expected) {
  const difference = (totals, key) => {
    const d = totals[key] - expected.totals[key];
    return d === 0
      ? '0'
      : `${d > 0 ? '+' : ''}${number.format(d)} (${((100 * d) / expected.totals[key]).toFixed(2)} %)`;
  };
  const rows = [['what the logs mean', ...COUNTED.map((key) => number.format(expected.totals[key]))]];
  for (const { name, totals, unstable } of results) {
    const label = unstable ? `${name} (differs from run to run)` : name;
    rows.push([label, ...COUNTED.map((key) => difference(totals, key))]);
  }
  return table(['tokens', ...COLUMNS], rows);
}

export function agrees(totals, expected) {
  return COUNTED.every((key) => totals[key] === expected.totals[key]);
}
