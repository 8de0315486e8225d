import type { Epoch, SessionFacts } from '../insights/session/sessionFacts';
import type { Claim, Claims } from './claims';

/** How much of each prefix is claimed, from its end. */
const claimed = new WeakMap<Claims, Map<Epoch, number>>();

/**
 * Claims so many tokens of what the main thread carried before anybody said a word, in every call of a session. Which
 * of the prefix's tokens they are is not known, and all cost the same: each claim takes the next ones from the end.
 */
export function claimPrefix({ threads }: SessionFacts, claims: Claims, tokens: number): Claim {
  const { calls, epochs } = threads[0]!;
  let taken = claimed.get(claims);
  if (!taken) claimed.set(claims, (taken = new Map()));
  const sum = { nano: 0, tokens: 0 };
  for (const epoch of epochs) {
    const used = taken.get(epoch) ?? 0;
    const to = Math.max(0, epoch.prefix - used);
    const from = Math.max(0, to - Math.round(tokens));
    taken.set(epoch, used + (to - from));
    const claim = claims.context(calls, { from, to, first: epoch.first, end: epoch.end });
    sum.nano += claim.nano;
    sum.tokens += claim.tokens;
  }
  return sum;
}
