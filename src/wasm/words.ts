import { equalBytes } from './bytes';

/** A word's number: keys and values that are told apart are compared as numbers. 0: none that is known. */
export type Word = u32;

const SLOTS: usize = 512;
/** By `slotOf`, the word that was defined last of those that share a slot. */
const slots = heap.alloc(SLOTS * sizeof<usize>());
memory.fill(slots, 0, SLOTS * sizeof<usize>());

@unmanaged
class Known {
  at: usize;
  length: usize;
  word: Word;
  next: usize;
}

let last: Word = 0;

/** Makes a word known; the same word again has the same number. ASCII. */
export function word(text: string): Word {
  const length = <usize>text.length;
  const at = heap.alloc(length);
  for (let i: usize = 0; i < length; i++) store<u8>(at + i, <u8>text.charCodeAt(<i32>i));
  const before = wordAt(at, at + length);
  if (before) return before;
  const known = changetype<Known>(heap.alloc(offsetof<Known>()));
  const slot = slotOf(at, length);
  known.at = at;
  known.length = length;
  known.word = ++last;
  known.next = load<usize>(slot);
  store<usize>(slot, changetype<usize>(known));
  return last;
}

/** Which word these bytes are. */
export function wordAt(from: usize, to: usize): Word {
  const length = to - from;
  if (length === 0) return 0;
  let next = load<usize>(slotOf(from, length));
  while (next) {
    const known = changetype<Known>(next);
    if (known.length === length && equalBytes(known.at, from, length)) return known.word;
    next = known.next;
  }
  return 0;
}

/** Words mostly differ in length, or at one of their ends. */
function slotOf(from: usize, length: usize): usize {
  const hash = length * 67 + <usize>load<u8>(from) * 5 + load<u8>(from + length - 1);
  return slots + (hash & (SLOTS - 1)) * sizeof<usize>();
}
