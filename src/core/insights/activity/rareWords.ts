/**
 * Four letters or more, three digits or more. Letters of all scripts but rare ones: a class of code units is several
 * times as fast as `\p{L}`.
 */
const WORD =
  /[A-Za-z_$\u00c0-\u1fff\u3040-\u9fff\uac00-\ud7af][\w$\u00c0-\u1fff\u3040-\u9fff\uac00-\ud7af]{3,}|\d{3,}/g;
/** Names that somebody made up look like this. */
const NAME = /[a-z][A-Z]|_|[A-Za-z]\d|\d[A-Za-z]/;
const LEAST_LENGTH = 5;
/** A text's beginning stands for all of it. */
const MOST_CHARACTERS = 48_000;
const MOST_WORDS = 4_000;

/** What any program or text about one is full of. */
const COMMON = new Set(
  (
    'about above after again against already another because before being below between cannot could during every ' +
    'first found other should since still their there these thing those through under until using value where which ' +
    'while within without would async await break catch class const continue default export extends finally function ' +
    'import interface match null number object package private protected public return static string struct super ' +
    'switch throw types undefined update while yield array boolean error errors false files folder index input length ' +
    'lines param print query result results self tests there write write added changed check command content create ' +
    'currently delete failed follow following needs output please read right running system version'
  ).split(' '),
);

/** All words of a text, in lower case, as often as they stand there: in what a rare word is looked for. */
export function wordsIn(text: string): readonly string[] {
  return text.slice(0, MOST_CHARACTERS).toLowerCase().match(WORD) ?? [];
}

/**
 * The words of a text that say which text it is: names and numbers, and longer words that not every text holds. For
 * telling by words alone whether something was used again, so rather too few than too many. In lower case, with whether
 * it is written as a made-up name anywhere, which hardly comes up by chance.
 */
export function rareWords(text: string): Map<string, boolean> {
  const words = new Map<string, boolean>();
  for (const word of new Set(text.slice(0, MOST_CHARACTERS).match(WORD))) {
    if (words.size >= MOST_WORDS) break;
    const isNumber = word.charCodeAt(0) < 58;
    const isName = NAME.test(word);
    const key = word.toLowerCase();
    if (isName || isNumber || (word.length >= LEAST_LENGTH && !COMMON.has(key)))
      words.set(key, isName || words.get(key) === true);
  }
  return words;
}
