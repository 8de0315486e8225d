import type { Occurrence } from './coachRule';

/** Whole nano-dollars that the claims of some occurrences come to. */
export function claimed(occurrences: readonly Pick<Occurrence, 'claim'>[]): number {
  return occurrences.reduce((sum, { claim }) => sum + claim.nano, 0);
}
