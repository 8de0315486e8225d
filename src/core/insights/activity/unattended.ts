import { BlockKind } from '../../usage/textBlock';
import { blocksOfKind } from '../session/blocksOfKind';
import type { CallFacts, SessionFacts, Thread } from '../session/sessionFacts';
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
  let progress: number[] | undefined;
  let p = 0;
  return turns.flatMap(({ at, first, end }) => {
    if (end <= first || main.calls[end - 1]!.at - at < LEAST_MINUTES * MINUTE) return [];
    progress ??= progressIn(main);
    let from = at;
    let best: UnattendedStretch | undefined;
    let [calls, nano] = [0, 0];
    for (let j = first; j < end; j++) {
      const call = main.calls[j]!;
      for (; p < progress.length && progress[p]! <= call.at; p++) {
        if (progress[p]! > from) [from, calls, nano] = [progress[p]!, 0, 0];
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

/** When something came of it, in order. */
function progressIn(thread: Thread): number[] {
  const times = blocksOfKind(thread, BlockKind.Edit).blocks.map(({ at }) => at);
  for (const block of blocksOfKind(thread, BlockKind.ToolResult).blocks) {
    if (!block.isError && (block.target === 'git' || verifies(block))) times.push(block.at);
  }
  return times.sort((a, b) => a - b);
}
