import { BlockKind } from '../usage/textBlock';
import type { CallFacts, PlacedBlock, SessionFacts } from './sessionFacts';
import { verifies } from './verification';

/** A stretch in which nobody looked and nothing came of it. */
export interface UnattendedStretch {
  /** The call with which it became one, and the last one. */
  call: CallFacts;
  /** Since when: the prompt, or the last sign of progress. Epoch milliseconds. */
  from: number;
  minutes: number;
  calls: number;
  nano: number;
}

const MINUTE = 60_000;
/** COACHING G4. */
const LEAST_MINUTES = 20;
const LEAST_CALLS = 40;
const LEAST_NANO = 3_000_000_000;
/**
 * The longest stretch of a turn without the user, without an edit and without a successful commit, build or test: at
 * least 20 minutes, and 40 calls or $3. One per turn at most.
 */
export function unattendedStretches({ threads, turns }: SessionFacts): UnattendedStretch[] {
  const main = threads[0]!;
  const progress = main.blocks.filter(isProgress);
  return turns.flatMap(({ at, first, end }) => {
    let from = at;
    let best: UnattendedStretch | undefined;
    let [calls, nano, p] = [0, 0, 0];
    for (let j = first; j < end; j++) {
      const call = main.calls[j]!;
      for (; p < progress.length && progress[p]!.at <= call.at; p++) {
        if (progress[p]!.at > from) [from, calls, nano] = [progress[p]!.at, 0, 0];
      }
      calls++;
      nano += call.costNano ?? 0;
      const minutes = (call.at - from) / MINUTE;
      if (minutes < LEAST_MINUTES || (calls < LEAST_CALLS && nano < LEAST_NANO)) continue;
      if (!best || minutes > best.minutes) best = { call, from, minutes, calls, nano };
    }
    return best ?? [];
  });
}

function isProgress(block: PlacedBlock): boolean {
  if (block.kind === BlockKind.Edit) return true;
  return block.kind === BlockKind.ToolResult && !block.isError && (block.target === 'git' || verifies(block));
}
