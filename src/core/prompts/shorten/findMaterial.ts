/** `text.slice(start, end)` is material that the prompt is about, not a part of the prompt. */
export interface Material {
  start: number;
  end: number;
}

/** What asks to keep words as they are. */
const AS_IT_IS =
  /\b(?:verbatim|word[- ]for[- ]word|letter[- ]for[- ]letter|as[- ]is|exactly (?:as|this|these|the following|what|like)|the exact (?:text|words?|wording|string|phrase|message)|literally|unchanged|unmodified|(?:do not|don['’]t|without) (?:change|chang|modify|alter|edit|rephras)\w* (?:the |any |my )?(?:text|words?|wording|content)|wörtlich|wortwörtlich|unverändert|buchstäblich)|원문|그대로|글자 그대로|そのまま|原文|一字一句|原封不动|逐字|一字不差|照抄/gi;
/** What works on words: what follows is material, wherever it stands. */
const ON_WORDS =
  /\b(?:translat(?:e|ed|ion|ing)|proof-?read\w*|paraphras\w*|re-?phras\w*|re-?word\w*|copy-?edit\w*|re-?writ(?:e|ing) (?:this|the|my|it|these|in)|(?:fix|correct|check|improve) (?:the |my |this |any )?(?:grammar|spelling|english|punctuation|tone|wording|writing)|grammar|übersetz\w*|umformulier\w*|korrekturles\w*|rechtschreib\w*|traduis\w*|traduce\w*)|번역|교정|맞춤법|문법|다듬|翻訳|添削|訂正|校正|書き直|言い換え|翻译|润色|改写|校对|语法/gi;
/** A text that is pointed at: "the following email", "this paragraph", "diesen Text", "다음 글". */
const POINTED_AT =
  /\b(?:the following|following|below|this|these|my|given|diese[nrs]?|folgende[nrs]?|mein(?:en?|e)?) (?:\w+ ){0,2}(?:texts?|e-?mails?|messages?|letters?|paragraphs?|sentences?|essays?|articles?|passages?|stor(?:y|ies)|poems?|lyrics|songs?|speech|dialogues?|conversations?|transcripts?|quotes?|comments?|tweets?|posts?|excerpts?|abstracts?|wording|drafts?|reviews?|resumes?|cv|bios?|blurbs?|texte?n?|sätze?n?|satz|nachricht|absatz|brief|artikel|mail)\b|\b(?:following|below|given|folgende[nrs]?) (?:\w+ ){0,2}(?:prompts?|statements?|responses?|answers?|questions?|phrases?|strings?|notes|inputs?|examples?|instructions?|documents?|data|content|scripts?|frage|antwort)\b|(?:다음|아래|이)(?:의)? ?(?:글|문장|텍스트|메일|이메일|메시지|내용|문단|대화|질문|지문|기사)|(?:以下|次|下記|この)の?(?:文章|文|テキスト|メール|メッセージ|内容|段落|会話|質問|記事|本文)|(?:以下|下面|下列|这段|这篇|这封|这句)的?(?:文字|文本|文章|句子|段落|邮件|内容|信息|对话|问题|话|材料)/gi;
/** Words of work, in a line that ends with a colon: what follows the colon is material. */
const WORK_THEN_COLON =
  /\b(?:summari[sz]\w*|shorten|condense|simplif\w*|classif\w*|analy[sz]\w*|evaluate|grade|review|reply|respond|answer|critique|continue|complete|extend|repeat|copy|echo|print|output|say|read|extract|detect|identify|convert|transcribe|count|explain|edit|improve|polish|correct|fix|write|wrote|says?|said|text|email|message|zusammenfass\w*|fasse|schreib\w*|antwort\w*)\b[^\n]{0,200}[:：][ \t]*$|(?:요약|분류|분석|작성|답변|要約|分類|分析|回答|总结|概括|归纳|回复|回答|分析)[^\n]{0,100}[:：][ \t]*$/gim;
/** A line that announces what is below it: a text for a page, a sample, somebody's words. Not a list, and no code. */
const ANNOUNCED = /[:：][ \t]*\r?\n(?:[ \t]*\r?\n)*(?![ \t]*(?:[-*+•>|#]|\d+[.)]|```|~~~))(?=[ \t]*\S)/g;
/** What is about how something is said: then all of it is a text, wherever it stands. */
const ABOUT_WORDING =
  /\b(?:(?:more |less |too |very )?(?:im)?polite\w*|courte(?:ous|sy)|(?:in)?formal(?:ly)?|friendl(?:y|ier)|sentiment|tone of voice|count (?:the |all )?(?:words|characters|letters|tokens)|how many (?:words|characters|letters|tokens)|word count|draft (?:a|an|the|my|what|some)|(?:customer|client|user|colleague|boss|somebody|someone|he|she|they) (?:asks|asked|writes|wrote|says|said)|ticket #?\d+|höflich\w*|unhöflich\w*)\b|공손|정중|丁寧|礼貌|语气|口吻/i;
/** "Heading: Thank you!": what stands behind a name is what it is to be. */
const LABELLED =
  /^[ \t]*(?:[-*] )?(?!(?:so|now|also|then|next|note|nb|ps|finally|first|second|third|and|but|please|todo|task|goal|step)\b)[\p{L}][\p{L} ]{0,24}[:：][ \t]+(?=\S)/gimu;
/** Copy for a page. */
const COPY = /\b(?:this|the following|my|our|following) (?:copy|captions?|banner|notice|snippet|label)\b/gi;
/** What points at material before it. */
const ABOVE =
  /\b(?:(?:the|this) (?:above|preceding|foregoing)|(?:text|e-?mail|message|letter|paragraph|story|article|code|conversation|passage|question)s? above|obige[nrs]?|oben stehende[nrs]?)\b|위(?:의)? ?(?:글|문장|텍스트|내용|지문|대화|코드|메일)|上記|上の文|上述|上面的/gi;
/** A letter is somebody's text, whoever it is for. */
const SALUTATION =
  /^[ \t]*(?:dear|sehr geehrte[rs]?|liebe[rs]?|subject:|betreff:|主题[:：]|件名[:：]|拝啓|尊敬的|제목:)[ \t\p{L}]/gimu;
const SIGN_OFF =
  /^[ \t]*(?:best|kind|warm|many)? ?(?:regards|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|mit freundlichen grüßen|敬具|此致|敬礼),?[ \t]*$/im;
/** Words that are talked about or dictated without quotation marks: what follows in the line stays as it is. */
const DICTATED =
  /\b(?:replac(?:e|es|ed|ing)|substitut(?:e|es|ed|ing)|renam(?:e|es|ed|ing))\b(?=[^\n]{1,200}\b(?:with|by|to|for)\b)|\bthe (?:words?|phrases?|expressions?|idioms?)\b|\b(?:people|they|we|you) say\b|\bpeople write\b|\b(?:that says|saying|(?:must|should|shall|will) (?:read|say))\b|\b(?:is|be|the following|lautet|lauten):[ \t]+(?=\S)|\b(?:the following|this|these) \w+:[ \t]+(?=\S)|\b(?:Text|Titel|Beschriftung|Meldung|Überschrift)\b[^.\n]{0,20}\b(?:zu|auf|in)\b[ \t]|(?:文字|文案|标题|提示)(?:改成|改为|设为|写成)|\b(?:words?|phrases?|expressions?|wordings?|sentences?) (?:like|such as)\b|\bgrep\b|\bsearch\b[^.\n]{0,20}\bfor\b|\blook for\b|\b(?:named|called|titled|entitled|labell?ed)\b|\bcontain(?:s|ing)?\b|\b(?:starts?|begins?|ends?) with\b|^[ \t]*(?:Given|When|Then|And) (?=the\b|a\b|an\b|I\b)/gimu;
/** A title or message that goes on with a capital. */
const TITLED =
  /\b(?:message|title|label|placeholder|caption|headline|subject|tooltip|slogan|equals?|prints?|displays?|shows?)(?: (?:is|be|to|as))?[ \t]+(?=\p{Lu}\p{Ll}*[ \t]+\p{Ll})/gu;
/** The same where what is dictated stands before the verb. */
const DICTATED_BEFORE_VERB =
  /(?<=(?:문구|제목|메시지|라벨|텍스트)[을를] )[^\n]{1,200}?(?=\s?(?:으로|로|라고)\s?(?:바꿔|바꾸|변경|수정|표시|설정))|(?<=(?:文言|ラベル|タイトル|表示)を)[^\n]{1,200}?(?=に(?:変更|変え|して))/gu;
const HEADING = /^ {0,3}#{1,6}[ \t]/gm;

/**
 * Parts of the prompt that are material to work on: a text to translate, to repeat word for word, to answer, a letter.
 * A sign of it reaches to the end of the prompt, or of its section where the prompt has sections: rather too much is
 * kept than somebody's text changed.
 */
export function findMaterial(text: string): Material[] {
  if (SIGN_OFF.test(text) || ABOUT_WORDING.test(text)) return [{ start: 0, end: text.length }];
  const headings = Array.from(text.matchAll(HEADING), ({ index }) => index);
  const found: Material[] = [];
  let heading = 0;
  const forward = [AS_IT_IS, ON_WORDS, POINTED_AT, COPY, ANNOUNCED, WORK_THEN_COLON, SALUTATION]
    .flatMap((pattern) => Array.from(text.matchAll(pattern), (match) => match.index + match[0].length))
    .sort((a, b) => a - b);
  for (const start of forward) {
    if (start < (found.at(-1)?.end ?? 0)) continue;
    while (heading < headings.length && headings[heading]! <= start) heading++;
    const inSection = heading > 0;
    found.push({ start, end: (inSection ? headings[heading] : undefined) ?? text.length });
  }
  heading = 0;
  for (const { index } of text.matchAll(ABOVE)) {
    while (heading < headings.length && headings[heading]! <= index) heading++;
    found.push({ start: heading > 0 ? headings[heading - 1]! : 0, end: index });
  }
  for (const pattern of [DICTATED, LABELLED, TITLED]) {
    let end = 0;
    for (const { index, 0: cue } of text.matchAll(pattern)) {
      const start = index + cue.length;
      if (start < end) continue;
      const feed = text.indexOf('\n', start);
      end = feed < 0 ? text.length : feed;
      found.push({ start, end });
    }
  }
  for (const { index, 0: said } of text.matchAll(DICTATED_BEFORE_VERB)) {
    found.push({ start: index, end: index + said.length });
  }
  return found;
}
