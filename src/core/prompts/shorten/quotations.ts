/** `text.slice(start, end)`, with its quotation marks. */
export interface Quotation {
  start: number;
  end: number;
}

/** What closes a quotation that this mark opens. Straight and single marks have rules of their own below. */
const CLOSING: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“”',
  '«': '»',
  '‹': '›',
  '「': '」',
  '『': '』',
  '《': '》',
  '【': '】',
  '»': '«',
};
const MARKS = /["'‘“„«»‹「『《【]/g;
/** Of a script that sets words apart: in others a particle follows a closing mark at once ('저장'으로, "保存"と). */
const WORD =
  /(?![\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー])[\p{L}\p{N}]/u;
const BREAK = /\n[ \t\r]*\n/g;

/**
 * What stands in quotation marks: "…", '…', “…”, „…“, «…», 「…」 and others. A double mark that is not closed quotes up
 * to the end of the text (rather too much than too little), any other one to the end of its paragraph; a single one
 * that is not closed in its paragraph is an apostrophe. Linear time.
 */
export function quotations(text: string): Quotation[] {
  const found: Quotation[] = [];
  const next = new NextPlaces(text);
  let done = 0;
  for (const { index: start, 0: mark } of text.matchAll(MARKS)) {
    if (start < done) continue;
    let end: number | undefined;
    if (mark === '"' || mark === "'" || mark === '‘') {
      if (!opens(text, start)) continue;
      end = mark === '"' ? next.closingDouble(start + 1) : next.closingSingle(start + 1, mark === "'" ? "'" : '’');
      if (end === undefined && mark !== '"') continue;
      end ??= text.length;
    } else {
      const close = next.anyOf(CLOSING[mark]!, start + 1);
      if (mark === '»' && close === undefined) continue;
      end = close === undefined || close > start + 5000 ? next.paragraphEnd(start) : close + 1;
    }
    found.push({ start, end });
    done = end;
  }
  return found;
}

/** An opening mark has white space, a bracket or punctuation before it and a word or a sign after it. */
function opens(text: string, at: number): boolean {
  const before = text[at - 1];
  const after = text[at + 1];
  return (before === undefined || !WORD.test(before)) && after !== undefined && !/[\s,.;!?]/.test(after);
}

/** Finds the next place of something, without searching again what was just searched. */
class NextPlaces {
  readonly #text: string;
  /** From where a mark was searched last, and where it is. */
  readonly #known = new Map<string, { from: number; place: number }>();
  readonly #breaks: RegExpStringIterator<RegExpExecArray>;
  #paragraphEnd = -1;

  constructor(text: string) {
    this.#text = text;
    this.#breaks = text.matchAll(BREAK);
  }

  #of(mark: string, from: number): number {
    const known = this.#known.get(mark);
    if (known && known.from <= from && from <= known.place) return known.place;
    const found = this.#text.indexOf(mark, from);
    const place = found < 0 ? Infinity : found;
    this.#known.set(mark, { from, place });
    return place;
  }

  anyOf(marks: string, from: number): number | undefined {
    const place = Math.min(...Array.from(marks, (mark) => this.#of(mark, from)));
    return place === Infinity ? undefined : place;
  }

  paragraphEnd(from: number): number {
    while (this.#paragraphEnd < from) {
      const found = this.#breaks.next();
      this.#paragraphEnd = found.done ? this.#text.length : found.value.index;
    }
    return this.#paragraphEnd;
  }

  /** After the next double mark that a word does not follow; undefined also where two stand at a word: which closes what? */
  closingDouble(from: number): number | undefined {
    if (this.#text[from] === '"' && WORD.test(this.#text[from + 1] ?? '')) return undefined;
    for (let at = this.#of('"', from); at < Infinity; at = this.#of('"', at + 1)) {
      const after = this.#text[at + 1];
      if (after === undefined || !WORD.test(after)) return at + 1;
    }
    return undefined;
  }

  /** After the next single mark at the end of a word, in the same paragraph. */
  closingSingle(from: number, mark: string): number | undefined {
    const limit = Math.min(this.paragraphEnd(from), from + 300);
    for (let at = this.#of(mark, from); at < limit; at = this.#of(mark, at + 1)) {
      const after = this.#text[at + 1];
      if (after === undefined || !WORD.test(after)) return at + 1;
    }
    return undefined;
  }
}
