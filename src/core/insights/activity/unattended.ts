import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../session/blocksOfKind';
import type { CallFacts, SessionFacts, Thread, Turn } from '../session/sessionFacts';
import { callBehind, commandReader, isShell } from '../shell/commandReader';
import { turnAt } from './turnClass';
import { failedChecks, verifies } from './verification';

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
/** Command lines that are read to see what came of a conversation's long turns. */
const MOST_COMMANDS = 400;

/**
 * The longest stretch of a turn without the user, without an edit and without a successful commit, build or test, be
 * they a helper's: at least 20 minutes, and 40 calls or $3. One per turn at most. An answer to a question of the
 * assistant's is the user's; what a command line did is read where no name tells.
 */
export function unattendedStretches(session: SessionFacts): UnattendedStretch[] {
  const { threads, turns } = session;
  const main = threads[0]!;
  let progress: number[] | undefined;
  let p = 0;
  return turns.flatMap((turn) => {
    if (!mayBeUnattended(turn, main)) return [];
    const { at, first, end } = turn;
    progress ??= progressIn(session);
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

function mayBeUnattended({ at, first, end }: Turn, { calls }: Thread): boolean {
  if (end <= first || calls[end - 1]!.at - at < LEAST_MINUTES * MINUTE) return false;
  if (end - first >= LEAST_CALLS) return true;
  let nano = 0;
  for (let j = first; j < end; j++) nano += calls[j]!.costNano ?? 0;
  return nano >= LEAST_NANO;
}

/** What the user answers, or agrees to. */
const ANSWERS = /^(?:AskUserQuestion|ExitPlanMode|request_user_input|ask_?user|vscode_askQuestions)$/i;

/** When something came of the long turns, or the user said something, in order. */
function progressIn(session: SessionFacts): number[] {
  const { threads, turns } = session;
  const long = turns.map((turn) => mayBeUnattended(turn, threads[0]!));
  const failed = failedChecks(session);
  const factsOf = commandReader(session, MOST_COMMANDS);
  const times: number[] = [];
  for (const thread of threads) {
    const { blocks } = thread;
    for (const { at } of blocksOfKind(thread, BlockKind.Edit).blocks) times.push(at);
    for (const i of blocksOfKind(thread, BlockKind.ToolResult).places) {
      const block = blocks[i]!;
      if (ANSWERS.test(block.name)) times.push(block.at);
      else if (!block.isError && !failed.has(block) && long[turnAt(turns, block.at)]) {
        const facts = isShell(block) ? factsOf(callBehind(blocks, i)) : undefined;
        const isProgress = facts
          ? facts.writes || facts.commits || facts.acts || facts.triesCode
          : block.target === 'git' || verifies(block);
        if (isProgress) times.push(block.at);
      }
    }
  }
  return times.sort((a, b) => a - b);
}
