import type { Occurrence } from './coachRule';

/** Occurrences by what belongs together, in the order in which groups first came up. */
export function byGroup(occurrences: readonly Occurrence[]): Map<string, Occurrence[]> {
  const groups = new Map<string, Occurrence[]>();
  for (const occurrence of occurrences) {
    const key = occurrence.group ?? '';
    const list = groups.get(key);
    if (list) list.push(occurrence);
    else groups.set(key, [occurrence]);
  }
  return groups;
}
