const WHOLE = 512;
const HEAD = 256;
const PART = 128;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Unsigned 32-bit hash of `bytes[start…end)`; 0 only for an empty text.
 *
 * Up to 512 bytes it covers all of the text. A longer one gets a *fingerprint* over its length, its first 256 bytes, 128
 * from its middle and its last 128, so that a 100 MB tool result costs as little as a short one: there is a hash to
 * make for every few kilobytes of log. Two long texts of one length that differ elsewhere only are taken as equal;
 * good enough to find repeats, not to prove them.
 */
export function textHash(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length <= 0) return 0;
  let hash = Math.imul(FNV_OFFSET ^ length, FNV_PRIME);
  if (length <= WHOLE) hash = mix(hash, bytes, start, end);
  else {
    const middle = start + ((length - PART) >>> 1);
    hash = mix(hash, bytes, start, start + HEAD);
    hash = mix(hash, bytes, middle, middle + PART);
    hash = mix(hash, bytes, end - PART, end);
  }
  // FNV's low bits know little of the last words: spread what the high bits hold.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}

/** FNV-1a over words of four bytes, continued from `hash`. */
function mix(hash: number, bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  for (; i + 4 <= end; i += 4) {
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    hash = Math.imul(hash ^ word, FNV_PRIME);
    hash ^= hash >>> 17;
  }
  for (; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
  return hash;
}
