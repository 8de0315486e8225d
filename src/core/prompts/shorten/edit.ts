/**
 * How sure we are that an edit keeps the meaning. safe: ticked beforehand; ask: shown unticked, with what may change.
 * Whatever is neither is never proposed (COACHING, E1).
 */
export type EditTier = 'safe' | 'ask';

/** What kind of shortening an edit is (COACHING, E3). */
export type EditClass =
  | 'whitespace'
  | 'request-frame'
  | 'courtesy'
  | 'filler'
  | 'verbose-phrase'
  | 'meta-talk'
  | 'duplicate'
  | 'log-fold'
  | 'data-minify'
  | 'data-convert'
  | 'restated-code';

/** `text.slice(start, end)` becomes `replacement`. Edits of one text never overlap and are in order. */
export interface Edit {
  class: EditClass;
  tier: EditTier;
  start: number;
  end: number;
  replacement: string;
}

/** The text after the edits: in order, not overlapping. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, replacement } of edits) {
    parts.push(text.slice(done, start), replacement);
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}
