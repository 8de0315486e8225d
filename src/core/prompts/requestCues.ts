import { isCorrection } from './correctionCues';
import { hasCue, type Cues } from './promptCues';

/** One more wish on top of the last one. */
const ADDITIVE_CUES: Cues = {
  en: [
    '^and',
    '^also',
    '^plus',
    '^oh',
    '^then',
    'also',
    'in addition',
    'additionally',
    'as well',
    'one more',
    'another thing',
    'while you',
    'next,',
    'can you add',
    'please add',
    '^add',
  ],
  ko: ['추가로', '추가해', '그리고', '하나 더', '또한', '그다음', '도 추가', '도 넣'],
  ja: ['^また', '^あと', 'それと', 'それから', '追加で', 'もう一つ', 'もうひとつ', 'ついでに', 'も追加'],
  zh: ['还要', '还有', '另外', '再加', '顺便', '同时', '然后', '也加', '再把'],
  de: ['^und', '^auch', 'außerdem', '^noch', 'noch etwas', 'noch eine', 'zusätzlich', 'ebenfalls', 'dazu', 'füge'],
};

/** Something to be done, put politely as a question … */
const POLITE_CUES: Cues = {
  en: ['can you', 'could you', 'would you', 'will you', 'can we', 'could we', 'please', 'pls'],
  ko: ['줄래', '주실래', '줄 수', '주실 수', '주세요', '주시겠', '해줘', '해 줘'],
  ja: ['くれます', 'くれません', 'くれる', 'もらえ', 'いただけ', 'ください', '下さい'],
  zh: ['能不能', '能否', '可以', '可不可以', '能帮', '请', '帮我'],
  de: ['kannst du', 'könntest du', 'würdest du', 'können sie', 'könnten sie', 'können wir', 'könnten wir', 'bitte'],
};

/** … if it asks for no answer. */
const ANSWER_CUES: Cues = {
  en: [
    'what',
    'why',
    'how',
    'where',
    'when',
    'who',
    'which',
    'whether',
    'explain',
    'tell me',
    'describe',
    'summarize',
    'summarise',
    'clarify',
    'confirm',
    'check if',
  ],
  ko: ['무엇', '뭐', '어떻게', '왜', '어디', '설명', '알려'],
  ja: ['なぜ', '何', 'どう', 'どこ', '説明', '教えて'],
  zh: ['什么', '怎么', '如何', '哪里', '解释', '说明', '告诉'],
  de: ['was', 'warum', 'wieso', 'wie', 'wo', 'wann', 'wer', 'welche', 'ob', 'erklären', 'sagen', 'beschreiben'],
};

/** What only showed when the first result was there to be looked at, by the user or by somebody else. */
const SHOWN_CUES: Cues = {
  en: [
    'screenshot',
    'screenshots',
    'image #',
    'reviewer',
    'review comment',
    'review comments',
    'code review',
    'on the screen',
  ],
  ko: ['스크린샷', '캡처', '리뷰어', '리뷰에서'],
  ja: ['スクリーンショット', 'スクショ', 'レビュー'],
  zh: ['截图', '截屏', '评审', '审查意见'],
  de: ['screenshot', 'bildschirmfoto', 'reviewer', 'im review'],
};

/** How it will be known that the work is done. */
const ACCEPTANCE_CUES: Cues = {
  en: [
    'test',
    'tests',
    'should',
    'expect',
    'expected',
    'must',
    'until',
    'so that',
    'such that',
    'make sure',
    'ensure',
    'passes',
    'returns',
    'instead of',
    'without',
    'acceptance',
    'done when',
    'currently',
    'steps to reproduce',
  ],
  ko: ['테스트', '해야', '되어야', '하도록', '되도록', '때까지', '반드시', '대신', '없이', '확인'],
  ja: ['テスト', 'べき', 'ように', 'こと', 'まで', '必ず', '代わりに', 'なければ', '期待', '確認'],
  zh: ['测试', '应该', '应当', '必须', '直到', '以便', '使得', '确保', '而不是', '期望', '验证'],
  de: [
    'test',
    'tests',
    'soll',
    'sollte',
    'sollen',
    'muss',
    'müssen',
    'bis',
    'damit',
    'sodass',
    'statt',
    'ohne',
    'erwarte',
    'erwartet',
    'sicherstellen',
  ],
};

/** Asked, not ordered. */
const QUESTION_CUES: Cues = {
  en: [
    '^what',
    '^why',
    '^how',
    '^where',
    '^when',
    '^who',
    '^which',
    '^is',
    '^are',
    '^does',
    '^do you',
    '^did',
    '^can i',
    '^explain',
    'help me understand',
    'walk me through',
    "^let's talk",
    '^evaluate',
    '^think about',
    '^before you',
    '^tell me',
    '^show me',
    '^describe',
    '^summarize',
    '^list',
    '^compare',
    '^review',
    '^look at',
    '^analyze',
  ],
  ko: ['뭐야', '무엇', '어떻게', '왜', '어디', '설명', '알려', '인가요', '나요'],
  ja: ['^なぜ', '^何', '^どう', '^どこ', 'ですか', 'ますか', '説明', '教えて'],
  zh: ['什么', '为什么', '怎么', '如何', '哪里', '吗', '解释', '说明', '介绍'],
  de: [
    '^was',
    '^warum',
    '^wie',
    '^wo',
    '^wann',
    '^wer',
    '^welche',
    '^ist',
    '^sind',
    '^erkläre',
    '^zeig',
    '^beschreibe',
  ],
};

/** Goes on with what there is, or runs something. */
const ROUTINE_CUES: Cues = {
  en: [
    '^yes',
    '^ok',
    '^okay',
    '^sure',
    '^go on',
    '^go ahead',
    '^continue',
    '^proceed',
    '^do it',
    '^lgtm',
    '^looks good',
    '^ship it',
    '^approved',
    '^option',
    '^try again',
    '^resume',
    '^go with',
    '^implement the plan',
    '^implement it',
    '^next',
    '^retry',
    '^again',
    '^run',
    '^commit',
    '^push',
    '^merge',
    '^rebase',
    '^deploy',
    '^build',
    '^install',
    '^start',
    '^stop',
    '^check',
    '^bump',
    '^release',
    '^address',
    '^init',
  ],
  ko: ['^네', '^응', '^좋아', '^계속', '^진행', '^실행', '^커밋', '^푸시'],
  ja: ['^はい', '^続け', '^進め', '^お願い', '^実行', '^コミット'],
  zh: ['^是', '^好', '^继续', '^开始', '^运行', '^提交', '^推送'],
  de: ['^ja', '^weiter', '^mach weiter', '^los', '^starte', '^führe', '^committe', '^baue'],
};

const ANCHORS: readonly RegExp[] = [
  /https?:\/\/|\bwww\./i,
  // Paths, routes and files
  /(?:^|[\s('"@])(?:~|\.{1,2})?\/[\w.-]+|\b[\w.-]+\\[\w.-]+|#(?:file|sym|selection|editor|codebase|changes)\b/,
  /(?:^|[\s('"@])(?:[\w.-]+\/)+[\w.-]+|\b[\w-]+\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|swift|cs?|cpp|hh?|hpp|php|vue|svelte|html?|s?css|sql|sh|ya?ml|json|toml|md|xml|gradle|tf|ipynb|lock|env)\b/,
  // Files that go by a name alone
  /\b(?:\.?gitignore|dockerfile|makefile|readme|changelog|tsconfig|eslint|prettier|webpack|vite|package manifest|lock ?file)\b/i,
  // Names that somebody made up: camelCase, snake_case, calls, dotted names, code in quotes
  /\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\b\w+_\w+|\b\w+\(\)|\b[a-z]\w*\.[a-z]\w+\b|`[^`\n]+`|"[^"\n]{3,}"|“[^”\n]{3,}”|「[^」\n]+」/,
  // Errors, tickets, mentions, flags, lines
  /\bcannot (?:read|find|resolve|access)\b|\bis not (?:defined|a function|assignable|found)\b|\bpanic:|\bHTTP \d{3}\b|\b[45]\d\d errors?\b|\b(?:TS|CS|E|C|SQLSTATE)[ -]?\d{3,5}\b|\bissue \d+/i,
  /[\p{L}\p{N}_-]+\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|php|vue|html?|css|sql|ya?ml|json|md)(?![A-Za-z])/u,
  /\b\w*(?:Error|Exception|Traceback)\b|\berror[: ]|#\d+|\b[A-Z]{2,}-\d+\b|(?:^|\s)@\w|(?:^|\s)--?[a-z][\w-]+|\b(?:line|zeile) \d+|\d+행|\d+行/i,
];

const LONGEST_WISH = 400;
/** A longer prompt says enough, however it says it. */
const LONGEST_VAGUE = 200;
/** What an editor adds to a prompt: the selection, the open file, attachments. */
const ATTACHED =
  /<(?:ide_selection|ide_opened_file|attachments?|selection|editorContext|file)\b|# Files mentioned|## Active (?:file|selection)/i;

/**
 * Another wish, said shortly, be it as a polite question; what is asked, takes longer to say, or answers what was shown,
 * is no addition.
 */
export function addsWish(text: string): boolean {
  const wish = text.trim();
  return (
    wish.length <= LONGEST_WISH &&
    hasCue(/[?？]$/.test(wish) ? withoutQuestions(wish) : wish, ADDITIVE_CUES) &&
    !isCorrection(wish) &&
    !hasCue(wish, SHOWN_CUES)
  );
}

function withoutQuestions(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+|(?<=[。！？])|\n/);
  const isQuestion = (sentence: string): boolean =>
    /[?？]$/.test(sentence) && (!hasCue(sentence, POLITE_CUES) || hasCue(sentence, ANSWER_CUES));
  return sentences.filter((sentence) => !isQuestion(sentence.trim())).join(' ');
}

/** An order without a place, a name, an error or a sign of when it is done. By the text alone that is no fault yet. */
export function lacksAnchor(text: string): boolean {
  const order = text.trim();
  if (order === '' || order.length > LONGEST_VAGUE || /[?？]\s*$/.test(order) || order.startsWith('/')) return false;
  if ([QUESTION_CUES, ROUTINE_CUES, ACCEPTANCE_CUES].some((cues) => hasCue(order, cues))) return false;
  if (isCorrection(order)) return false;
  return !ANCHORS.some((anchor) => anchor.test(order));
}

/** Did the editor attach something to the prompt? */
export function hasAttachment(injected: string): boolean {
  return ATTACHED.test(injected);
}
