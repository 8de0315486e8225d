import type { Edit } from './edit';
import type { ParsedPrompt } from './parsePrompt';
import type { Marks } from './protect';

/** A shorter paragraph may be repeated for its rhythm ("Go on.") and saves nothing. */
const SHORTEST = 40;

/** Passages between blank lines that say word for word what one before them said. In order. */
export function proposeDuplicates(text: string, { lines }: ParsedPrompt, marks: Marks): Edit[] {
  const edits: Edit[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < lines.length; i++) {
    const first = i;
    while (lines[i] && lines[i]!.kind !== 'blank') i++;
    if (i === first || lines.slice(first, i).some(({ kind }) => kind !== 'prose')) continue;
    const start = lines[first]!.start;
    const end = lines[i - 1]!.end;
    const words = text
      .slice(start, end)
      .replaceAll(/[ \t\r]+/g, ' ')
      .trim();
    if (words.length < SHORTEST) continue;
    if (!seen.has(words)) seen.add(words);
    else if (!isMaterial(marks, start, end)) {
      // With the blank line before it: what follows keeps its own.
      const from = lines[first - 1]?.kind === 'blank' ? lines[first - 1]!.start : start;
      edits.push({ class: 'duplicate', tier: 'ask', start: from, end: lines[i - 1]!.next, replacement: '' });
    }
  }
  return edits;
}

/** Names and numbers may go with a copy, they stand in the original; a passage that is all protected is no instruction. */
function isMaterial(marks: Marks, start: number, end: number): boolean {
  let kept = 0;
  for (let i = start; i < end; i++) kept += marks[i]!;
  return kept * 2 > end - start;
}
