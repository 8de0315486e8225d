import type { Occurrence } from './coachRule';

/** Nano-dollars that an occurrence's sentence says it cost, as {cost}; 0 where it says nothing of it. */
export function costTold({ why }: Pick<Occurrence, 'why'>): number {
  const cost = why.figures['cost'];
  return typeof cost === 'object' && cost.unit === 'nano' ? cost.value : 0;
}
