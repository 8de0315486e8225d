import type { Heading, Nodes, Parent } from 'mdast';
import { classifyInstructionFile, type Classification } from './classifyInstructionFile';
import { parseFrontMatter, type FrontMatter } from './frontMatter';
import { LineIndex } from './lineIndex';
import type { TextRange } from './textRange';
import { parseMarkdown, whyUnparsed, type Unparsed } from './parseMarkdown';

/** A heading with what follows, up to the next heading of its rank; `ownEnd`: up to the next heading of any rank. */
export interface Section extends TextRange {
  title: string;
  depth: number;
  headingEnd: number;
  ownEnd: number;
}

/** A paragraph, or what a list item says for itself: what one would call an instruction. */
export interface Statement extends TextRange {
  /** Without markup, as it is read. */
  plain: string;
  words: readonly string[];
  /** The headings above it and the sentence that leads into its list, for "Never:" and the like. */
  heading: string;
  lead: string;
  section: Section | undefined;
  /** What follows explains it: an item with more below it, or a number that stands alone. */
  isTitle: boolean;
  /** What to take away to be rid of it and of nothing else; undefined where that is not so simple. */
  removal: TextRange | undefined;
}

export interface CodeBlock extends TextRange {
  value: string;
  language: string;
  heading: string;
}

/** Inline code, or a link's target. */
export interface Mention extends TextRange {
  value: string;
  /** The paragraph, item or cell around it, as it is read. */
  around: string;
  heading: string;
  section: Section | undefined;
}

export interface InstructionFile extends Classification {
  path: string;
  /** The machine's administrator wrote it: the user can do nothing about it. */
  managed?: boolean;
  text: string;
  lines: LineIndex;
  frontMatter: FrontMatter;
  sections: readonly Section[];
  statements: readonly Statement[];
  codeBlocks: readonly CodeBlock[];
  inlineCodes: readonly Mention[];
  links: readonly Mention[];
  /** Stretches of text that are neither code nor markup. */
  prose: readonly TextRange[];
  /** HTML comments. */
  comments: readonly (TextRange & { value: string })[];
  unparsed?: Unparsed;
}

/** Nobody nests deeper on purpose. */
const DEEPEST = 100;

/** undefined: no assistant loads such a file. `as`: what it is nevertheless, because another file imports it. */
export function parseInstructionFile(path: string, text: string, as?: Classification): InstructionFile | undefined {
  const known = classifyInstructionFile(path) ?? as;
  if (!known) return undefined;
  const unparsed = whyUnparsed(text);
  if (unparsed || known.kind === 'mcp')
    return { ...new Reading(path, text).file(known), ...(unparsed && { unparsed }) };
  const reading = new Reading(path, text);
  reading.read();
  return reading.file(classifyInstructionFile(path, reading.frontMatter) ?? known);
}

class Reading {
  frontMatter: FrontMatter = new Map();
  readonly #sections: Section[] = [];
  /** The last section and those around it, outermost first. */
  readonly #open: Section[] = [];
  readonly #statements: Statement[] = [];
  readonly #codeBlocks: CodeBlock[] = [];
  readonly #inlineCodes: Mention[] = [];
  readonly #links: Mention[] = [];
  readonly #prose: TextRange[] = [];
  readonly #comments: (TextRange & { value: string })[] = [];
  /** The parser leaves a byte order mark out of its count. */
  readonly #shift: number;

  constructor(
    private readonly path: string,
    private readonly text: string,
  ) {
    this.#shift = text.startsWith('\ufeff') ? 1 : 0;
  }

  file(classification: Classification): InstructionFile {
    return {
      ...classification,
      path: this.path,
      text: this.text,
      lines: new LineIndex(this.text),
      frontMatter: this.frontMatter,
      sections: this.#sections,
      statements: this.#statements,
      codeBlocks: this.#codeBlocks,
      inlineCodes: this.#inlineCodes,
      links: this.#links,
      prose: this.#prose,
      comments: this.#comments,
    };
  }

  read(): void {
    this.#children(parseMarkdown(this.text.slice(this.#shift)), '', true, 0);
  }

  #children(parent: Parent, lead: string, alone: boolean, depth: number, single = false): void {
    if (depth > DEEPEST) return;
    let before = lead;
    for (const node of parent.children as Nodes[]) {
      this.#node(node, parent as Nodes, before, alone, depth, single);
      const says = node.type === 'paragraph' ? plainText(node) : '';
      before = says.endsWith(':') ? says : node.type === 'list' || node.type === 'code' ? before : lead;
    }
  }

  /** `alone`: nothing but its own text would go with the node; `single`: the only item of a numbered list. */
  #node(node: Nodes, parent: Nodes, lead: string, alone: boolean, depth: number, single: boolean): void {
    const range = this.#range(node);
    switch (node.type) {
      case 'yaml': {
        const source = this.text.slice(range.start, range.end);
        const first = source.indexOf('\n') + 1;
        this.frontMatter = parseFrontMatter(source.slice(first, source.lastIndexOf('\n') + 1), range.start + first);
        return;
      }
      case 'heading':
        this.#heading(node, range);
        return;
      case 'code':
        this.#codeBlocks.push({ ...range, value: node.value, language: node.lang ?? '', heading: this.#headings() });
        return;
      case 'html':
        this.#html(range);
        return;
      case 'paragraph': {
        const plain = this.#inline(node);
        const item = parent.type === 'listItem' ? parent : undefined;
        const removal = item ? (item.children.length === 1 ? this.#range(item) : undefined) : range;
        const section = this.#sections.at(-1);
        const words = wordsOf(plain);
        if (words.length > 0)
          this.#statements.push({
            ...range,
            plain,
            words,
            heading: this.#headings(),
            lead,
            section,
            isTitle: item !== undefined && (item.children.length > 1 || single),
            removal: alone ? removal : undefined,
          });
        return;
      }
      case 'tableCell':
        this.#inline(node);
        return;
      case 'listItem': {
        const [first] = node.children;
        const says = first?.type === 'paragraph' ? plainText(first) : '';
        const inner = node.children.length > 1 ? `${lead} ${says}`.trim() : lead;
        this.#children(
          node,
          inner,
          alone,
          depth + 1,
          parent.type === 'list' && parent.ordered === true && parent.children.length === 1,
        );
        return;
      }
      case 'blockquote':
        this.#children(node, lead, false, depth + 1);
        return;
      default:
        if ('children' in node) this.#children(node, lead, alone, depth + 1);
    }
  }

  #heading(node: Heading, range: TextRange): void {
    const title = this.#inline(node);
    const last = this.#sections.at(-1);
    if (last) last.ownEnd = range.start;
    while ((this.#open.at(-1)?.depth ?? 0) >= node.depth) this.#open.pop()!.end = range.start;
    const end = this.text.length;
    const section = { ...range, end, headingEnd: range.end, ownEnd: end, title, depth: node.depth };
    this.#sections.push(section);
    this.#open.push(section);
  }

  /** Titles of the sections that are open, outermost first. */
  #headings(): string {
    return this.#open.map((section) => section.title).join(' > ');
  }

  /** Notes the inline nodes; answers the text as it is read. */
  #inline(block: Nodes): string {
    const around = plainText(block);
    const heading = this.#headings();
    const section = this.#sections.at(-1);
    const visit = (node: Nodes, depth: number): void => {
      const range = this.#range(node);
      if (node.type === 'text') this.#prose.push(range);
      else if (node.type === 'inlineCode') {
        this.#inlineCodes.push({ ...range, value: node.value, around, heading, section });
      } else if (node.type === 'html') this.#html(range);
      else if (node.type === 'link' || node.type === 'image') {
        this.#links.push({ ...range, value: node.url, around, heading, section });
      }
      if ('children' in node && depth < DEEPEST) for (const child of node.children) visit(child, depth + 1);
    };
    visit(block, 0);
    return around;
  }

  #html({ start, end }: TextRange): void {
    const source = this.text.slice(start, end);
    for (let from = source.indexOf('<!--'); from !== -1;) {
      const to = source.indexOf('-->', from);
      const stop = to === -1 ? source.length : to + 3;
      this.#comments.push({
        start: start + from,
        end: start + stop,
        value: source.slice(from + 4, to === -1 ? stop : to),
      });
      from = source.indexOf('<!--', stop);
    }
  }

  #range(node: Nodes): TextRange {
    return {
      start: this.#shift + (node.position?.start.offset ?? 0),
      end: this.#shift + (node.position?.end.offset ?? 0),
    };
  }
}

function plainText(node: Nodes, depth = 0): string {
  if ('value' in node) return node.type === 'html' ? '' : node.value;
  if (node.type === 'break') return ' ';
  if (!('children' in node) || depth > DEEPEST) return '';
  return node.children.map((child) => plainText(child, depth + 1)).join('');
}

function wordsOf(plain: string): string[] {
  return plain.toLowerCase().match(/[\p{L}\p{M}\p{N}_]+(?:[-./'’][\p{L}\p{M}\p{N}_]+)*/gu) ?? [];
}
