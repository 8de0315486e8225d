/**
 * Words by which a prompt is told to be of a kind, by language. A leading '^' counts only where the text begins.
 * Latin words are whole words; Chinese, Japanese and Korean do not part them. All in lower case.
 */
export type Cues = Readonly<Record<'en' | 'ko' | 'ja' | 'zh' | 'de', readonly string[]>>;

/** What was just done is wrong. Words that as often mean something else ('not', 'still') stand with what follows them. */
export const CORRECTION_CUES: Cues = {
  en: [
    '^no,',
    '^no.',
    '^no!',
    '^no that',
    '^nope',
    '^wrong',
    "that's wrong",
    'that is wrong',
    "that's not",
    'that is not what',
    'not what i',
    'not quite',
    "doesn't work",
    'does not work',
    "didn't work",
    'did not work',
    "isn't working",
    'not working',
    'still fails',
    'still failing',
    'still broken',
    'still not',
    "still doesn't",
    'still get',
    'still getting',
    'still the same',
    'you broke',
    'you forgot',
    'you missed',
    'revert that',
    'revert this',
    'undo that',
    'undo this',
    "shouldn't have",
    'should not have',
    'i meant',
    'i asked for',
  ],
  ko: ['^아니', '그게 아니', '틀렸', '틀린', '잘못', '안 돼', '안돼', '안 되', '안되', '여전히', '되돌려', '원래대로'],
  ja: [
    '違う',
    '違います',
    'ちがう',
    '間違',
    '動かない',
    '動きません',
    '直ってない',
    '直っていない',
    'まだ動',
    'まだエラー',
    '元に戻',
  ],
  zh: [
    '不对',
    '不是这',
    '错了',
    '不行',
    '不能用',
    '没有用',
    '还是不',
    '还是报错',
    '还是没',
    '撤销',
    '改回',
    '我的意思是',
  ],
  de: [
    '^nein',
    '^falsch',
    'das ist falsch',
    'stimmt nicht',
    'geht nicht',
    'geht immer noch nicht',
    'funktioniert nicht',
    'immer noch',
    'nicht das',
    'nicht so',
    'ich meinte',
    'rückgängig',
  ],
};

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
