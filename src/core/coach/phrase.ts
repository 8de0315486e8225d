/** A figure with its unit, so that whoever shows it can write it in the reader's language. */
export type Figure =
  string | { unit: 'nano' | 'tokens' | 'count' | 'share' | 'minutes' | 'seconds' | 'days' | 'times'; value: number };

/** A sentence with {named} places: English, and by that the key of its translations. */
export interface Phrase {
  text: string;
  figures: Readonly<Record<string, Figure>>;
}

export const nano = (value: number): Figure => ({ unit: 'nano', value });
export const tokens = (value: number): Figure => ({ unit: 'tokens', value });
export const count = (value: number): Figure => ({ unit: 'count', value });
/** 0.25 is a quarter. */
export const share = (value: number): Figure => ({ unit: 'share', value });
/** 2 is twice as much. */
export const times = (value: number): Figure => ({ unit: 'times', value });
export const minutes = (value: number): Figure => ({ unit: 'minutes', value });

export function phrase(text: string, figures: Phrase['figures'] = {}): Phrase {
  return { text, figures };
}

/** `text` with its {named} places written out; a place without a figure stays as it is. */
export function filledIn(text: string, figures: Phrase['figures'], write: (figure: Figure) => string): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(figures, name) ? write(figures[name]!) : place,
  );
}
