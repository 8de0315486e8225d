/** Many texts as one, which crosses to another thread as fast as memory is copied. */
export interface JoinedTexts {
  joined: string;
  /** Where each text ends within it. */
  ends: Uint32Array<ArrayBuffer>;
}

export function joinTexts(texts: readonly string[]): JoinedTexts {
  const ends = new Uint32Array(texts.length);
  let end = 0;
  texts.forEach((text, i) => (ends[i] = end += text.length));
  return { joined: texts.join(''), ends };
}

export function textIn(texts: JoinedTexts, at: number): string {
  return rangeIn(texts, at, at + 1);
}

/** The texts from…to (exclusive) as one. */
export function rangeIn({ joined, ends }: JoinedTexts, from: number, to: number): string {
  return joined.slice(from > 0 ? ends[from - 1] : 0, to > from ? ends[to - 1] : 0);
}
