import type { Line } from './parsePrompt';

/** Lines of prose that belong together: `text.slice(start, end)`; `next` is the start of what follows. */
export interface Paragraph {
  start: number;
  end: number;
  next: number;
  /** Where its words begin: after the mark of a list item. */
  words: number;
}

const ITEM = /^[ \t]*(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?/;

/** Passages of prose between anything else; each item of a list is one of its own. */
export function paragraphs(text: string, lines: readonly Line[]): Paragraph[] {
  const found: Paragraph[] = [];
  let open: Paragraph | undefined;
  for (const line of lines) {
    if (line.kind !== 'prose') {
      open = undefined;
      continue;
    }
    const lead = ITEM.exec(text.slice(line.start, Math.min(line.end, line.start + 200)))![0];
    if (!open || lead.trim() !== '') {
      open = { start: line.start, end: line.end, next: line.next, words: line.start + lead.length };
      found.push(open);
    } else {
      open.end = line.end;
      open.next = line.next;
    }
  }
  return found;
}
