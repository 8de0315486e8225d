import type { Round, Turn } from './copilotTurn';
import { estimateTokens } from './copilotText';

/** Share by which an estimate may be off, or that it is the least there was; undefined: all figures were recorded. */
export type EstimateError = number | 'least' | undefined;

/** The figures of one model call. */
export interface Call {
  round: Round;
  input: number;
  output: number;
  error: EstimateError;
}

/**
 * How far an estimate may be off. Copilot keeps the size of a turn's last prompt at most; the others differ from it by
 * the text between them, which is known. Without it in the same turn another turn tells how much Copilot adds that is
 * not in the file (instructions, tool definitions). Without any, only text is known: what Copilot adds is thousands of
 * tokens, and no session tells how many.
 */
const ERROR = { sameTurn: 0.2, sameSession: 0.35, guessedRounds: 0.5 } as const;

/** Where the session does not name its model's window: what most models had when sessions began to be kept. */
export const DEFAULT_WINDOW = 128_000;

/**
 * The calls of each turn. A turn of N rounds makes N calls, each with the prompt of the one before it plus what that
 * one wrote and its tools gave back; a summary replaces all that stands before it. What the log recorded is kept as it
 * is, and describes the last call.
 */
export function estimateCalls(turns: readonly Turn[], window = DEFAULT_WINDOW): Call[][] {
  const known = knownPrompts(turns);
  // What Copilot added beyond the known text, where a turn tells: undefined elsewhere.
  const added = turns.map((turn, t) => {
    const { lastInput } = turn.usage;
    return lastInput && turn.rounds.length > 0 ? Math.max(0, lastInput - known[t]!.at(-1)!) : undefined;
  });
  const first = added.find((n) => n !== undefined);
  let previous: number | undefined;
  return turns.map((turn, t) => {
    const prompts = known[t]!;
    const { lastInput } = turn.usage;
    const anchored = lastInput !== undefined && lastInput > 0;
    const nearby = previous ?? first;
    previous = added[t] ?? previous;
    const base = anchored ? lastInput - (prompts.at(-1) ?? 0) : (nearby ?? 0);
    const error = errorOf(turn, anchored, Boolean(nearby));
    const outputs = outputsOf(turn);
    const least = ownTokens(turn);
    return turn.rounds.map((round, r) => {
      const isLast = r === turn.rounds.length - 1;
      const input = Math.round(
        Math.min(Math.max(prompts[r]! + base, least, 1), Math.max(window, anchored ? lastInput : 0)),
      );
      const { output, recorded } = outputs[r]!;
      if (isLast && lastInput !== undefined)
        return { round, input: lastInput, output, error: recorded ? undefined : error };
      return { round, input, output, error };
    });
  });
}

function errorOf({ inferredRounds }: Turn, anchored: boolean, hasNeighbour: boolean): EstimateError {
  if (!anchored && !hasNeighbour) return 'least';
  if (inferredRounds) return ERROR.guessedRounds;
  return anchored ? ERROR.sameTurn : ERROR.sameSession;
}

function ownTokens(turn: Turn): number {
  return estimateTokens(turn.rendered || turn.message, 'prose');
}

/** Per turn and round, the tokens of the prompt's known text. */
function knownPrompts(turns: readonly Turn[]): number[][] {
  let history = 0;
  let globalContext = 0;
  return turns.map((turn) => {
    const own = ownTokens(turn);
    if (turn.globalContext) globalContext = estimateTokens(turn.globalContext, 'prose');
    let size = history + own;
    const sizes = turn.rounds.map((round) => {
      const before = globalContext + size;
      size += round.estimatedCarry;
      const summary = round.id ? turn.summaries.find((s) => s.roundId === round.id) : undefined;
      if (summary) size = own + estimateTokens(summary.text, 'prose');
      return before;
    });
    // An undone request is taken out of the conversation before the next one is sent.
    const undone = turn.request.shouldBeRemovedOnSend !== undefined || turn.request.isHidden === true;
    if (sizes.length > 0 && !undone) history = size;
    return sizes;
  });
}

function outputsOf(turn: Turn): { output: number; recorded: boolean }[] {
  const { lastOutput, runningOutput } = turn.usage;
  const estimates = turn.rounds.map((round) => round.estimatedOutput);
  const plain = estimates.map((n) => ({ output: Math.max(1, Math.round(n)), recorded: false }));
  if (plain.length === 0) return plain;
  const last = plain.length - 1;
  if (last > 0 && runningOutput !== undefined && isTurnTotal(runningOutput, lastOutput, estimates)) {
    const shared = lastOutput === undefined ? estimates : estimates.slice(0, last);
    const shares = share(runningOutput - (lastOutput ?? 0), shared).map((output) => ({ output, recorded: false }));
    return lastOutput === undefined ? shares : [...shares, { output: lastOutput, recorded: true }];
  }
  const recorded = lastOutput ?? runningOutput;
  if (recorded !== undefined) plain[last] = { output: recorded, recorded: true };
  return plain;
}

/**
 * Builds differ in what they store with the request: the output of the last call, or of all calls so far. It is the
 * latter when it exceeds the last call's own figure, or else lies nearer to the estimate for all calls.
 */
function isTurnTotal(running: number, lastOutput: number | undefined, estimates: readonly number[]): boolean {
  if (lastOutput !== undefined) return running > lastOutput;
  const all = estimates.reduce((a, b) => a + b, 0);
  return running > Math.sqrt(Math.max(1, estimates.at(-1)!) * Math.max(1, all));
}

/** Splits a total by weights into whole numbers that add up to it. */
function share(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let weight = 0;
  let given = 0;
  return weights.map((w, i) => {
    weight += w;
    const upTo =
      i === weights.length - 1
        ? total
        : Math.floor(sum > 0 ? (total * weight) / sum : (total * (i + 1)) / weights.length);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}
