/**
 * What says that something just done is wrong. Each pattern is for a clause from its beginning, or for all of it: in the
 * middle of one the same words tell what to make ("a message for when the login doesn't work"). All in lower case.
 */
const STILL_WRONG =
  "(?:doesn't|does not|don't|do not|didn't|did not|isn't|is not|aren't|are not|won't|can't|cannot|hasn't|wasn't|weren't)";
/** Said before what matters. */
const INTERJECTIONS =
  "(?:(?:hm+|ok(?:ay)?|well|sorry|thanks|thank you|unfortunately|actually|but|and|now|yet|also|no|nope|please|wait|oh|ah|hey|it seems(?: that| like)?|seems like|looks like|i think|i'm afraid)[,.…]* )*";
const THING =
  "(?:it|this|that|these|those|they|everything|nothing|(?:the|your|my|our|all|some|most)(?: (?!that\\b|which\\b|who\\b|when\\b|where\\b|if\\b|is\\b|are\\b)[\\w'/.-]+){1,4}?)";

interface Pattern {
  test(clause: string): boolean;
}

/** A pattern that takes milliseconds to compile, and a word that is in whatever it matches. */
function behind(word: RegExp, pattern: RegExp): Pattern {
  return { test: (clause) => word.test(clause) && pattern.test(clause) };
}

const EN: readonly Pattern[] = [
  /^no(?:$|[,.!:;…]|\s*[-–—]|\s(?:it|its|it's|that|that's|the|this|these|they|you|i|we|use|not|don't|do|wait|please|wrong|still|there's)\b)/,
  /^(?:nope|nah)\b|^wrong(?:$|[,.!:])/,
  new RegExp(`^${INTERJECTIONS}no$`),
  behind(
    /wrong|incorrect|broken|false/,
    new RegExp(
      `^${INTERJECTIONS}${THING}(?:'s|'re| is| are| was| were)? (?:just |simply |also |all )?(?:wrong|incorrect|broken|false)\\b`,
    ),
  ),
  behind(
    / not /,
    new RegExp(
      `^${INTERJECTIONS}${THING}(?:'s| is|'re| are) not (?:it|right|correct|true|quite|working|fixed|what|how|the right|the same|a fix|there|compiling|enough)\\b`,
    ),
  ),
  behind(
    /n't /,
    new RegExp(
      `^${INTERJECTIONS}${THING} (?:isn't|aren't|wasn't) (?:it|right|correct|true|quite|working|fixed|what|how|the right|the same|a fix|there|compiling|enough)\\b`,
    ),
  ),
  behind(
    /n't |not |cannot /,
    new RegExp(
      `^${INTERJECTIONS}${THING} ${STILL_WRONG} (?:seem to |really |actually |even )?(?:work|fix|help|compile|build|run|start|pass|load|show|render|solve|change|match|do (?:it|that|what|anything|the trick))\\w*\\b`,
    ),
  ),
  behind(
    /still /,
    new RegExp(
      `^${INTERJECTIONS}(?:${THING}(?:'s|'re| is| are)? )?still (?:not |the same|there|here|red|wrong|broken|doesn't|don't|can't|isn't|aren't|no |fail|crash|get|show|throw|happen|miss|see|error|an? error|present|exist|broke|hang|return)\\w*`,
    ),
  ),
  new RegExp(`^${INTERJECTIONS}(?:i|we)(?: am| are|'m|'re)? still (?:see|get|have|can't|cannot|don't|am|are)\\w*`),
  /^(?:(?:it|this|that|you) (?:just |now )?)(?:breaks|broke|fails|crashes|crashed)\b/,
  new RegExp(
    `^${INTERJECTIONS}(?:the |all |your |my |some )?(?:[\\w-]+ )?(?:tests?|builds?|compilation|lint|ci|typecheck) (?:still |now |all )*(?:fails?|are failing|is failing|failed|is broken|are broken|are red|is red)(?: (?:now|again|too))?$`,
  ),
  /^(?:not (?:quite|what i|fixed|working|right|correct|like that|that one|that)|doesn't (?:work|compile|build|run|help)|does not (?:work|compile|build|run|help)|didn't (?:work|help|fix)|did not (?:work|help|fix))\b/,
  behind(
    /same|wrong/,
    /^(?:(?:the |exactly the )?same (?:error|problem|issue|result|failure|bug)(?:$| (?:again|as|when|here|still|now|message|with|on|in|appears|occurs|happens)\b)|(?:the )?wrong (?:file|one|place|folder|function|line|branch|method|class|value))\b/,
  ),
  /^you (?:also |just |still )?(?:forgot|missed|broke|ignored|overlooked|misunderst\w+|shouldn't have|should not have|didn't|did not|haven't|have not|(?:changed|edited|removed|deleted|used|fixed|renamed) the wrong)\b/,
  /^(?:please )?(?:revert|undo|roll back|go back|take (?:it|that) back)(?: (?:it|that|this|all of it|everything|(?:that|this|the|your|all|those|these)(?: last| latest)? (?:change|edit|commit|fix)e?s?))?(?: please)?$/,
  /^(?:please )?(?:revert|undo) (?:that|this|it|everything)\b/,
  /^actually,? (?:it|that|this|they|the \w+) (?:should|must|needs? to|has to|was)\b/,
  /^(?:that|this|it) (?:should not|shouldn't) have\b/,
  /^(?:i|what i) (?:meant|asked you (?:to|for|not))\b/,
];

/** Clauses that ask for something are new wishes, whatever they speak of. */
const KO_WISH = /(?:줘|주세요|주시\S*|주길|하자|할래|바랍니다|바라|부탁\S*|해라)$/;
const KO: readonly RegExp[] = [
  /^(?:아니|아뇨|아닙니다|노노|그게 아니|그거 아니|이게 아니|이거 아니)/,
  /(?:틀렸|틀린 ?(?:것|거)|잘못(?:됐|되었|했|고쳤|수정|이해))\S{0,6}$/,
  /안 ?(?:돼|되|됩|된|됨)\S{0,5}$/,
  /\S[이가은는도] (?:안|못) \S{1,6}$/,
  /(?:동작|작동|실행|컴파일|빌드|해결|수정|반영|적용)\S{0,2} ?(?:하지|되지|이|가)? ?(?:않|안 )\S{0,7}$/,
  /^(?:\S+ )?(?:여전히|아직도|또) /,
  /(?:에러|오류|버그)\S? ?(?:계속 |또 |여전히 )?(?:나|났|난다|납|뜨|뜹|떠|떴|발생|생)\S{0,6}$/,
  /(?:똑같|그대로)\S{0,5}$/,
  /^(?:\S+ )?(?:되돌려|원래대로|원상복구)/,
];
const KO_UNDO = /되돌려|원래대로|원상복구/;

const JA: readonly RegExp[] = [
  /^(?:いや|いいえ|違|ちがう|ちがいます|そうじゃな|そうではな|それじゃな|間違っ(?:て(?:い)?ま|て(?:い)?る$))/,
  /(?:違う|違います|違っています|ちがいます|間違い(?:です|だ)?|間違って(?:い)?(?:る|ます))(?:よ|ね|けど|が)?$/,
  /(?:動か|動作し|直ら|反映され|変わら|表示され|解決し|うまくいか)(?:ない|ません|なかった|ませんでした)(?:です|よ|ね|けど|が)?$/,
  /(?:直って|治って|なって|できて|反映されて)(?:い)?(?:ない|ません)(?:です|よ|ね|けど|が)?$/,
  /^(?:\S{0,12}?(?:は|が|も))?まだ.{0,20}(?:動|直|エラー|失敗|ダメ|だめ|同じ|残って|出)/,
  /(?:エラー|バグ)(?:が|に)(?:また)?(?:出|な|発生し)(?:る|た|ます|ました|ています|ている|ります|りました|った)(?:よ|ね|けど|が)?$/,
  /^(?:\S{0,12}?を)?(?:元に戻し|取り消し)/,
  /^同じ(?:エラー|問題)(?:です|だ|が|$)/,
];

const ZH: readonly RegExp[] = [
  /^(?:不对|不是(?:这|那|的|$)|错了|不行|不能用|不起作用|没用|没有(?:用|效果|解决|修好|变化|生效)|(?:还是|依然|仍然)(?:不|报|没|错|一样|失败|出错|有(?:问题|错|报))|撤销|撤回|改回|回滚|我的意思是|我说的是|又(?:报错|错了|出错)|报错了?$|同样的(?:错误|问题)|一样的(?:错误|报错)|错误(?:依旧|依然|还在))/,
  /^你(?:改错|弄错|搞错|理解错|忘|漏|没有?(?:改|按|修))/,
  /^.{0,10}?(?:错了|不对|不行|不能用|没用|不起作用|没有?生效|(?:还是|依然|仍然|还)(?:报错|不行|没有?|一样|在|失败)|依旧|编译不过|跑不起来|跑不通)[了啊呀吧呢]?$/,
];

/** Classes of code units: with `\p{L}` the same patterns take as long to compile as all others of the coach together. */
const LETTER = 'a-z\\u00df-\\u024f';
const END = `(?:$|[^${LETTER}])`;
const WORDS_AFTER = `(?: [${LETTER}\\d.-]+){0,3}`;

const DE: readonly RegExp[] = [
  `(?:nein|nö|nee|falsch)${END}`,
  `(?:(?:hm+|ok|aber|leider|sorry|danke|doch|also)[,.]* )*(?:(?:das|es|der|die|dies|dieser?|dein\\w*|mein\\w*)${WORDS_AFTER} )?(?:stimmt|passt|geht|klappt|funktioniert|läuft|hilft|kompiliert|baut|startet) (?:so |leider |immer |noch |hier |jetzt |auch |gar |mehr )*nicht${END}`,
  `(?:(?:hm+|ok|aber|leider|sorry|danke|doch)[,.]* )*(?:das|es|dies) (?:ist|war|sind) (?:leider |so |immer noch |noch |jetzt )*(?:falsch|nicht (?:das|so|was|richtig|korrekt|gut)|kaputt|verkehrt)${END}`,
  `(?:(?:das|es|der|die)${WORDS_AFTER} )?(?:ist|sind|hat|kommt|schlägt|scheitert|bleibt)? ?(?:immer noch|nach wie vor|weiterhin)${END}`,
  `(?:nicht (?:das|so|die|der)|so nicht|falsche?[rs]? (?:datei|stelle|zeile|ordner|funktion)|gleicher? fehler|der(?:selbe|gleiche) fehler|ich meinte|du hast (?:\\S+ ){0,3}(?:vergessen|übersehen|kaputt))${END}`,
  `(?:mach\\S* |bitte )*(?:(?:das|es|alles) )?(?:wieder )?rückgängig${END}`,
].map((pattern) => new RegExp(`^${pattern}`));

/** A kind shows where a prompt begins; what comes after is what to do about it. */
const HEAD = 400;
/** Clauses end there; of Chinese, Japanese and Korean at commas, too. */
const ENDS = /[.!?;:\n…]+(?:\s+|$)|[。！？；：]+|\s+[-–—]\s+|,?\s+(?:but|aber)\s+(?=\S)/;
const COMMAS = /[，、,]\s*/;
const CJK =
  /[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u303b\u3041-\u318f\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uffdc\ua960-\ua97f\uac00-\ud7ff\ud840-\ud888]/;

/** Does a prompt begin by saying that what was just done is wrong? */
export function isCorrection(text: string): boolean {
  const head = text.trimStart().slice(0, HEAD).toLowerCase().replaceAll('’', "'");
  return head.split(ENDS).some((clause) => saysWrong(clause.trim()));
}

function saysWrong(clause: string): boolean {
  if (clause === '') return false;
  if (!CJK.test(clause)) return [EN, DE].some((list) => list.some((pattern) => pattern.test(clause)));
  return clause.split(COMMAS).some((part) => {
    const said = part.trim();
    if ([JA, ZH].some((list) => list.some((pattern) => pattern.test(said)))) return true;
    if (KO_WISH.test(said) && !KO_UNDO.test(said)) return false;
    return KO.some((pattern) => pattern.test(said));
  });
}
