import { compilePack, type CompiledPack } from './compilePack';
import { composeEdits } from './composeEdits';
import { applyEdits } from './edit';
import type { Edit, EditClass, EditTier } from './edit';
import { keepInvariants, rememberingChecks } from './keepInvariants';
import type { Refusal } from './keepInvariants';
import type { Language } from './languages/languagePack';
import { LANGUAGE_PACKS } from './languages/packs';
import { proposeEdits } from './proposeEdits';
import type { KnownText } from './proposeRestated';

export interface ShortenOptions {
  /** Tokens of a text, for the same text always the same. Called for the whole text and for the surroundings of edits. */
  countTokens: (text: string) => number;
  /** What is applied; everything else is only listed. Default: safe. */
  tiers?: readonly EditTier[];
  /** Classes that are applied whatever their tier is. */
  alsoApply?: readonly EditClass[];
  /** What is looked for at all. Default: everything. */
  classes?: readonly EditClass[];
  /** BCP 47, for paragraphs whose words do not tell their language. */
  locale?: string;
  /** Files and earlier texts that need not be said again. */
  known?: readonly KnownText[];
  /** Called again and again while the work lasts: what it throws ends the work. */
  goOn?: () => void;
}

export interface ShortenedEdit extends Edit {
  /** Whether the edit is in the shortened text. */
  applied: boolean;
}

export interface Shortened {
  /** The shortened text: `applyEdits(text, edits.filter(({ applied }) => applied))`. */
  text: string;
  /** In order, not overlapping, of the original text. Any choice of them keeps the invariants. */
  edits: ShortenedEdit[];
  tokensBefore: number;
  tokensAfter: number;
  /** What was proposed and would have broken an invariant. */
  refused: Refusal[];
  /** Why nothing was looked for or changed, if so. */
  untouched?: 'too-long' | 'binary' | 'unsettled';
}

/** Characters. Nobody's words are longer; what is, is a file that should be one. */
export const LONGEST_PROMPT = 1_000_000;
/** A text that still finds something to shorten after so many rounds is built to do so. */
const MOST_ROUNDS = 8;

/** Compiled with the first text: who loads this module may never shorten one. */
let packs: ReadonlyMap<Language, CompiledPack> | undefined;

/**
 * Shortens a prompt without changing what it says: proposes edits, keeps those that save tokens and break no invariant,
 * and applies those of the wanted tiers, again and again until there is nothing left to do. So the result of a result is
 * itself, and never longer than the text, in characters or tokens. Throws nothing of its own; linear time. Texts longer
 * than LONGEST_PROMPT and binary ones come back as they are.
 */
export function shorten(text: string, options: ShortenOptions): Shortened {
  const tokensBefore = options.countTokens(text);
  const asItIs = { text, edits: [], tokensBefore, tokensAfter: tokensBefore, refused: [] };
  if (text.length > LONGEST_PROMPT) return { ...asItIs, untouched: 'too-long' };
  if (text.includes('\0')) return { ...asItIs, untouched: 'binary' };

  const { tiers = ['safe'], alsoApply = [], classes, locale, known, countTokens, goOn } = options;
  const compiled = (packs ??= new Map(LANGUAGE_PACKS.map((pack) => [pack.language, compilePack(pack)])));
  const isWanted = (edit: Edit): boolean => tiers.includes(edit.tier) || alsoApply.includes(edit.class);
  const checks = rememberingChecks(countTokens, goOn);
  const look = (at: string): { edits: Edit[]; refused: Refusal[] } =>
    keepInvariants(at, proposeEdits(at, { packs: compiled, classes, locale, known, isWanted }), checks);

  const first = look(text);
  let applied = first.edits.filter(isWanted);
  let result = applyEdits(text, applied);
  for (let round = 1; result !== text; round++) {
    const next = look(result).edits.filter(isWanted);
    if (next.length === 0) break;
    if (round === MOST_ROUNDS) return { ...asItIs, refused: first.refused, untouched: 'unsettled' };
    applied = composeEdits(result, applied, next);
    result = applyEdits(result, next);
  }
  const tokensAfter = countTokens(result);
  if (tokensAfter > tokensBefore || result.length > text.length) return { ...asItIs, refused: first.refused };
  const offered = withoutOverlaps(first.edits, applied).filter((edit) => !isWanted(edit));
  return {
    text: result,
    edits: [
      ...applied.map((edit) => ({ ...edit, applied: true })),
      ...offered.map((edit) => ({ ...edit, applied: false })),
    ].sort((a, b) => a.start - b.start),
    tokensBefore,
    tokensAfter,
    refused: first.refused,
  };
}

/** Those of `edits` that touch none of `applied`; both in order. */
function withoutOverlaps(edits: readonly Edit[], applied: readonly Edit[]): Edit[] {
  let next = 0;
  return edits.filter(({ start, end }) => {
    while (applied[next] && applied[next]!.end < start) next++;
    return !applied[next] || applied[next]!.start > end;
  });
}
