/** A file that a prompt names so that the assistant attaches it. */
export interface AttachmentMention {
  /** As written, without quotes. */
  path: string;
  /** The first and the last line that are meant, counted from 1; undefined: all. */
  lines?: { first: number; last: number };
}

const MOST_MENTIONS = 100;
/** Claude Code: @src/cart.ts, @src/cart.ts#L10-20, @"my notes.md". Copilot: #file:src/cart.ts, #file:'my notes.md'. */
const MENTION =
  /(?<=^|[\s([{,;'"“„«])(?:@|#file:)(?:"([^"\n]{1,500})"|'([^'\n]{1,500})'|([^\s"'`<>|*?()[\]{},;]{1,500}))/g;
const LINES = /(?:#L?|:)(\d{1,7})(?:-L?(\d{1,7}))?$/;
/** Marks of the sentence that the path ends. */
const TRAILING = /[.:!?…]+$/;

/** What could be an attachment, each once, in order. Whether there is such a file is for others to see. */
export function attachmentMentions(text: string): AttachmentMention[] {
  const found = new Map<string, AttachmentMention>();
  for (const match of text.matchAll(MENTION)) {
    const written = match[1] ?? match[2] ?? match[3]!.replace(TRAILING, '');
    const lines = LINES.exec(written);
    const path = lines ? written.slice(0, lines.index) : written;
    if (path === '') continue;
    const [first, last] = [Number(lines?.[1]), Number(lines?.[2] ?? lines?.[1])];
    const mention = lines && first <= last ? { path, lines: { first, last } } : { path };
    found.set(JSON.stringify(mention), mention);
    if (found.size === MOST_MENTIONS) break;
  }
  return [...found.values()];
}
