import { isTechnical } from './isTechnical';

/** What an edit must not change (COACHING, E4). */
export type Invariant =
  'exact-word' | 'quotation' | 'negation' | 'scope' | 'question' | 'structure' | 'fence' | 'output-format';

const CHUNK = /[!-~\u00a1-\u024f\u2010-\u2014]+/g;
/** Most of them, told at one look. */
const PLAIN_WORD = /^[A-Za-z]?[a-z]*[.,;:!?]?$/;
const AROUND = /^[(["'*_~]+|[)\]"'*_~.,;:!?…]+$/g;
const QUOTED =
  /`[^`\n]{1,500}`|"[^"\n]{1,500}"|“[^”\n]{1,500}”|„[^“”\n]{1,500}[“”]|«[^»\n]{1,500}»|「[^」\n]{1,500}」|『[^』\n]{1,500}』/g;

/** What asks for something and neither denies nor restricts it: "能不能", "I was wondering if". */
const ASKING = /(能|可|会|行)不\1(?:以)?(?=请|帮|麻烦|给|为|把)|\b(?:wondering|grateful|appreciate(?: it)?) if\b/gi;
const NEGATION =
  /\b(?:not|no|never|without|neither|nor|none|nothing|nobody|nowhere|cannot|unable|avoid|refuse|nicht|kein\w*|ohne|nie|niemals|weder|nirgends|except|unless)\b|n['’]t\b|안(?= )|않|못|말(?=고|아|라|기|것|지)|없|금지|아니|제외|ない|なく|なけ|ませ?ん|ずに|禁止|以外|不要|不|没|别|勿|非(?!常)|无|未|禁/giu;
/** Each group is one meaning: a phrase may become another phrase of its group. */
const SCOPE: readonly RegExp[] = [
  /\bmust\b/gi,
  /\bshould\b/gi,
  /\b(?:may|might)\b/gi,
  /\bonly\b/gi,
  /\bat least\b/gi,
  /\bat most\b/gi,
  /\b(?:before|prior to)\b/gi,
  /\b(?:after|subsequent to)\b/gi,
  /\b(?:all|any|each|every|both|either)\b/gi,
  /\b(?:if|in the event that|in the case that)\b/gi,
  /\b(?:when|at the time that|at the point when)\b/gi,
  /\buntil\b/gi,
  /\b(?:rather|instead|even)\b|\bjust (?=\d|one\b|two\b|three\b)/gi,
  /\b(?:müssen|muss|darf|dürfen|soll(?:en|te)?|nur|außer|mindestens|höchstens|alle[nrs]?|jede[nrs]?|falls|bis|statt)\b/giu,
  /만(?=[ ,.])|반드시|제외|이상|이하|모두|모든|전부|최소|최대/g,
  /のみ|(?<!いた)だけ|必ず|以外|以上|以下|すべて|全て|まで/g,
  /只|仅|必须|除非|至少|至多|所有|每|全部|以上|以下/g,
];
const FORMAT =
  /\b(?:json|ya?ml|xml|csv|tsv|html|markdown|latex|tables?|lists?|bullets?|headings?|code blocks?|in (?:english|korean|japanese|chinese|german|french|spanish|portuguese|italian|russian)|tabellen?|listen?|stichpunkte?n?|auf (?:deutsch|englisch))\b|표로|목록|리스트|한국어|영어로|箇条書き|リスト|日本語|英語で|表格|列表|中文|英文|英语/giu;
const QUESTION_MARKS = /[?？]+/g;
/** Where a sentence ends; a point within a name (src/a.ts) ends none. */
const SENTENCE_ENDS = /[.!…]\s|[?？。！\n]/;
/** Questions that are requests: their mark may become a full stop. */
const REQUEST =
  /^\W*(?:(?:and|also|then|so|now|hi|hello|hey)\W+)*(?:can|could|would|will) (?:you|u)\b|^\W*please (?:can|could|would) you\b|^\W*(?:do you think you (?:could|can)|can i ask you to|i was wondering if you)\b|\bwould you mind\b|^\W*(?:und |also )?(?:kannst du|könntest du|können sie|könnten sie|würden sie|würdest du)\b|(?:주실|줄) 수 (?:있|계)[가-힣]*\W*$|주시겠[가-힣]*\W*$|주시겠어요\W*$|(?:いただけ|もらえ|頂け)(?:ます|る)?(?:でしょう)?か\W*$|(?:能|可)不(?:能|可以)|可以(?:请|帮|给)|能(?:请|帮|给)|能否|可否/iu;
const LIST_MARK = /^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]/gm;
const HEADING = /^ {0,3}#{1,6}[ \t].*$/gm;
const FENCE = /^(?:[^\S\n]|>)*(?:(?:[-*+]|\d{1,9}[.)])[^\S\n]+)?(?:`{3,}|~{3,}).*$/gm;

/** The first invariant that turning `before` into `after` breaks. Linear time. */
export function brokenInvariant(before: string, after: string): Invariant | undefined {
  return (Object.keys(EXTRACT) as (keyof typeof EXTRACT)[]).find(
    (name) => EXTRACT[name](before) !== EXTRACT[name](after),
  );
}

/** What of a text must be equal before and after, written down: sorted where its order says nothing. */
const EXTRACT = {
  structure: (text: string): string =>
    [...found(text, LIST_MARK), ...found(text, HEADING)].map((mark) => mark.trim()).join('\n'),
  fence: (text: string): string => found(text, FENCE).join('\n'),
  quotation: (text: string): string => found(text, QUOTED).join('\n'),
  'exact-word': (text: string): string =>
    sorted(
      found(text, CHUNK)
        .filter((chunk) => !PLAIN_WORD.test(chunk))
        .map((chunk) => chunk.replace(AROUND, ''))
        .filter(isTechnical),
    ),
  negation: (text: string): string => sorted(found(text.replaceAll(ASKING, ''), NEGATION)),
  scope: (text: string): string => {
    const telling = text.replaceAll(ASKING, '');
    return SCOPE.map((pattern) => found(telling, pattern).length).join();
  },
  question: (text: string): string =>
    String(Array.from(text.matchAll(QUESTION_MARKS)).filter(({ index }) => !isRequest(text, index)).length),
  'output-format': (text: string): string => sorted(found(text, FORMAT)),
} satisfies Partial<Record<Invariant, (text: string) => string>>;

function isRequest(text: string, mark: number): boolean {
  return REQUEST.test(
    text
      .slice(Math.max(0, mark - 400), mark)
      .split(SENTENCE_ENDS)
      .at(-1)!,
  );
}

function found(text: string, pattern: RegExp): string[] {
  return text.match(pattern) ?? [];
}

function sorted(words: string[]): string {
  return words
    .map((word) => word.toLowerCase())
    .sort()
    .join('\n');
}
