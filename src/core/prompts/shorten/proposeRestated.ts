import { sharedLines } from './data/lineHashes';
import type { Edit } from './edit';
import type { ParsedPrompt } from './parsePrompt';

/** A file in the workspace, or a text already in the context, by the path to name in its place. */
export interface KnownText {
  path: string;
  text: string;
}

/** A shorter excerpt may well be there to be looked at. */
const FEWEST_LINES = 30;

/**
 * Pasted blocks of at least 30 lines that are, line for line, in a known text: a reference says the same
 * (`@src/cart.ts:10-250`). Indentation and blank lines aside all lines must be there: a variant is there on purpose.
 */
export function proposeRestated(text: string, { blocks }: ParsedPrompt, known: readonly KnownText[]): Edit[] {
  if (known.length === 0) return [];
  const edits: Edit[] = [];
  for (const { start, end, outerStart, outerEnd } of blocks) {
    const block = text.slice(start, end);
    if (block.split('\n', FEWEST_LINES).length < FEWEST_LINES) continue;
    for (const file of known) {
      const { share, fromLine, toLine } = sharedLines(block, file.text);
      if (share < 1) continue;
      const replacement = `@${file.path}:${fromLine}-${toLine}`;
      edits.push({ class: 'restated-code', tier: 'ask', start: outerStart, end: outerEnd, replacement });
      break;
    }
  }
  return edits;
}
