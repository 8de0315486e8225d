import type { SessionFacts } from '../session/sessionFacts';
import { median } from './intervals';

/** What a session's cost is the product of, and how little of its input was found in a cache. */
export interface SessionShape {
  calls: number;
  /** Input of a call, on average. */
  context: number;
  /** Nano-dollars for a token, read or written. */
  rate: number;
  /** Of the input: sent anew or written, not read from a cache. */
  missed: number;
}

/** Of a session's priced calls; undefined: there are none. */
export function shapeOf({ threads }: Pick<SessionFacts, 'threads'>): SessionShape | undefined {
  let [calls, input, read, output, nano] = [0, 0, 0, 0, 0];
  for (const thread of threads) {
    for (const call of thread.calls) {
      if (call.costNano === undefined) continue;
      calls++;
      input += call.input;
      read += call.cacheRead;
      output += call.output;
      nano += call.costNano;
    }
  }
  if (calls === 0) return undefined;
  const missed = input > 0 ? 1 - read / input : 0;
  return { calls, context: input / calls, rate: nano / Math.max(1, input + output), missed };
}

/** The middle of each by itself. */
export function usualShape(shapes: readonly SessionShape[]): SessionShape {
  const middle = (key: keyof SessionShape): number => median(shapes.map((shape) => shape[key]));
  return { calls: middle('calls'), context: middle('context'), rate: middle('rate'), missed: middle('missed') };
}
