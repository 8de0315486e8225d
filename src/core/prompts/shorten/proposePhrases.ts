import type { CompiledEntry, CompiledPack } from './compilePack';
import type { Edit } from './edit';
import { chooseLanguages, voteByWords } from './languages/chooseLanguages';
import type { Language } from './languages/languagePack';
import { paragraphs } from './paragraphs';
import type { Paragraph } from './paragraphs';
import type { ParsedPrompt } from './parsePrompt';
import { phraseEdit } from './phraseEdit';
import { keptWords } from './protect';
import type { Marks } from './protect';

const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** What does not end before a phrase: a word, or a name with such a sign in it. */
const WORD_BEFORE = /[\p{L}\p{N}_'’:/\\@#.=$%&+-]/u;

/** What the language packs shorten: request frames, courtesy, filler, verbose phrases, talk about talk. In order. */
export function proposePhrases(
  text: string,
  parsed: ParsedPrompt,
  marks: Marks,
  packs: ReadonlyMap<Language, CompiledPack>,
  locale?: string,
): Edit[] {
  const edits: Edit[] = [];
  const votes = voteByWords(text);
  const kept = keptWords(text, parsed, marks);
  for (const paragraph of paragraphs(text, parsed.lines)) {
    for (const language of chooseLanguages(text.slice(paragraph.start, paragraph.end), votes, locale)) {
      const pack = packs.get(language);
      if (!pack) continue;
      for (const edit of byWords(text, paragraph, kept, pack)) edits.push(edit);
      for (const edit of byPatterns(text, paragraph, kept, pack)) edits.push(edit);
    }
  }
  return edits.sort((a, b) => a.start - b.start);
}

function* byWords(text: string, paragraph: Paragraph, marks: Marks, pack: CompiledPack): Generator<Edit> {
  if (pack.byFirstWord.size === 0) return;
  let done = paragraph.words;
  const body = text.slice(paragraph.start, paragraph.end);
  for (const { index, 0: word } of body.matchAll(WORD)) {
    const start = paragraph.start + index;
    if (start < done) continue;
    const entries = pack.byFirstWord.get(word.toLowerCase().replaceAll('’', "'"));
    if (!entries || WORD_BEFORE.test(text[start - 1] ?? '')) continue;
    for (const entry of entries) {
      entry.regex.lastIndex = start;
      const match = entry.regex.exec(text);
      if (!match || start + match[0].length > paragraph.end) continue;
      const edit = phraseEdit(text, paragraph, marks, pack, entry, match);
      if (!edit) continue;
      yield edit;
      // What else is in a sentence that only may change is proposed as well.
      done = start + match[0].length;
      break;
    }
  }
}

function* byPatterns(text: string, paragraph: Paragraph, marks: Marks, pack: CompiledPack): Generator<Edit> {
  const body = text.slice(paragraph.start, paragraph.end);
  for (const entry of pack.others) {
    for (const match of body.matchAll(entry.regex)) {
      match.index += paragraph.start;
      const edit = phraseEdit(text, paragraph, marks, pack, entry as CompiledEntry, match);
      if (edit) yield edit;
    }
  }
}
