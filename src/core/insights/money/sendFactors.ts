import { carryCost, contextCost } from '../session/blockCost';
import { median, type Interval } from './intervals';
import type { SessionFacts } from '../session/sessionFacts';

/**
 * How what stands at the beginning of a conversation was billed, by conversations that there were. Factors say how often
 * a token's price as uncached input was paid for it: 1.25 for one write to Claude's cache, 5.15 for a write and 39 reads.
 * Middle values with their quartiles.
 */
export interface SendFactors {
  sessions: number;
  /** Calls of the main thread before its context was cleared. */
  calls: Interval;
  /** Tokens of the first call before the prompt: system prompt, tools, instructions. */
  prefixTokens: Interval;
  /** Of these tokens: all first calls recorded what they carried. */
  recorded: boolean;
  /** In the first call, and over the conversation. undefined: no conversation has prices. */
  prompt?: { first: Interval; session: Interval };
  prefix?: { first: Interval; session: Interval };
}

/** undefined: no conversation has a call. */
export function sendFactors(sessions: readonly SessionFacts[]): SendFactors | undefined {
  const calls: number[] = [];
  const prefixes: number[] = [];
  const factors = { promptFirst: [], promptSession: [], prefixFirst: [], prefixSession: [] } as Record<
    'promptFirst' | 'promptSession' | 'prefixFirst' | 'prefixSession',
    number[]
  >;
  let recorded = true;
  for (const { threads } of sessions) {
    const thread = threads[0];
    const epoch = thread?.epochs[0];
    const call = thread?.calls[0];
    if (!thread || !epoch || !call || call.input === 0) continue;
    calls.push(epoch.end);
    prefixes.push(Math.min(epoch.prefix, call.input));
    recorded &&= !call.estimated;
    const perToken = (call.rates?.input ?? 0) / 1000;
    if (perToken === 0) continue;
    // The token right behind the prefix stands for the prompt.
    const from = Math.min(epoch.prefix, call.input - 1);
    const life = { first: 0, end: epoch.end };
    factors.promptFirst.push(contextCost(call, from, from + 1) / perToken);
    factors.promptSession.push(carryCost(thread.calls, { from, to: from + 1, ...life }) / perToken);
    if (from === 0) continue;
    factors.prefixFirst.push(contextCost(call, 0, from) / (from * perToken));
    factors.prefixSession.push(carryCost(thread.calls, { from: 0, to: from, ...life }) / (from * perToken));
  }
  if (calls.length === 0) return undefined;
  const both = (first: number[], session: number[]) =>
    first.length > 0 ? { first: quartiles(first), session: quartiles(session) } : undefined;
  return {
    sessions: calls.length,
    calls: quartiles(calls),
    prefixTokens: quartiles(prefixes),
    recorded,
    prompt: both(factors.promptFirst, factors.promptSession),
    prefix: both(factors.prefixFirst, factors.prefixSession),
  };
}

function quartiles(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return { low: at(0.25), middle: median(values), high: at(0.75) };
}
