/**
 * Stands in a call's service tier, behind the provider's own name for one: the call had to run in the United States,
 * which has a price of its own whatever the tier is ('us-only', 'batch us-only').
 */
const US_ONLY = 'us-only';

/** The provider's tier, '' for the standard one, and where the call had to run, '' for anywhere. */
export function splitTier(serviceTier: string): { tier: string; place: string } {
  if (serviceTier === US_ONLY) return { tier: '', place: US_ONLY };
  if (!serviceTier.endsWith(` ${US_ONLY}`)) return { tier: serviceTier, place: '' };
  return { tier: serviceTier.slice(0, -US_ONLY.length - 1), place: US_ONLY };
}

/** Another tier at the same place. */
export function withTier(serviceTier: string, tier: string): string {
  return [tier, splitTier(serviceTier).place].filter(Boolean).join(' ');
}
