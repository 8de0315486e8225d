import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfmTable } from 'micromark-extension-gfm-table';

/** Why a text is only measured. */
export type Unparsed = 'too-large' | 'binary';

/** Above these the parser would take seconds: it needs time with the square of a paragraph and of a quote's depth. */
const LONGEST_TEXT = 256 * 1024;
const LONGEST_BLOCK = 40_000;
const DEEP_QUOTE = /(?:>[ \t]?){100}/;

export function whyUnparsed(text: string): Unparsed | undefined {
  if (text.includes('\0')) return 'binary';
  if (text.length > LONGEST_TEXT || DEEP_QUOTE.test(text)) return 'too-large';
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/g)) {
    if (index - start > LONGEST_BLOCK) return 'too-large';
    start = index + gap.length;
  }
  return text.length - start > LONGEST_BLOCK ? 'too-large' : undefined;
}

/** Markdown with front matter and tables. Its offsets are those of `text`, if `whyUnparsed` has nothing against it. */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, {
    extensions: [frontmatter(['yaml']), gfmTable()],
    mdastExtensions: [frontmatterFromMarkdown(['yaml']), gfmTableFromMarkdown()],
  });
}
