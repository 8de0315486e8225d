import type { Language, LanguagePack, PackEntry } from './languages/languagePack';

/** An entry with what finds it at a place. */
export interface CompiledEntry extends PackEntry {
  /** Sticky for a phrase of words, global for a RegExp. */
  regex: RegExp;
}

export interface CompiledPack {
  language: Language;
  verbs: ReadonlySet<string>;
  /** Phrases by their first word in small letters, longer ones first: a text is passed once, whatever the pack's size. */
  byFirstWord: ReadonlyMap<string, readonly CompiledEntry[]>;
  others: readonly CompiledEntry[];
}

export function compilePack({ language, verbs, entries }: LanguagePack): CompiledPack {
  const byFirstWord = new Map<string, CompiledEntry[]>();
  const others: CompiledEntry[] = [];
  const bySlots = entries.toSorted((a, b) => slotsOf(b).length - slotsOf(a).length);
  for (const entry of bySlots) {
    if (entry.pattern instanceof RegExp) {
      others.push({ ...entry, regex: entry.pattern });
      continue;
    }
    const slots = slotsOf(entry);
    const compiled = { ...entry, regex: phraseRegex(slots) };
    for (const word of slots[0]!.split('|')) {
      const same = byFirstWord.get(word);
      if (same) same.push(compiled);
      else byFirstWord.set(word, [compiled]);
    }
  }
  return { language, verbs, byFirstWord, others };
}

function slotsOf({ pattern }: PackEntry): string[] {
  return typeof pattern === 'string' ? pattern.split(' ') : [];
}

function phraseRegex(slots: readonly string[]): RegExp {
  const parts = slots.map((slot, i) => {
    const optional = slot.endsWith('?');
    const words = (optional ? slot.slice(0, -1) : slot).replaceAll("'", "['’]");
    return i === 0 ? `(?:${words})` : `(?:[ \\t]+(?:${words}))${optional ? '?' : ''}`;
  });
  return new RegExp(`${parts.join('')}(?![\\p{L}\\p{N}_'’-]|[:/\\\\@#=.][\\p{L}\\p{N}])`, 'iuy');
}
