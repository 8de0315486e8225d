const WHOLE = 4096;
const HEAD = 2048;
const MIDDLE = 1024;
const TAIL = 1024;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Unsigned 32-bit hash of `bytes[start…end)`; 0 only for an empty text.
 *
 * Up to 4 KB it is FNV-1a over all of it. A longer text gets a *fingerprint*: FNV-1a over its length, its first 2 KB,
 * 1 KB from its middle and its last 1 KB, so that a 100 MB tool result costs as little as a short one. Two long texts
 * of one length that differ elsewhere only are taken as equal; good enough to find repeats, not to prove them.
 */
export function textHash(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length <= 0) return 0;
  if (length <= WHOLE) return fnv1a(FNV_OFFSET, bytes, start, end) || 1;
  let hash = FNV_OFFSET;
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) hash = Math.imul(hash ^ (rest & 255), FNV_PRIME);
  const middle = start + Math.floor((length - MIDDLE) / 2);
  hash = fnv1a(hash, bytes, start, start + HEAD);
  hash = fnv1a(hash, bytes, middle, middle + MIDDLE);
  return fnv1a(hash, bytes, end - TAIL, end) || 1;
}

/** FNV-1a, continued from `hash`. */
function fnv1a(hash: number, bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
  return hash >>> 0;
}
