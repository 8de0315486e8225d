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
 * How much longer advice takes than a report, both with nothing new in the logs, and what that is of a cold tally.
 * @param {string[]} tool node and our command line
 * @param {number} coldMs
 */
export async function adviceTimes(tool, home, scratch, runs, coldMs) {
  fs.rmSync(scratch, { recursive: true, force: true });
  fs.mkdirSync(scratch, { recursive: true });
  const own = ['--json', '--timezone', 'UTC', '--home', home, '--ledger', path.join(scratch, 'ledger.db')];
  const time = async (...command) => {
    await beforeRun(home);
    const [node, ...args] = [...tool, ...command, ...own];
    return (await measure(node, args, environment(scratch))).wallMs;
  };
  await time('report');
  const times = SPANS.map(({ name }) => ({ name, addedMs: [] }));
  for (let round = 0; round < runs; round++) {
    const report = await time('report');
    for (const [i, { days }] of SPANS.entries()) {
      times[i].addedMs.push((await time('advise', '--days', String(days))) - report);
    }
  }
  return times.map((span) => ({ ...span, ofCold: median(span.addedMs) / coldMs }));
}

export function adviceLines(times) {
  return times
    .map(({ name, addedMs, ofCold }) => {
      const verdict = ofCold <= MOST ? 'met' : 'MISSED';
      return `Advice on ${name} adds ${(median(addedMs) / 1000).toFixed(2)} s: ${ofCold.toFixed(2)} × the cold tally (at most ${MOST} ×: ${verdict}).`;
    })
    .join('\n');
}
