import type { SessionFacts } from './sessionFacts';

/** Whole nano-dollars of a conversation's priced calls, helpers included. */
export function costOf({ threads }: Pick<SessionFacts, 'threads'>): number {
  let sum = 0;
  for (const { calls } of threads) for (const { costNano = 0 } of calls) sum += costNano;
  return sum;
}
