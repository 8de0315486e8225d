/** Prompts less alike than this are about different things (COACHING D0.6). */
const ALIKE = 0.15;
/** 'Now the same for the receipt' names no topic of its own. */
const LEAST_TERMS = 4;

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}_][\p{L}\p{N}_]*/gu;
const CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** What people ask for, whatever it is about. */
const COMMON = new Set(
  (
    'about added adds after again all also always and any are around because before both but call called can cannot ' +
    'change changed check code could cover does done each empty every file files find first fix for from function get ' +
    'give good have here how into its just keep know like look make more must name need new next not now one only ' +
    'other our out over pass please read run same see should show some still suite sure test tests than that the their ' +
    'them then there these they this those try under until use used uses using want was well what when where which ' +
    'while who why will with work works would write you your src lib true false null option public private and'
  ).split(' '),
);

/** How often a text has each word that could say what it is about. */
export type Terms = ReadonlyMap<string, number>;

/**
 * Is a prompt about something else than the ones before it? By the angle between the words they use, rare ones
 * weighing more. A prompt without a handful of words of its own continues what there is.
 */
export function isOtherTopic(own: Terms, before: readonly Terms[]): boolean {
  if (own.size < LEAST_TERMS || before.length === 0) return false;
  const documents = [own, ...before];
  const seenIn = new Map<string, number>();
  for (const terms of documents) for (const term of terms.keys()) seenIn.set(term, (seenIn.get(term) ?? 0) + 1);
  const together = new Map<string, number>();
  for (const terms of before) for (const [term, n] of terms) together.set(term, (together.get(term) ?? 0) + n);
  const weight = (term: string): number => Math.log(1 + documents.length / seenIn.get(term)!);
  return cosine(own, together, weight) < ALIKE;
}

export function termsOf(text: string): Terms {
  const terms = new Map<string, number>();
  const add = (term: string): void => void terms.set(term, (terms.get(term) ?? 0) + 1);
  for (const word of text.slice(0, 8000).match(WORD) ?? []) {
    // Without blanks between words, pairs of characters stand for them.
    if (CJK.test(word)) for (let i = 0; i + 1 < word.length; i++) add(word.slice(i, i + 2));
    else {
      const parts = word.split(/_+|(?<=\p{Ll})(?=\p{Lu})/u).map((part) => part.toLowerCase());
      for (const part of parts) if (part.length >= 3 && !COMMON.has(part)) add(part.replace(/(?<=\p{L}{3})s$/u, ''));
    }
  }
  return terms;
}

function cosine(a: Terms, b: Terms, weight: (t: string) => number): number {
  let dot = 0;
  for (const [term, n] of a) dot += n * (b.get(term) ?? 0) * weight(term) ** 2;
  const length = (m: Terms): number => {
    let sum = 0;
    for (const [term, n] of m) sum += (n * weight(term)) ** 2;
    return Math.sqrt(sum);
  };
  return dot === 0 ? 0 : dot / (length(a) * length(b));
}
