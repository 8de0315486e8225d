import { isCorrection as saysWrong } from '../../prompts/correctionCues';
import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../session/blocksOfKind';
import type { PlacedBlock, SessionFacts, Thread, Turn } from '../session/sessionFacts';
import { callOf, turnAt, turnFacts, turnIndex, type TurnFacts } from './turnClass';
import { failedChecks } from './verification';

/** What became of the changes that a turn made (COACHING D0.6). */
export interface EditOutcome extends TurnFacts {
  /** Epoch milliseconds of the prompt. */
  at: number;
  /** Most of the turn's money went to it; '' where several shared it. */
  model: string;
  /** Times that a check failed after one of its edits and the same file was edited again. */
  retries: number;
  /** The user said within three turns that it was wrong, and the same file was edited again. */
  corrected: boolean;
  oneShot: boolean;
  /** Whole nano-dollars; undefined where a call has no price. */
  costNano: number | undefined;
}

/** A correction comes soon, or it is a new wish. */
export const TURNS_TO_CORRECT = 3;
/** Longer ones are new tasks; and so many prompts are read of one conversation. */
const LONGEST_CORRECTION = 4_000;
const MOST_TEXTS = 40;
/** One model's share of a turn for the turn to be its. */
const MAIN_SHARE = 0.9;

const known = new WeakMap<SessionFacts, EditOutcome[]>();

/** Each turn of the main thread that edited something. At most 40 prompts are read, and only short ones. */
export function editOutcomes(session: SessionFacts): EditOutcome[] {
  let outcomes = known.get(session);
  if (!outcomes) known.set(session, (outcomes = judge(session)));
  return outcomes;
}

function judge(session: SessionFacts): EditOutcome[] {
  const facts = turnFacts(session);
  const retries = retriesOf(session);
  const isCorrection = correctionReader(session);
  return facts.flatMap((fact, i) => {
    if (fact.edits.size === 0) return [];
    const corrected = facts
      .slice(i + 1, i + 1 + TURNS_TO_CORRECT)
      .some((later) => [...later.edits.keys()].some((file) => fact.edits.has(file)) && isCorrection(later.turn));
    const { at } = fact.turn;
    const oneShot = retries[i] === 0 && !corrected;
    return [{ ...fact, ...moneyOf(fact), at, retries: retries[i]!, corrected, oneShot }];
  });
}

/** By turn: how often a check failed after its edit, and the same thread edited the same file again, then or soon after. */
function retriesOf(session: SessionFacts): Int32Array {
  const { turns, threads } = session;
  const failed = failedChecks(session);
  const retries = new Int32Array(turns.length);
  for (const thread of threads) {
    const { agent, calls, blocks } = thread;
    const { places } = blocksOfKind(thread, BlockKind.Edit);
    if (places.length === 0) continue;
    const failedAt = failed.size === 0 ? [] : failuresIn(thread, failed);
    const turnOf = turnIndex(turns, agent === '' ? calls.length : 0);
    const edited = new Map<string, { turn: number; failures: number }>();
    let failures = 0;
    for (const i of places) {
      const block = blocks[i]!;
      while (failures < failedAt.length && failedAt[failures]! < i) failures++;
      const turn = agent === '' ? (turnOf[callOf(block)] ?? -1) : turnAt(turns, block.at);
      const before = edited.get(block.target);
      const soon = before && before.turn >= 0 && turn - before.turn <= TURNS_TO_CORRECT;
      if (soon && failures > before.failures) retries[before.turn]!++;
      edited.set(block.target, { turn, failures });
    }
  }
  return retries;
}

/** Where the checks stand that failed. */
function failuresIn(thread: Thread, failed: ReadonlySet<PlacedBlock>): number[] {
  return blocksOfKind(thread, BlockKind.ToolResult).places.filter((i) => failed.has(thread.blocks[i]!));
}

/** Whether the prompt of a turn begins by saying that something is wrong; read at most once, and at most 40 of a session. */
export function correctionReader(session: SessionFacts): (turn: Turn) => boolean {
  const read = new Map<Turn, boolean>();
  let left = MOST_TEXTS;
  return (turn) => {
    let answer = read.get(turn);
    if (answer === undefined) {
      const typed = turn.prompt.find(({ kind, bytes }) => kind === BlockKind.Typed && bytes <= LONGEST_CORRECTION);
      answer = typed !== undefined && left-- > 0 && saysWrong(session.textOf(typed) ?? '');
      read.set(turn, answer);
    }
    return answer;
  };
}

function moneyOf({ calls, helperCalls }: TurnFacts): Pick<EditOutcome, 'model' | 'costNano'> {
  const spent = new Map<string, number>();
  let sum = 0;
  let priced = true;
  for (const list of [calls, helperCalls]) {
    for (const { model, costNano } of list) {
      if (costNano === undefined) priced = false;
      sum += costNano ?? 0;
      spent.set(model, (spent.get(model) ?? 0) + (costNano ?? 0));
    }
  }
  const [model, most] = [...spent].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  const main = spent.size === 1 || (sum > 0 && most >= MAIN_SHARE * sum) ? model : '';
  return { model: main, costNano: priced ? sum : undefined };
}
