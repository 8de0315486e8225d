import type { EditTier } from '../edit';

export type Language = 'en' | 'ko' | 'ja' | 'zh' | 'de';

/** One phrase and what becomes of it. What a pack may hold is COACHING E3's: hedging, articles and "do not" never. */
export interface PackEntry {
  class: 'request-frame' | 'courtesy' | 'filler' | 'verbose-phrase' | 'meta-talk';
  tier: EditTier;
  /**
   * A string is words with one blank between them, `a|b` for either, `a?` for a word that may be missing (never the
   * first); upper or lower case. A RegExp (flags g and u) is for languages that do not set words apart.
   */
  pattern: string | RegExp;
  /** In place of the phrase; '' takes the blanks around it away too. `$1` means a group of a RegExp. */
  replacement: string;
  /** start: at the start of a sentence; whole: the phrase is all of its sentence; opening: the first words of all. */
  at?: 'start' | 'whole' | 'opening';
  /** What must follow: one of the pack's verbs, or a match. */
  followedBy?: 'verb' | RegExp;
  /** What must not follow, matched at the phrase's end. */
  notFollowedBy?: RegExp;
  /** What must come before, and what must not, matched against the 160 characters of its passage before the phrase. */
  precededBy?: RegExp;
  notPrecededBy?: RegExp;
  /** The phrase asks for something as a question: its sentence's question mark becomes a full stop, or nothing changes. */
  asksFor?: true;
  /** Examples with what becomes of them if only this entry is applied, and such as must stay as they are. */
  yes: readonly (readonly [before: string, after: string])[];
  no: readonly string[];
}

export interface LanguagePack {
  language: Language;
  /** Words that do things on request, as they stand after a request's frame. */
  verbs: ReadonlySet<string>;
  entries: readonly PackEntry[];
}

/** The words of a string with blanks between them. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

type Conditions = Partial<
  Pick<PackEntry, 'at' | 'followedBy' | 'notFollowedBy' | 'precededBy' | 'notPrecededBy' | 'asksFor'>
>;

/** An entry on one line, for packs that are mostly long lists of like entries. */
export function entry(
  kind: `${PackEntry['class']} ${EditTier}`,
  pattern: string | RegExp,
  replacement: string,
  yes: PackEntry['yes'],
  no: PackEntry['no'],
  conditions: Conditions = {},
): PackEntry {
  const [editClass, tier] = kind.split(' ') as [PackEntry['class'], EditTier];
  return { class: editClass, tier, pattern, replacement, yes, no, ...conditions };
}
