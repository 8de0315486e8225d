import type { CompiledPack } from './compilePack';
import { proposeDataEdits } from './data/proposeDataEdits';
import type { Edit, EditClass } from './edit';
import type { Language } from './languages/languagePack';
import { parsePrompt } from './parsePrompt';
import type { ParsedPrompt } from './parsePrompt';
import { proposeDuplicates } from './proposeDuplicates';
import { proposePhrases } from './proposePhrases';
import { proposeRestated } from './proposeRestated';
import type { KnownText } from './proposeRestated';
import { proposeWhitespace } from './proposeWhitespace';
import { protect } from './protect';

export interface ProposeOptions {
  packs: ReadonlyMap<Language, CompiledPack>;
  classes?: readonly EditClass[];
  locale?: string;
  known?: readonly KnownText[];
  /** Which of two edits in one place is the more welcome; then the larger class wins. */
  isWanted: (edit: Edit) => boolean;
}

/** Where two edits overlap, the class that comes first here wins. */
const CLASS_ORDER: readonly EditClass[] = [
  'restated-code',
  'log-fold',
  'data-convert',
  'data-minify',
  'duplicate',
  'courtesy',
  'request-frame',
  'verbose-phrase',
  'meta-talk',
  'filler',
  'whitespace',
];

/** All that could be shortened, in order, not overlapping. Nothing is checked yet but that protected places stay as they are. */
export function proposeEdits(text: string, { packs, classes, locale, known = [], isWanted }: ProposeOptions): Edit[] {
  const parsed = parsePrompt(text);
  const marks = protect(text, parsed);
  const edits = [
    ...proposeRestated(text, parsed, known),
    ...proposeForBlocks(text, parsed),
    ...proposeDuplicates(text, parsed, marks),
    ...proposePhrases(text, parsed, marks, packs, locale),
    ...proposeWhitespace(text, parsed, marks),
  ].filter((edit) => classes?.includes(edit.class) ?? true);

  // White space last of all: an offer to fold or to convert is worth more than the blanks in it.
  const rank = (edit: Edit): number =>
    CLASS_ORDER.indexOf(edit.class) + (isWanted(edit) && edit.class !== 'whitespace' ? 0 : CLASS_ORDER.length);
  const taken = new Uint8Array(text.length);
  const chosen: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => rank(a) - rank(b) || a.start - b.start)) {
    if (taken.subarray(edit.start, edit.end).includes(1)) continue;
    taken.fill(1, edit.start, edit.end);
    chosen.push(edit);
  }
  return chosen.sort((a, b) => a.start - b.start);
}

function proposeForBlocks(text: string, { blocks }: ParsedPrompt): Edit[] {
  if (blocks.length === 0) return [];
  let done = 0;
  const around: string[] = [];
  for (const { outerStart, outerEnd } of blocks) {
    around.push(text.slice(done, outerStart));
    done = Math.max(done, outerEnd);
  }
  around.push(text.slice(done));
  const prompt = around.join('\n');
  return blocks.flatMap(({ start, end }) => proposeDataEdits(text, start, end, { prompt }));
}
