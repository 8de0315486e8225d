import { fnv1a } from './fnv1a';

/** Hash of a call's key: unsigned 32 bits, 0 for none. Blocks point by it at the call that wrote them. */
export function callHash(dedupKey: string): number {
  if (dedupKey === '') return 0;
  const hash = fnv1a(dedupKey);
  return (hash ^ (hash >>> 15)) >>> 0 || 1;
}
