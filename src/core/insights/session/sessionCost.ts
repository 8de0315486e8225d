import type { CallFacts, SessionFacts } from './sessionFacts';

/** Whole nano-dollars of a conversation's priced calls, helpers included. */
export function costOf({ threads }: Pick<SessionFacts, 'threads'>): number {
  let sum = 0;
  for (const { calls } of threads) sum += costOfCalls(calls);
  return sum;
}

/** Whole nano-dollars of those calls that have a price. */
export function costOfCalls(calls: readonly Pick<CallFacts, 'costNano'>[]): number {
  let sum = 0;
  for (const { costNano = 0 } of calls) sum += costNano;
  return sum;
}
