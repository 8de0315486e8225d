import { parse, type ParseError } from 'jsonc-parser';
import { brokenLine } from '../frontMatter';
import type { Draft, LintRule } from '../lintRule';
import type { InstructionFile } from '../parseInstructionFile';
import { isStrictJson, isTooDeep } from '../strictJson';

/** Kinds whose front matter says when they are loaded, and for what. */
const WITH_FRONT_MATTER: ReadonlySet<InstructionFile['kind']> = new Set([
  'claude-rule',
  'instructions',
  'cursor-rule',
  'skill',
  'agent',
  'prompt',
  'command',
]);
const FRONT_MATTER = /^\ufeff?---[ \t]*\r?\n((?:.*\r?\n)*?)---[ \t]*(?:\r?\n|$)/;
const OPENED = /^\ufeff?---[ \t]*\r?\n[\w-]+:(?:[ \t]|\r?\n|$)/;

/** What an assistant cannot read it leaves out, most often without a word. One finding, at the first mistake. */
export const unreadable: LintRule = {
  id: 'unreadable',
  severity: 'warning',
  *check({ files }) {
    for (const file of files) {
      if (file.unparsed) continue;
      const draft =
        file.kind === 'mcp' ? inJson(file) : WITH_FRONT_MATTER.has(file.kind) ? inFrontMatter(file) : undefined;
      if (draft) yield { ...draft, tokens: 0 };
    }
  },
};

function inJson(file: InstructionFile): Draft | undefined {
  const { text } = file;
  if (isTooDeep(text)) return undefined;
  const mistake = firstMistake(text, true);
  if (mistake) return { file, range: lineAt(file, mistake.offset), wording: 'unreadable' };
  const strict = isStrictJson(file.path) ? firstMistake(text, false) : undefined;
  return strict && { file, range: lineAt(file, strict.offset), wording: 'unreadable.strict' };
}

function firstMistake(text: string, lenient: boolean): ParseError | undefined {
  const errors: ParseError[] = [];
  const shown = text.replace(/^\ufeff/, ' ');
  parse(shown, errors, { allowTrailingComma: lenient, disallowComments: !lenient, allowEmptyContent: true });
  return errors[0];
}

function inFrontMatter(file: InstructionFile): Draft | undefined {
  const { text, lines } = file;
  const source = FRONT_MATTER.exec(text)?.[1];
  if (source === undefined) {
    return OPENED.test(text) ? { file, range: lineAt(file, 0), wording: 'unreadable.open' } : undefined;
  }
  const line = brokenLine(source);
  if (line === undefined) return undefined;
  return { file, range: lineAt(file, lines.lineRange(1 + line).start), wording: 'unreadable.front-matter' };
}

/** The words of the line; of the last one that has any, where the text ends too soon. */
function lineAt({ text, lines }: InstructionFile, offset: number): { start: number; end: number } {
  const line = lines.lineAt(Math.min(offset, Math.max(0, text.trimEnd().length - 1)));
  const words = lines.lineText(line);
  const { start } = lines.lineRange(line);
  return { start: start + words.length - words.trimStart().length, end: start + words.trimEnd().length };
}
