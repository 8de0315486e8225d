import fs from 'node:fs';
import path from 'node:path';
import { beforeRun } from './beforeRun.mjs';
import { environment } from './contestants.mjs';
import { measure } from './measure.mjs';
import { median } from './race.mjs';

/** As many as are looked at without being asked for more, and more than any log here is old. */
const SPANS = [
  { days: 30, name: 'the last 30 days' },
  { days: 366, name: 'all logs' },
];
/** Of the cold tally's time. */
const MOST = 0.5;

/**
 * How much longer advice takes than a report: with the tally itself, into an empty ledger, and later, with nothing new in
 * the logs. Both are compared with the cold report of the same round.
 * @param {string[]} tool node and our command line
 */
export async function adviceTimes(tool, home, scratch, runs) {
  const time = async (isCold, ...command) => {
    if (isCold) fs.rmSync(scratch, { recursive: true, force: true });
    fs.mkdirSync(scratch, { recursive: true });
    await beforeRun(home);
    const own = ['--json', '--timezone', 'UTC', '--home', home, '--ledger', path.join(scratch, 'ledger.db')];
    const [node, ...args] = [...tool, ...command, ...own];
    return (await measure(node, args, environment(scratch))).wallMs;
  };
  const times = SPANS.map(({ name }) => ({ name, withTally: [], later: [], cold: [] }));
  for (let round = 0; round < runs; round++) {
    const cold = await time(true, 'report');
    const warm = await time(false, 'report');
    for (const [i, { days }] of SPANS.entries()) {
      const advise = ['advise', '--days', String(days)];
      times[i].cold.push(cold);
      times[i].later.push((await time(false, ...advise)) - warm);
    }
    for (const [i, { days }] of SPANS.entries()) {
      times[i].withTally.push((await time(true, 'advise', '--days', String(days))) - cold);
    }
  }
  return times.map((span) => ({
    ...span,
    ofCold: ratio(span.withTally, span.cold),
    laterOfCold: ratio(span.later, span.cold),
  }));
}

/** The median over the rounds: what slows a whole round down cancels out. */
function ratio(added, cold) {
  return median(added.map((ms, i) => ms / cold[i]));
}

export function adviceLines(times) {
  return times
    .map(({ name, withTally, later, ofCold, laterOfCold }) => {
      const verdict = ofCold <= MOST ? 'met' : 'MISSED';
      return (
        `Advice on ${name} adds ${seconds(withTally)} to the cold tally: ${ofCold.toFixed(2)} × (at most ${MOST} ×: ${verdict}). ` +
        `Asked for later, by itself, it takes ${seconds(later)} more than a report: ${laterOfCold.toFixed(2)} ×.`
      );
    })
    .join('\n');
}

function seconds(ms) {
  return `${(median(ms) / 1000).toFixed(2)} s`;
}
