/** A list of texts out of the ledger. Throws for what no Tokenmin wrote, in words that `isCorrupt` knows. */
export function storedTexts(json: string): string[] {
  const texts = storedJson(json);
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === 'string')) throw corrupt();
  return texts;
}

/** The same for any value. */
export function storedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw corrupt();
  }
}

function corrupt(): Error {
  return new Error('The ledger is corrupt: a text in it is no JSON.');
}
