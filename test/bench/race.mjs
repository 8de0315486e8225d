import fs from 'node:fs';
import path from 'node:path';
import { measure } from './measure.mjs';

/**
 * Lets the contestants run in turn: in every round each one cold (its own store empty), then each one warm (nothing
 * changed since). Logs stay in the system's page cache for all, so that no one's luck with the disk counts.
 * @returns {Promise<{ id: string, name: string, cold: import('./measure.mjs').Measurement[], warm: …[], totals: object }[]>}
 */
export async function race(contestants, home, scratchFolder, runs, report) {
  const results = contestants.map(({ id, name }) => ({ id, name, cold: [], warm: [], totals: undefined }));
  for (const file of fs.readdirSync(home, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.jsonl')) fs.readFileSync(path.join(home, file));
  }
  for (let round = 0; round < runs; round++) {
    for (const phase of ['cold', 'warm']) {
      for (const [i, contestant] of contestants.entries()) {
        const scratch = path.join(scratchFolder, contestant.id);
        if (phase === 'cold') fs.rmSync(scratch, { recursive: true, force: true });
        fs.mkdirSync(scratch, { recursive: true });
        const { command, args, env } = contestant.run(home, scratch);
        const { stdout, ...measured } = await measure(command, args, env);
        const totals = contestant.totals(stdout);
        results[i][phase].push(measured);
        results[i].unstable ||= results[i].totals && JSON.stringify(totals) !== JSON.stringify(results[i].totals);
        results[i].totals ??= totals;
        report(`round ${round + 1} ${phase} ${contestant.name}: ${Math.round(measured.wallMs)} ms`);
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
