import type { Marks } from './protect';
import type { Paragraph } from './paragraphs';

/** Further back or ahead no sentence is followed. */
const LONGEST = 400;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|vs|etc|cf|approx|z\.b|bzw|d\.h|Mr|Mrs|Dr|No)|\b[A-Z])\.$/i;
/** No colon: what follows one may be what somebody is to read or say. */
const TERMINAL = /[.!?…。！？]/;
/** A line that goes on in the next one, whatever that starts with. */
const GOES_ON =
  /[,;:(–—、，：；-]$|(?:^|\s)(?:that|which|who|whom|whose|what|where|when|why|how|the|an?|to|of|in|on|at|by|for|from|with|as|and|or|but|if|because|than|is|are|was|were|be|dass|die|der|das|und|oder|wenn|weil)$/iu;
/** Korean sentences often end without a mark. */
const KOREAN_END = /(?:줘|요|니다)$/u;

/**
 * Whether a sentence starts at `at`: at the paragraph's first word, after a full stop, or on a new line with a capital
 * (people leave the full stop out at the end of a line; a line that was broken goes on with a small letter).
 */
export function startsSentence(text: string, paragraph: Paragraph, at: number): boolean {
  let i = at;
  let newLine = false;
  while (i > paragraph.words && /[\s*_]/.test(text[i - 1]!)) {
    i--;
    if (text[i] === '\n') newLine = true;
  }
  if (i <= paragraph.words) return true;
  const before = text[i - 1]!;
  if (!TERMINAL.test(before)) {
    if (!newLine) return false;
    const line = text.slice(Math.max(paragraph.words, i - 20), i);
    if (/[가-힣]/.test(text[at]!)) return KOREAN_END.test(line);
    // "I" is a capital wherever it stands: a line may have been broken before it.
    return /\p{Lu}/u.test(text[at]!) && !/^I\b/.test(text.slice(at, at + 2)) && !GOES_ON.test(line);
  }
  if (i === at) return /[。！？]/.test(before);
  return !ABBREVIATION.test(text.slice(Math.max(paragraph.words, i - 8), i));
}

/**
 * Where the sentence that `from` is in ends, before its mark, or nothing if that is too far away. Marks inside protected
 * places (v1.2, "why?") end nothing; a line's end does where the next line starts with a capital.
 */
export function sentenceEnd(text: string, paragraph: Paragraph, marks: Marks, from: number): number | undefined {
  const limit = Math.min(paragraph.end, from + LONGEST);
  for (let i = from; i < limit; i++) {
    if (marks[i]) continue;
    const c = text[i]!;
    if (/[。！？]/.test(c)) return i;
    if (/[.!?…]/.test(c)) {
      const after = text[i + 1];
      if (after === undefined || /[\s.!?…)*_]/.test(after)) return i;
    } else if (c === '\n' && /^\s*[\p{Lu}\p{Lo}]/u.test(text.slice(i + 1, i + 40))) return i;
  }
  return limit === paragraph.end ? paragraph.end : undefined;
}
