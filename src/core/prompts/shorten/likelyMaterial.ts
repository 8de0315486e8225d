import type { Material } from './findMaterial';
import { ENGLISH_VERBS } from './languages/enVerbs';
import { paragraphs } from './paragraphs';
import type { Line, ParsedPrompt } from './parsePrompt';

/** Not within a name or code: `error.message`, text_copy, label(). */
const CUE_START = String.raw`(?<![\p{L}\p{N}_./\x60$@#-])`;
/** What is told in quotation marks right behind tells where it ends. */
const CUE_END = String.raw`(?![\p{L}\p{N}_(\x60/-]|\.\p{L}|:?\s*["“„«])`;
/** Words that tell that a prompt is about words: about a text, its tone, what somebody says or should read. */
const ENGLISH_CUES = [
  String.raw`e-?mails?|mails?|messages?|cover letter|repl(?:y|ies|ied)|answer(?:ed)?|comments?|tweets?|posts?|texts?`,
  String.raw`copy|copywriting|labels?|labell?ed|captions?|headings?|titles?|headlines?|banners?|footers?|wording`,
  String.raw`phrases?|phrasing|sentences?|paragraphs?|words?|tone|(?:im)?polite(?:r|ly|ness)?|rude|friendl(?:y|ier)`,
  String.raw`(?:in)?formal(?:ly)?|professional(?:ly)?|sentiment|grammar|grammatical(?:ly)?|typos?|spelling|translat\w*`,
  String.raw`transcripts?|quot(?:e|es|ed|ation)|conversations?|chats?|dialog(?:ue)?s?|support tickets?|tickets? #?\d+`,
  String.raw`placeholders?|tooltips?|notifications?|toasts?|greet(?:s|ing|ings)?|slogans?|essays?|articles?|stor(?:y|ies)`,
  String.raw`poems?|songs?|lyrics|speech|blurbs?|newsletters?|announcements?|announces?|invitations?|prompts?`,
  String.raw`says?|said|saying|asks|asked|tells|told|responds?|responded|writes|wrote|complain(?:s|ed|ts?)?|apolog\w+`,
  String.raw`classif\w+|categor\w+|count the|how many (?:words|characters|letters|lines|sentences)|which of (?:these|those)`,
  String.raw`sounds?|paraphras\w+|proof-?read\w*|re-?phras\w*|re-?word\w*|rewrit\w+|polish\w*|role-?play\w*|interviewers?`,
].join('|');
const GERMAN_CUES = [
  String.raw`höflich\w*|freundlich\w*|förmlich\w*|formell\w*|tonfall|wortlaut|formulier\w*|sätze\w*|satz|wort|wörter\w*`,
  String.raw`texte?s?n?|nachrichten?|antworte?n?|antwortet|kommentare?n?|überschrift(?:en)?|titel|beschriftung(?:en)?`,
  String.raw`meldung(?:en)?|sagt\w*|schreibt|schrieb|fragt\w*|lautet\w*|heißt|brief\w*|übersetz\w*|zitat\w*`,
].join('|');
const CJK_CUES =
  /공손|정중|말투|어조|격식|문구|문장|문체|단어|표현|메일|메시지|댓글|답장|답변|회신|번역|제목|라벨|안내문|공지|인사말|이렇게|라고|라는|리뷰|후기|감정|글자|丁寧|敬語|口調|文体|文言|文章|言い回し|表現|単語|文字|メール|メッセージ|コメント|返信|返事|翻訳|件名|タイトル|ラベル|表示|感情|挨拶|レビュー|と書|と言|という|礼貌|语气|口吻|措辞|文案|句子|短语|单词|词语|邮件|消息|评论|留言|回复|答复|标题|标签|显示|翻译|情感|写着|说(?!明)|问候|禮貌|語氣|郵件|標題|顯示/
    .source;
/** Words of thanks and talk about the talk are none about a text: "Thanks for your answer", "as I said". */
const ASIDE = String.raw`\b(?:needless to say|(?:having|that being) said|as (?:I|we)(?:['’]ve| have)?(?: already)? said|(?:thank(?:s| you)|thx|sorry|apologies for|appreciat\w+|look(?:ing)? forward|vielen dank|danke|ich freue mich)\b[^.!?\n]{0,80})|说实话|老实说`;
const CUES = new RegExp(
  `${ASIDE}|${CUE_START}((?:${ENGLISH_CUES}|${GERMAN_CUES})${CUE_END})|((?:${CJK_CUES})(?!["“「『]))`,
  'giu',
);

const COLON = /[:：](?=[ \t*_]|$)|：/g;
/** What people write before a colon to say what comes: orders. */
const ORDERS_FOLLOW =
  /^[\s*_#>\-+•\d.)[\]xX]*(?:(?:the|my|your|some|additional|other|main|current|next|functional|non-functional|technical|hard|important|more)\s+)*(?:tasks?|to-?dos?|steps?|requirements?|constraints?|rules?|goals?|objectives?|changes?|fixes|issues?|bugs?|problems?|questions?|instructions?|guidelines?|conventions?|context|background|details|criteria|acceptance criteria|features?|scope|plan|notes?|important|hints?|also|so|then|finally|first|second|third|step \d+|ps|p\.s\.|btw|fyi|edit|update|please do (?:this|the following)|do (?:this|the following)|aufgaben?|hinweise?|anforderungen|schritte|regeln|ziele?|wichtig|요청|요청 ?사항|요구 ?사항|조건|작업|규칙|참고|목표|要件|条件|タスク|手順|注意|目的|要求|需求|任务|步骤|规则|目标|背景)[\s*_]*$/iu;

/** What a sentence ends with. */
const ENDED = /[.!?…:;,。！？：；、"”»」』)\]}`*_~]$/u;
/** With such a word at a line's end it goes on with what the line announces. */
const ANNOUNCING =
  /(?:^|\s)(?:to|with|as|at|is|are|be|reads?|this|these|that|says?|said|asks?|asked|writes?|wrote|me|us|it|following|below|success|error|failure)$/iu;
const SHOWS =
  /^[\s*_\-+•\d.)]*(?:show|display|print|put|post|write|say|output|paste|send|set|leave|use|zeige?|gib)\b/iu;
/** A line that asks or tells something is no heading. */
const SPOKEN =
  /^\W*(?:please|kindly|pls|plz|bitte|hi|hello|hey|good|hallo|guten|moin|thanks|thank|thx|cheers|danke|can|could|would|will|i|i['’]\w+|we|let|let['’]s|also|then|now|so|and|but|ok|okay|you|your|it|how|what|why|when|where|which|who|is|are|do|does|did|if)\b/iu;
const MOST_HEADING_WORDS = 6;

const GREETING =
  /\s*(?:(?:hi|hello|hey|hallo|moin|안녕하세요|こんにちは|你好|您好)[^.!?。！？\n]{0,20}[!.,。！，]\s*)?/iuy;
const SENTENCE_END = /[.!?](?=\s|$)|[。！？\n]|[:：](?=\s|$)|：/g;

/**
 * Parts of the prompt that may be material to work on, though nothing says so for sure: what follows a colon, a heading
 * or a line that announces something, and all of a prompt that is about words, but for the order itself. Words in them
 * stay; blank lines may go. Linear time.
 */
export function likelyMaterial(text: string, { lines }: ParsedPrompt): Material[] {
  const sections = sectionsOf(text, lines);
  return [
    ...afterColons(text, lines, sections),
    ...afterHeadings(text, lines, sections),
    ...aboutWords(text, lines, sections),
  ];
}

/** From one heading to the next; the first reaches to the end, for what it announces may have headings of its own. */
function sectionsOf(text: string, lines: readonly Line[]): Material[] {
  const starts = lines.filter(({ kind }, i) => kind === 'heading' && lines[i - 1]?.kind !== 'heading');
  return [
    { start: 0, end: text.length },
    ...starts.map(({ start }, i) => ({ start, end: starts[i + 1]?.start ?? text.length })),
  ];
}

/** The end of the section that a place is in. */
function reach(sections: readonly Material[], at: number): number {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sections[middle]!.start <= at) low = middle;
    else high = middle - 1;
  }
  return sections[low]!.end;
}

/** What stands after a colon that no order follows: in its passage; after one at a line's end all that follows. */
function* afterColons(text: string, lines: readonly Line[], sections: readonly Material[]): Generator<Material> {
  let at = 0;
  for (const { words, end } of paragraphs(text, lines)) {
    let label = words;
    for (const { index } of text.slice(words, end).matchAll(COLON)) {
      const colon = words + index;
      while (lines[at]!.next <= colon) at++;
      const line = lines[at]!;
      const isOrder = ORDERS_FOLLOW.test(text.slice(Math.max(label, line.start), colon));
      label = colon + 1;
      if (isOrder) continue;
      const announces = !/[^\s*_]/.test(text.slice(colon + 1, line.end));
      if (announces && !isOpen(lines, at)) continue;
      yield { start: colon + 1, end: announces ? reach(sections, colon) : end };
      break;
    }
  }
}

/** Whether words follow a line, not code or something pasted: that would be what it announces. */
function isOpen(lines: readonly Line[], at: number): boolean {
  let next = at + 1;
  while (lines[next]?.kind === 'blank') next++;
  return lines[next]?.kind === 'prose' || lines[next]?.kind === 'heading';
}

/** What follows a short first line that asks nothing, or a line that goes on in the next one. */
function* afterHeadings(text: string, lines: readonly Line[], sections: readonly Material[]): Generator<Material> {
  const first = lines.findIndex(({ kind }) => kind !== 'blank');
  for (let i = Math.max(first, 0); i < lines.length; i++) {
    const line = lines[i]!;
    if (line.kind !== 'prose') continue;
    const words = text.slice(line.start, line.end).trimEnd();
    const next = lines[i + 1];
    if (!next || ENDED.test(words)) continue;
    const isHeading = i === first && next.kind === 'blank' && looksLikeHeading(words);
    // A line that was broken goes on with a small letter.
    const isBroken = next.kind !== 'blank' && /^[\s*_]*\p{Ll}/u.test(text.slice(next.start, next.start + 40));
    const announces = !isBroken && (ANNOUNCING.test(words.slice(-40)) || SHOWS.test(words.slice(0, 40)));
    if ((isHeading || announces) && isOpen(lines, i)) yield { start: line.end, end: reach(sections, line.start) };
  }
}

function looksLikeHeading(words: string): boolean {
  const [start = '', ...more] = words.split(/\s+/, MOST_HEADING_WORDS + 1);
  if (more.length >= MOST_HEADING_WORDS || !/\p{Script=Latin}/u.test(words)) return false;
  return !SPOKEN.test(words) && !ENGLISH_VERBS.has(start.toLowerCase());
}

/** All of a section that is about words; but the first sentence where nothing after it is: that gives the order. */
function* aboutWords(text: string, lines: readonly Line[], sections: readonly Material[]): Generator<Material> {
  const spoken = onlyProse(text, lines);
  const cues = Array.from(spoken.matchAll(CUES)).filter(([, latin, other]) => latin ?? other);
  let at = 0;
  for (const [i, { start, end }] of sections.entries()) {
    const first = cues[at];
    const next = sections[i + 1]?.start ?? text.length;
    while (cues[at] && cues[at]!.index < next) at++;
    const last = cues[at - 1];
    if (!first || !last || first.index >= next) continue;
    const order = firstSentenceEnd(spoken, start);
    if (last.index > order) yield { start, end };
    else {
      yield { start: first.index + first[0].length, end: order };
      yield { start: order + 1, end };
    }
  }
}

/** The text with blanks in place of code and what was pasted. */
function onlyProse(text: string, lines: readonly Line[]): string {
  return lines
    .map(({ start, next, kind }) => (kind === 'fixed' ? ' '.repeat(next - start) : text.slice(start, next)))
    .join('');
}

/** Where the mark of the first sentence that is no greeting stands. */
function firstSentenceEnd(text: string, from: number): number {
  GREETING.lastIndex = from;
  SENTENCE_END.lastIndex = from + (GREETING.exec(text)?.[0].length ?? 0);
  return SENTENCE_END.exec(text)?.index ?? text.length;
}
