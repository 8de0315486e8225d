import { BLOCK_CHECKS } from './shortenBlockChecker';
import type { Edit } from '../../src/core/prompts/shorten/edit';

// What a shortened prompt must have kept, found in ways of its own: nothing here is shared with the shortener, so that a
// mistake there is not made here as well. Words are taken apart by Unicode properties instead of by character ranges,
// quotations by walking, questions sentence by sentence.

/**
 * Names of what was lost or made on the way from `before` to `after`; empty if all is well. `edits` are those applied:
 * whole blocks that were folded, converted or taken away are checked as such, everything else by what is left.
 */
export function violations(before: string, after: string, edits: readonly Edit[]): string[] {
  const found: string[] = [];
  const rebuilt = rebuild(before, edits);
  if (rebuilt === undefined) return ['edits overlap or are out of order'];
  if (rebuilt !== after) found.push('edits do not make the text');
  if (after.length > before.length) found.push('longer');
  if (before.trim() !== '' && after.trim() === '') found.push('emptied');

  const blocks = edits.filter((edit) => edit.class in BLOCK_CHECKS);
  for (const edit of blocks) {
    const broken = BLOCK_CHECKS[edit.class]!(before.slice(edit.start, edit.end), edit.replacement, after);
    if (broken !== undefined) found.push(`${edit.class}: ${broken}`);
  }
  const withBlocks = rebuild(before, blocks)!;
  for (const [name, extract] of Object.entries(KEPT)) {
    const [was, is] = [extract(withBlocks), extract(after)];
    if (was.length !== is.length || was.some((item, i) => item !== is[i]))
      found.push(`${name}: ${difference(was, is)}`);
  }
  return found;
}

function rebuild(text: string, edits: readonly Edit[]): string | undefined {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) return undefined;
    result += text.substring(at, edit.start) + edit.replacement;
    at = edit.end;
  }
  return result + text.substring(at);
}

function difference(was: readonly string[], is: readonly string[]): string {
  const i = was.findIndex((item, at) => item !== is[at]);
  return i < 0 ? `also ${JSON.stringify(is[was.length])}` : `${JSON.stringify(was[i])} became ${JSON.stringify(is[i])}`;
}

const NO_QUESTION =
  /(?:^|[,:]\s*|\b(?:and|also|then|so|hi|hello|hey|please|bitte|und)[\s,!]+)(?:can|could|would|will)\s+(?:you|u)\b|do you think you c|i was (?:just )?wondering|(?:kannst|könntest|würdest) du|(?:können|könnten|würden) sie|(?:주실|줄) 수 |주시겠|(?:いただけ|もらえ|頂け)|能不能|可不可以|(?:可以|能)(?:请|帮|给|麻烦)|[能可]否/iu;

/** Each gives what of a text must be the same before and after, in an order that does not depend on what is between. */
const KEPT: Record<string, (text: string) => string[]> = {
  numbers: (text) =>
    all(
      text,
      /[-+<>≤≥=~±−]?\p{Nd}+(?:[.,:]\p{Nd}+)*(?:[ \t]*(?:%|‰|°|(?:ms|s|h|min|[kmgt]i?b|px|em|km|cm|mm|kg|tokens?)\b))?/giu,
      /\s/gu,
    ).sort(),
  names: (text) => namesOf(text).sort(),
  quotations: quotationsOf,
  code: codeOf,
  negations: (text) =>
    all(
      text.replace(/(能|可|会|行)不\1/gu, ' '),
      /(?<!\p{L})(?:not|no|never|without|neither|nor|nothing|none|nobody|cannot|nicht|kein\p{L}*|ohne|niemals|nie|weder)(?!\p{L})|n['’]t(?!\p{L})|못|않|없|아니|금지|말(?=고|아|라|것)|ない|なし|ません|ずに|禁止|不|没|勿|别|未/giu,
    ).sort(),
  limits: (text) =>
    all(
      text.replace(/(?:wondering|appreciate(?: it)?) if/giu, ' ').replace(/いただけ/gu, ' '),
      /(?<!\p{L})(?:must|should|shall|may|might|only|except|unless|at (?:least|most)|more than|less than|up to|exactly|any|all|each|every|both|either|while|until|rather|instead|even|still|first|last|maybe|perhaps|possibly|probably|try|just(?=[ \t]+\p{Nd})|nur|muss|müssen|soll\p{L}*|darf|dürfen|außer|mindestens|höchstens|alle\p{L}?|jede\p{L}?)(?!\p{L})|반드시|제외|이상|이하|최소|최대|모든|모두|필수|만(?=[\s,.])|のみ|だけ|必ず|以外|以上|以下|すべて|まで|只|仅|必须|除非|至少|至多|所有|每/giu,
    ).sort(),
  conditions: (text) =>
    all(
      text
        .replace(/(?:wondering|appreciate(?: it)?) if/giu, ' ')
        .replace(/in the (?:event|case) that/giu, 'if')
        .replace(/prior to/giu, 'before')
        .replace(/subsequent to/giu, 'after')
        .replace(/at the time (?:when|that)/giu, 'when')
        .replace(/until such time as/giu, 'until'),
      /(?<!\p{L})(?:if|when|before|after|unless|wenn|falls|bevor|nachdem|bis)(?!\p{L})/giu,
    ).sort(),
  questions: questionsOf,
  items: (text) => linesOf(text).flatMap((line) => /^\s*(?:[-*+•]|\d{1,3}[.)])(?=[ \t])/u.exec(line)?.[0].trim() ?? []),
  cells: (text) =>
    linesOf(text)
      .filter((line) => /^\s*\|.*\|\s*$/u.test(line))
      .flatMap((line) => line.split('|').map((cell) => cell.trim().replace(/\s+/gu, ' '))),
  headings: (text) =>
    linesOf(text)
      .filter((line) => /^\s{0,3}#{1,6}\s/u.test(line))
      .map((line) => line.trim()),
  fences: (text) =>
    linesOf(text)
      .filter((line) => /^[\s>]*(?:`{3}|~{3})/u.test(line))
      .map((line) => line.trim()),
  formats: (text) =>
    all(
      text,
      /(?<!\p{L})(?:json|ya?ml|xml|csv|html|markdown|tables?|lists?|bullets?|in (?:english|german|korean|japanese|chinese|french|spanish)|auf (?:deutsch|englisch)|tabelle\p{L}?|liste\p{L}?)(?!\p{L})|목록|표로|箇条書き|表格|列表/giu,
    ).sort(),
};

function all(text: string, pattern: RegExp, drop?: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([item]) => (drop ? item.replace(drop, '') : item).toLowerCase());
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/u);
}

/** Tags, and words with a sign or a capital inside, as people do not write them: paths, options, identifiers, addresses. */
function namesOf(text: string): string[] {
  const tag = /<\/?[A-Za-z][\w:-]*(?:[ \t][^<>]*)?>/gu;
  return text
    .replace(tag, ' ')
    .split(/[^\x21-\x7e\p{Script=Latin}]+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}/\\@#$%&<{~.-]+/u, '').replace(/[^\p{L}\p{N}/\\#$%&>}+]+$/u, ''))
    .filter((word) =>
      /\p{L}[\p{L}\p{N}]*[_/\\@=:#]+[\p{L}\p{N}]|\p{Ll}\p{Lu}|\p{L}\.\p{L}|^(?:[@#$%/]|--?\p{L})|\p{Lu}{2}|[{}<>]/u.test(
        word,
      ),
    )
    .filter((word) => !/^(?:OK|PLEASE|THANKS|PLS|THX)$/u.test(word))
    .concat(text.match(tag) ?? []);
}

/** What stands between double marks of any kind, opened after a blank and closed before one. */
function quotationsOf(text: string): string[] {
  const pairs = new Map([
    ['"', '"'],
    ['“', '”'],
    ['„', '“”'],
    ['«', '»'],
    ['「', '」'],
    ['『', '』'],
  ]);
  const found: string[] = [];
  for (const line of linesOf(text)) {
    for (let i = 0; i < line.length; i++) {
      const closing = pairs.get(line[i]!);
      if (closing === undefined) continue;
      const end = i + 1 + line.slice(i + 1).search(new RegExp(`[${closing}]`, 'u'));
      if (end <= i) break;
      found.push(line.slice(i, end + 1));
      i = end;
    }
  }
  return found;
}

/** Fences with all that is in them, and code in single backticks outside them. */
function codeOf(text: string): string[] {
  const found: string[] = [];
  let fence: { mark: string; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const mark = /^\s*(?:[-*+]\s+)?(`{3,}|~{3,})/u.exec(line)?.[1];
    if (fence) {
      fence.lines.push(line);
      if (mark?.startsWith(fence.mark) && line.trim() === mark) {
        found.push(fence.lines.join('\n').trim());
        fence = undefined;
      }
    } else if (mark) fence = { mark, lines: [line] };
    else found.push(...Array.from(line.matchAll(/(?<!`)`(?!`)[^`]+`(?!`)/gu), ([code]) => code));
  }
  if (fence) found.push(fence.lines.join('\n').trim());
  return found;
}

/** One for each question that is no request. */
function questionsOf(text: string): string[] {
  const found: string[] = [];
  for (const line of linesOf(text)) {
    const parts = line.split(/([?？]+)/u);
    for (let i = 1; i < parts.length; i += 2) {
      const sentence = parts[i - 1]!.split(/[.!…]\s|[。！]/u)
        .at(-1)!
        .replace(/^[\s\-*+•>#_\p{Nd}.)]+/u, '');
      if (!NO_QUESTION.test(sentence)) found.push('?');
    }
  }
  return found;
}
