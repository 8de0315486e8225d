import fs from 'node:fs';
import path from 'node:path';
import { beforeRun } from './beforeRun.mjs';
import { measure } from './measure.mjs';

/**
 * Lets the contestants run in turn, first in rounds where each one is cold (its own store empty), then in rounds where
 * each one is warm (nothing changed since). Every other round goes the other way, so that nobody always runs after a
 * heavier one: what that leaves behind, in memory above all, is good for a tenth of the time. Memory is measured in one
 * more round, whose times do not count: looking at a process all the while slows it down.
 * @returns {Promise<{ id: string, name: string, cold: import('./measure.mjs').Measurement[], warm: …[],
 *   peakRssMb: { cold?: number, warm?: number }, totals: object }[]>}
 */
export async function race(contestants, home, scratchFolder, runs, report) {
  const results = contestants.map(({ id, name }) => ({
    id,
    name,
    cold: [],
    warm: [],
    peakRssMb: {},
    totals: undefined,
  }));
  const order = contestants.map((contestant, i) => ({ contestant, result: results[i] }));
  for (const phase of ['cold', 'warm']) {
    for (let round = 0; round <= runs; round++) {
      const forMemory = round === runs;
      for (const { contestant, result } of round % 2 === 0 ? order : order.toReversed()) {
        const scratch = path.join(scratchFolder, contestant.id);
        if (phase === 'cold') fs.rmSync(scratch, { recursive: true, force: true });
        fs.mkdirSync(scratch, { recursive: true });
        await beforeRun(home);
        const { command, args, env } = contestant.run(home, scratch);
        const { stdout, peakRssMb, ...times } = await measure(command, args, env, forMemory);
        if (forMemory) result.peakRssMb[phase] = peakRssMb;
        else result[phase].push(times);
        const totals = contestant.totals(stdout);
        result.unstable ||= result.totals && JSON.stringify(totals) !== JSON.stringify(result.totals);
        result.totals ??= totals;
        const what = forMemory ? 'memory' : `round ${round + 1}`;
        report(
          `${what} ${phase} ${contestant.name}: ${Math.round(forMemory ? peakRssMb : times.wallMs)}${forMemory ? ' MB' : ' ms'}`,
        );
      }
    }
  }
  return results;
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median over the rounds of a's time by b's in the same round: what slows a whole round down cancels out. */
export function pairedRatio(a, b) {
  return median(a.map(({ wallMs }, i) => wallMs / b[i].wallMs));
}
