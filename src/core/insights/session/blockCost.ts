import type { CallFacts } from './sessionFacts';

const PICO_PER_NANO = 1000;

/**
 * Picodollars for one token at `offset` of a call's context: a cache is a prefix, so what stands before `cacheRead`
 * was read, the next `cacheWrite` tokens were written, the rest is uncached (COACHING D0.1). A call that writes with
 * two lives is billed the mean of both. 0 where no price is known.
 */
export function rateAt(call: CallFacts, offset: number): number {
  const { rates } = call;
  if (!rates) return 0;
  if (offset < call.cacheRead) return rates.cacheRead;
  if (offset < call.cacheRead + call.cacheWrite) return writeRate(call);
  return rates.input;
}

export function writeRate({ rates, cacheWrite, cacheWrite1h }: CallFacts): number {
  if (!rates) return 0;
  const long = cacheWrite > 0 ? Math.min(1, cacheWrite1h / cacheWrite) : 0;
  return rates.cacheWrite5m * (1 - long) + rates.cacheWrite1h * long;
}

/** Nano-dollars, a fraction, for tokens `from` to `to` of one call's context. */
export function contextCost(call: CallFacts, from: number, to: number): number {
  const end = Math.min(to, call.input);
  const start = Math.max(0, from);
  if (!call.rates || end <= start) return 0;
  const read = Math.max(0, Math.min(end, call.cacheRead) - start);
  const written = call.cacheRead + call.cacheWrite;
  const write = Math.max(0, Math.min(end, written) - Math.max(start, call.cacheRead));
  const rest = Math.max(0, end - Math.max(start, written));
  return (read * call.rates.cacheRead + write * writeRate(call) + rest * call.rates.input) / PICO_PER_NANO;
}

export function outputCost(call: CallFacts, tokens = call.output): number {
  return call.rates ? (Math.min(tokens, call.output) * call.rates.output) / PICO_PER_NANO : 0;
}

/** Nano-dollars, a fraction: what tokens `from` to `to` cost over calls `first` to `end` (excluded). */
export function carryCost(
  calls: readonly CallFacts[],
  { from, to, first, end }: { from: number; to: number; first: number; end: number },
): number {
  let sum = 0;
  for (let j = Math.max(0, first); j < Math.min(end, calls.length); j++) sum += contextCost(calls[j]!, from, to);
  return sum;
}
