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

export function textIn({ joined, ends }: JoinedTexts, at: number): string {
  return joined.slice(at > 0 ? ends[at - 1] : 0, ends[at]);
}

export function splitTexts({ joined, ends }: JoinedTexts): string[] {
  return split(joined, ends);
}

/** On its own: what came from a thread is another kind of object to V8, for which it would compile the loop anew. */
function split(joined: string, ends: Uint32Array): string[] {
  const texts: string[] = [];
  let start = 0;
  for (const end of ends) {
    texts.push(joined.slice(start, end));
    start = end;
  }
  return texts;
}
