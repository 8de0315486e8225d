import { clearMergeCache, countTokens, setMergeCacheSize } from 'gpt-tokenizer/encoding/o200k_base';

/**
 * 512 letters, signs or blanks on end with more of them to come. The encoder merges such a stretch as one piece, in
 * time that grows with the square of its length: 200,000 letters without a blank would take 10 seconds.
 */
const STRETCH = /[\p{L}\p{M}]{512}(?=[\p{L}\p{M}])|[^\s\p{L}\p{N}]{512}(?=[^\s\p{L}\p{N}])|\s{512}(?=\s)/gu;
const SHORTEST_STRETCH = 513;
/** Text such as '<|endoftext|>' in a prompt is text. */
const AS_TEXT = { disallowedSpecial: new Set<string>() };

/**
 * The encoder remembers the words it has merged. Once its memory is full, each new word costs it a walk past all those
 * it forgot (a text of 900,000 characters took 20 seconds). So it has no limit of its own and is emptied here, each time
 * so many characters have been counted.
 */
const REMEMBERED = 4_000_000;
setMergeCacheSize(Infinity);
let counted = 0;

/**
 * Tokens of `text` in OpenAI's o200k_base. The vocabulary is large: this file is a bundle of its own,
 * dist/tokenizer.js, which tokenCount loads when there is something to count.
 * Stretches without a break are cut every 512 characters, which may add a few tokens to each. A byte order mark may add
 * two: the encoder has the tokens that begin with one, but does not find them. Other text is counted exactly.
 */
export function countO200k(text: string): number {
  counted += text.length;
  if (counted > REMEMBERED) {
    clearMergeCache();
    counted = text.length;
  }
  if (text.length < SHORTEST_STRETCH) return countTokens(text, AS_TEXT);
  let tokens = 0;
  let start = 0;
  for (const { index, 0: stretch } of text.matchAll(STRETCH)) {
    tokens += countTokens(text.slice(start, index + stretch.length), AS_TEXT);
    start = index + stretch.length;
  }
  return tokens + countTokens(text.slice(start), AS_TEXT);
}
