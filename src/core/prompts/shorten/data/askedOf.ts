/** Words of a prompt that asks for every line of what it is about, for its count or its order. */
const EVERY_LINE =
  /\b(?:exact(?:ly)?|verbatim|(?:every|each|all(?: of)?(?: the| these| those)?) (?:single )?(?:lines?|entr(?:y|ies)|rows?|occurrences?)|line[- ]by[- ]line|compare|comparison|diff|count(?:s|ed|ing)?|how (?:many|often)|(?:in|the|by|which|what|wrong|right|correct|startup|boot|out of|same) (?:the )?(?<!in )order(?! (?:to|id|number|total|table|form|service|page|api|is|was)\b)|\b(?:in|by) (?:the )?order(?! to\b)|number of|ordering|ordered|sequence|chronolog\w*|sort(?:ed|ing)?|genau\w*|jede\w* (?:zeile|eintrag)|alle (?:zeilen|einträge)|zeile für zeile|vergleich\w*|zähl\w*|anzahl|wie (?:viele|oft)|reihenfolge|exacte?(?:ment|s)?|chaque ligne|toutes les lignes|compar(?:er|ez|ar|a)|compte[rz]?|combien|ordre|exact(?:o|a|amente)|cada línea|todas las líneas|cuent[ae]n?|contar|cuánt[ao]s|orden|exat(?:o|a|amente)|cada linha|todas as linhas|quant[ao]s|ordem)\b|정확|모든 ?(?:줄|행|라인|로그)|한 ?줄 ?한 ?줄|줄마다|비교|개수|몇 ?(?:개|번|줄|건)|횟수|순서|正確|全行|全ての行|すべての行|各行|一行ずつ|比較|数え|件数|何(?:行|回|件)|順序|順番|精确|精確|准确|每一?行|所有行|逐行|比较|对比|比對|計數|计数|统计|多少|几[行次个条]|顺序|次序/i;

/** Words of a prompt about when things happened. */
const TIMING =
  /\b(?:rac(?:e|es|y|ing)|timing|timestamps?|time[- ]?outs?|timed out|latenc(?:y|ies)|slow(?:er|ly|ness)?|delay(?:s|ed)?|durations?|deadlocks?|concurren\w*|how long|hang(?:s|ing)?|hung|stall\w*|jitter|simultaneous\w*|interleav\w*|parallel\w*|performance|when (?:did|does|do|was|were)|what time|zeit\w*|langsam\w*|verzögerung\w*|dauer\w*|wann|wie lange|gleichzeitig\w*|nebenläufig\w*|concurrence|lente?(?:ment|ur)?|délai|durée|lent[oa]|demora\w*|retraso|duración|condición de carrera)\b|경쟁 ?상태|레이스|타이밍|시간|시각|언제|지연|느[려린림]|동시|교착|競合|レース|タイミング|時間|時刻|いつ|遅[いく延れ]|同時|竞态|竞争条件|競態|时序|時序|时间|時間|何时|延迟|延遲|慢|并发|並發|死锁/i;

/** Words of a prompt about the form of data: how it is laid out, what is allowed in it, where in it something stands. */
const FORM =
  /\b(?:format(?:s|ted|ting|ter)?|re-?format\w*|indent\w*|whitespace|white space|spaces|line breaks?|newlines?|schemas?|pretty\w*|prettier|minif\w*|align\w*|lint\w*|(?:in|by|the|wrong|right|key|column|field|row) order(?! (?:to|id|number|total|is|was|has|in)\b)|ordering|sort(?:ed|ing)?|valid(?:ate|ity|ator)?|invalid|well-?formed|malformed|pars(?:e|es|ing|er)|syntax|trailing commas?|byte\w*|exact(?:ly)?|verbatim|diff|checksum|(?:lines?|columns?|positions?|offset) \d+|einrück\w*|leerzeichen|formatier\w*|schemata|reihenfolge|sortier\w*|gültig\w*|syntaktisch|genau|zeile \d+|indentation|schéma|ordre|espaces|valide|formato|sangría|esquema|orden|espacios|válido)\b|형식|서식|포맷|들여쓰기|스키마|순서|정렬|공백|줄바꿈|문법|유효|파싱|정확|書式|形式|フォーマット|インデント|字下げ|スキーマ|順序|順番|空白|改行|構文|整形|パース|正確|格式|缩进|縮排|模式|顺序|順序|排序|空格|换行|語法|语法|解析|有效|精确|对齐/i;

/** What a prompt allows to be done with a log in it. */
export function foldingAllowedBy(prompt: string): 'none' | 'keep-timestamps' | 'all' {
  if (EVERY_LINE.test(prompt)) return 'none';
  return TIMING.test(prompt) ? 'keep-timestamps' : 'all';
}

/** Whether a prompt is about how the data in it is written, not only about what it says. */
export function asksAboutForm(prompt: string): boolean {
  return FORM.test(prompt);
}
