import type { CallFacts } from './sessionFacts';

const MINUTE = 60_000;

/**
 * How long what a call has sent stays in its provider's cache, in milliseconds after the call; undefined: nobody says
 * (COACHING A1). Anthropic's logs name the life that was paid for; OpenAI's models before 5.6 keep a prefix for 5 to 10
 * idle minutes and at most an hour, later ones for 30 minutes.
 */
export function cacheLife({
  provider,
  model,
  cacheWrite,
  cacheWrite1h,
}: Pick<CallFacts, 'provider' | 'model' | 'cacheWrite' | 'cacheWrite1h'>): number | undefined {
  const id = model.toLowerCase();
  if (provider === 'anthropic' || id.includes('claude')) {
    return cacheWrite1h > 0 && cacheWrite1h * 2 >= cacheWrite ? 60 * MINUTE : 5 * MINUTE;
  }
  const gpt = /gpt-(\d+)(?:[.-](\d+))?/.exec(id);
  if (!gpt) return undefined;
  return Number(gpt[1]) * 100 + Number(gpt[2] ?? 0) >= 506 ? 30 * MINUTE : 60 * MINUTE;
}

/** A thread's cache life at call `j`: of the last call up to `j` that wrote into the cache, for a pure read keeps it. */
export function cacheLifeAt(calls: readonly CallFacts[], j: number): number | undefined {
  for (let i = j; i >= 0; i--) if (calls[i]!.cacheWrite > 0 || i === 0) return cacheLife(calls[i]!);
  return undefined;
}
