import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfmTable } from 'micromark-extension-gfm-table';

/** Why a text is only measured. */
export type Unparsed = 'too-large' | 'binary';

/**
 * Above these the parser would take many seconds: it needs time with the square of a paragraph's marks and of the number
 * of quotes and of lists within lists. Nothing that somebody wrote comes near.
 */
const LONGEST_TEXT = 256 * 1024;
const LONGEST_BLOCK = 40_000;
const MOST_MARKS = 1000;
const MOST_NESTED = 1000;

export function whyUnparsed(text: string): Unparsed | undefined {
  if (text.includes('\0')) return 'binary';
  if (text.length > LONGEST_TEXT || nestedIn(text) > MOST_NESTED) return 'too-large';
  const blocks = text.split(/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/);
  return blocks.some((block) => block.length > LONGEST_BLOCK || marksIn(block) > MOST_MARKS) ? 'too-large' : undefined;
}

/** Quotes, and lists that begin in the line where another one does. */
function nestedIn(text: string): number {
  let nested = 0;
  for (const [markers] of text.matchAll(/^[ \t]*(?:>[ \t]*|[-*+][ \t]+)+/gm)) {
    nested += markers.replace(/[ \t]/g, '').length - (markers.includes('>') ? 0 : 1);
  }
  return nested;
}

/** Of emphasis and links. */
function marksIn(block: string): number {
  let marks = 0;
  for (const character of block) if (character === '*' || character === '_' || character === '[') marks++;
  return marks;
}

/** From the first line on, up to a line that ends it. */
const FRONT_MATTER = /^---[ \t]*(?:\r\n|\n|\r)(?:[^]*?(?:\r\n|\n|\r))??---[ \t]*(?:\r\n|\n|\r|$)/;

/** Markdown with front matter and tables. Its offsets are those of `text`, if `whyUnparsed` has nothing against it. */
export function parseMarkdown(text: string): Root {
  // Where it looks for an end in vain, micromark's extension takes the lists that follow for paragraphs.
  const isClosed = FRONT_MATTER.test(text);
  return fromMarkdown(text, {
    extensions: [...(isClosed ? [frontmatter(['yaml'])] : []), gfmTable()],
    mdastExtensions: [frontmatterFromMarkdown(['yaml']), gfmTableFromMarkdown()],
  });
}
