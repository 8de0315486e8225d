import { contextCost } from './blockCost';
import type { CallFacts, PlacedBlock } from './sessionFacts';

/** What a block was and cost over its life. */
export interface BlockLife {
  /** Calls that carried it. */
  calls: number;
  /** Its tokens, as often as they were sent. */
  carriedTokens: number;
  /** Nano-dollars, a fraction; undefined: none of these calls has a price. */
  costNano: number | undefined;
}

/** What `block` cost in the calls of its thread. */
export function lifeOf(calls: readonly CallFacts[], { from, tokens, first, end }: PlacedBlock): BlockLife {
  const life: BlockLife = { calls: 0, carriedTokens: 0, costNano: undefined };
  for (let j = Math.max(0, first); j < Math.min(end, calls.length); j++) {
    const call = calls[j]!;
    const sent = Math.min(from + tokens, call.input) - Math.max(0, from);
    if (sent <= 0) continue;
    life.calls++;
    life.carriedTokens += sent;
    if (call.rates) life.costNano = (life.costNano ?? 0) + contextCost(call, from, from + tokens);
  }
  return life;
}
