/**
 * Words by which a prompt is told to be of a kind, by language. A leading '^' counts only where the text begins.
 * Latin words are whole words; Chinese, Japanese and Korean do not part them. All in lower case.
 */
export type Cues = Readonly<Record<'en' | 'ko' | 'ja' | 'zh' | 'de', readonly string[]>>;

/** A kind shows where a prompt begins; what comes after is what to do about it. */
const HEAD = 400;
const LETTER = /[\p{L}\p{N}_]/u;
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Is one of the cues within the first 400 characters? */
export function hasCue(text: string, cues: Cues): boolean {
  const head = text.trimStart().slice(0, HEAD).toLowerCase().replaceAll('’', "'");
  return Object.values(cues).some((list) => list.some((cue) => holds(head, cue)));
}

function holds(head: string, cue: string): boolean {
  if (cue.startsWith('^')) return head.startsWith(cue.slice(1)) && endsWord(head, 0, cue.length - 1, cue);
  for (let at = head.indexOf(cue); at >= 0; at = head.indexOf(cue, at + 1)) {
    if ((UNPARTED.test(cue) || !LETTER.test(head[at - 1] ?? ' ')) && endsWord(head, at, cue.length, cue)) return true;
  }
  return false;
}

function endsWord(head: string, at: number, length: number, cue: string): boolean {
  return UNPARTED.test(cue) || !LETTER.test(cue.at(-1)!) || !LETTER.test(head[at + length] ?? ' ');
}
