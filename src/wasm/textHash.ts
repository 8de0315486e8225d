const WHOLE: usize = 512;
const HEAD: usize = 256;
const PART: usize = 128;
const FNV_OFFSET: u32 = 0x811c9dc5;
const FNV_PRIME: u32 = 0x01000193;

/** The hash that core/usage/textHash.ts gives the same bytes: what it covers of a long text is said there. */
export function textHash(from: usize, to: usize): u32 {
  if (to <= from) return 0;
  const length = to - from;
  let hash = (FNV_OFFSET ^ (<u32>length)) * FNV_PRIME;
  if (length <= WHOLE) hash = mix(hash, from, to);
  else {
    const middle = from + ((length - PART) >>> 1);
    hash = mix(hash, from, from + HEAD);
    hash = mix(hash, middle, middle + PART);
    hash = mix(hash, to - PART, to);
  }
  hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
  hash ^= hash >>> 13;
  return hash ? hash : 1;
}

/** FNV-1a over words of four bytes, continued from `hash`. */
function mix(hash: u32, from: usize, to: usize): u32 {
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = (hash ^ load<u32>(at)) * FNV_PRIME;
    hash ^= hash >>> 17;
  }
  for (; at < to; at++) hash = (hash ^ load<u8>(at)) * FNV_PRIME;
  return hash;
}
