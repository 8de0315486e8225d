import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { measure } from './measure.mjs';
import { intoPageCache } from './pageCache.mjs';

/** What a run leaves to the system, pages to write and memory to free, is not to fall into the next one's time. */
export const REST_MS = 200;

/**
 * Lets the contestants run in turn: in every round each one cold (its own store empty), then each one warm (nothing
 * changed since); who begins changes from round to round. Memory is measured in one more round, whose times do not
 * count: looking at a process all the while slows it down. Before each run all logs are read, so that no one's luck with
 * the disk counts.
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
  for (let round = 0; round <= runs; round++) {
    const forMemory = round === runs;
    for (const phase of ['cold', 'warm']) {
      for (let turn = 0; turn < contestants.length; turn++) {
        const i = (turn + round) % contestants.length;
        const contestant = contestants[i];
        const result = results[i];
        const scratch = path.join(scratchFolder, contestant.id);
        if (phase === 'cold') fs.rmSync(scratch, { recursive: true, force: true });
        fs.mkdirSync(scratch, { recursive: true });
        intoPageCache(home);
        await sleep(REST_MS);
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
