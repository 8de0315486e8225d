import type { CompiledEntry, CompiledPack } from './compilePack';
import type { Edit } from './edit';
import type { Paragraph } from './paragraphs';
import { isProtected } from './protect';
import type { Marks } from './protect';
import { sentenceEnd, startsSentence } from './sentences';

const AHEAD = 60;
const BEHIND = 160;
/** What may stand between a sentence's last word and the next sentence: its marks, a smile. */
const SENTENCE_TAIL =
  /(?:[ \t]*(?:[:;]-?[)D]|(?=[^\d*#])\p{Emoji}\ufe0f?|[.!~…。！])){1,6}(?=\s|\p{Lo}|$)|[ \t]*(?=[\r\n]|$)/uy;
const GREETING_TAIL = /[ \t]*(?:[,，、!！.。~](?=[\s\p{Lo}])|(?=\r?\n|$))/uy;
const NEXT_WORD = /^[ \t]+(?:also[ \t]+|then[ \t]+)?([\p{L}\p{M}'’]+)/u;
/** A second question in the same sentence: then its mark does not belong to the request alone. */
const FURTHER_QUESTION =
  /(?:[,;:：(（[/–—-]|\b(?:me|know|and|or|but|so|because|und|oder|aber)\b)\s*(?:and |or |but |und |oder |if so,? )?\b(?:why|what|how|when|where|which|who|whose|is|are|does|do|did|should|would|could|can|will|was|were|has|have|isn['’]t|aren['’]t|warum|wieso|was|wie|wann|wo|welche[rsn]?|wer|ist|sind|soll|sollte|kann)\b/i;

/** The edit that an entry means at a match, or nothing where one of its conditions does not hold. */
export function phraseEdit(
  text: string,
  paragraph: Paragraph,
  marks: Marks,
  pack: CompiledPack,
  entry: CompiledEntry,
  match: RegExpMatchArray,
): Edit | undefined {
  const start = match.index!;
  const end = start + match[0].length;
  if (start === end || isProtected(marks, start, end) || !conditionsHold(text, paragraph, pack, entry, start, end)) {
    return undefined;
  }
  if (pack.language === 'en' && entry.at !== 'opening' && isTitle(text, paragraph, match[0], start)) return undefined;
  const replacement = entry.replacement.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
  const edit = { class: entry.class, tier: entry.tier, start, end, replacement };
  if (entry.at === 'whole') return withoutSentence(text, paragraph, marks, edit);
  if (entry.at === 'opening') {
    GREETING_TAIL.lastIndex = end;
    const tail = GREETING_TAIL.exec(text);
    if (!tail || isProtected(marks, end, end + tail[0].length)) return undefined;
    edit.end += tail[0].length;
  }
  const shorter = replacement === '' ? withoutPhrase(text, paragraph, marks, edit) : withCapital(text, paragraph, edit);
  return entry.asksFor ? asStatement(text, paragraph, marks, shorter) : shorter;
}

function conditionsHold(
  text: string,
  paragraph: Paragraph,
  pack: CompiledPack,
  entry: CompiledEntry,
  start: number,
  end: number,
): boolean {
  const { at, followedBy, notFollowedBy, precededBy, notPrecededBy } = entry;
  if (at === 'opening' && text.slice(0, start).trim() !== '') return false;
  if ((at === 'start' || at === 'whole') && !startsSentence(text, paragraph, start)) return false;
  const behind = text.slice(Math.max(paragraph.words, start - BEHIND), start);
  if (notPrecededBy?.test(behind) || precededBy?.test(behind) === false) return false;
  const ahead = text.slice(end, Math.min(paragraph.end, end + AHEAD));
  if (notFollowedBy?.test(ahead)) return false;
  if (followedBy === 'verb')
    return pack.verbs.has(NEXT_WORD.exec(ahead)?.[1]?.toLowerCase().replaceAll('’', "'") ?? '');
  return followedBy?.test(ahead) ?? true;
}

/** English words with capitals where a sentence has none are a name: In Order to Live, All of the Lights. */
function isTitle(text: string, paragraph: Paragraph, phrase: string, start: number): boolean {
  const [first = '', ...others] = phrase.split(/\s+/);
  if (others.some((word) => isCapital(word) && !/^I\b/.test(word))) return true;
  return isCapital(first) && !/^I\b/.test(first) && !startsSentence(text, paragraph, start);
}

/** Takes a sentence away, and its line where nothing else is on it. */
function withoutSentence(text: string, paragraph: Paragraph, marks: Marks, edit: Edit): Edit | undefined {
  SENTENCE_TAIL.lastIndex = edit.end;
  const tail = SENTENCE_TAIL.exec(text);
  if (!tail) return undefined;
  let { start, end } = edit;
  end += tail[0].length;
  if (isProtected(marks, start, end)) return undefined;
  while (end < paragraph.end && isBlank(text[end])) end++;
  while (start > paragraph.words && isBlank(text[start - 1])) start--;
  const opensLine = start === paragraph.words || text[start - 1] === '\n';
  const endsLine = end === paragraph.end || text[end] === '\n' || text[end] === '\r';
  if (opensLine && endsLine) {
    // A line among others that end without a mark is one of them: "Add these buttons", "Thanks", "Cancel".
    if (
      text[start - 1] === '\n' &&
      end < paragraph.end &&
      !/[.!?。！？:]\s*$/.test(text.slice(Math.max(0, start - 3), start))
    ) {
      return undefined;
    }
    // An item of a list stays, even if it says only thanks.
    if (
      start === paragraph.words &&
      paragraph.words > paragraph.start &&
      /\S/.test(text.slice(paragraph.start, start))
    ) {
      return undefined;
    }
    const feed = text.indexOf('\n', end);
    return { ...edit, start, end: end === paragraph.end ? paragraph.next : feed + 1 };
  }
  if (endsLine) return { ...edit, start, end };
  return { ...edit, start: edit.start, end };
}

/** Takes a phrase away with the blanks and commas that only it needed. */
function withoutPhrase(text: string, paragraph: Paragraph, marks: Marks, edit: Edit): Edit {
  const starts = startsSentence(text, paragraph, edit.start);
  const capital = starts && isCapital(text[edit.start]);
  let { start, end } = edit;
  const commaBefore = /,[ \t]+$/.exec(text.slice(Math.max(paragraph.words, start - 10), start));
  if (starts && /[,.:]/.test(text[end] ?? '')) end++;
  else if (text[end] === ',' && commaBefore) {
    end++;
    start -= commaBefore[0].length;
  }
  const after = text[end];
  if (end >= paragraph.end || /[\r\n.,!?;:)。]/.test(after ?? '')) {
    while (start > paragraph.words && isBlank(text[start - 1])) start--;
    if (start > paragraph.words && text[start - 1] === ',') start--;
  } else if (start === edit.start) {
    while (end < paragraph.end && isBlank(text[end])) end++;
  }
  if (capital && end < paragraph.end && marks[end] === 0) {
    const upper = text[end]!.toUpperCase();
    if (upper !== text[end] && upper.length === 1) return { ...edit, start, end: end + 1, replacement: upper };
  }
  return { ...edit, start, end };
}

function withCapital(text: string, paragraph: Paragraph, edit: Edit): Edit {
  if (!isCapital(text[edit.start]) || !startsSentence(text, paragraph, edit.start)) return edit;
  return { ...edit, replacement: edit.replacement.charAt(0).toUpperCase() + edit.replacement.slice(1) };
}

/** The request's question mark goes with its frame: one edit over the whole sentence, all else in it as it was. */
function asStatement(text: string, paragraph: Paragraph, marks: Marks, edit: Edit): Edit | undefined {
  const end = sentenceEnd(text, paragraph, marks, edit.end);
  if (end === undefined) return undefined;
  const rest = text.slice(edit.end, end);
  if (/[?？]/.test(rest) || /[?？)\]）]/.test(text[end + 1] ?? '')) return undefined;
  const mark = text[end];
  if (mark !== '?' && mark !== '？') return edit;
  if (marks[end] || text[end + 1] === '!' || FURTHER_QUESTION.test(rest)) return undefined;
  return { ...edit, end: end + 1, replacement: `${edit.replacement}${rest}${mark === '?' ? '.' : '。'}` };
}

function isBlank(c: string | undefined): boolean {
  return c === ' ' || c === '\t';
}

function isCapital(word: string | undefined): boolean {
  const c = word?.[0];
  return c !== undefined && c !== c.toLowerCase();
}
