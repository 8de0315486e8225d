import { askedStyle, holds, type CodeStyle } from '../codeStyle';
import { isKept } from '../keepList';
import type { LintRule, StyleTool } from '../lintRule';
import type { Statement } from '../parseInstructionFile';
import { removal } from '../removal';

const LONGEST = 16;

const LANGUAGES: readonly [RegExp, string][] = [
  [/\btypescript\b|\bts\b|\.tsx?\b/i, 'typescript'],
  [/\bjavascript\b|\bjs\b|\.jsx?\b|\breact\b|\bjsx\b/i, 'javascript'],
  [/\bpython\b|\.py\b|\bpep ?8\b/i, 'python'],
  [/\bgo(?:lang)?\b|\.go\b/i, 'go'],
  [/\brust\b|\.rs\b/i, 'rust'],
  [/\b(?:s?css|html|json)\b/i, 'css'],
  [
    /\b(?:java|kotlin|c\+\+|cpp|c#|csharp|php|ruby|swift|dart|elixir|sql|lua|shell|bash|yaml|terraform|vue|svelte|solidity|haskell|scala|zig)\b/i,
    'other',
  ],
];

/** Style that the machine holds the code to anyway; only where its configuration says so. */
export const toolEnforced: LintRule = {
  id: 'tool-enforced',
  severity: 'information',
  *check({ files, context }) {
    for (const file of files) {
      if (file.load === 'invoke') continue;
      for (const statement of file.statements) {
        if (statement.words.length > LONGEST) continue;
        const asked = askedStyles(statement.plain);
        const tool = asked && toolFor(statement, asked, context.tools);
        if (!tool) continue;
        const edit = statement.removal && !isKept(file, statement) ? removal(file, statement.removal) : undefined;
        yield {
          file,
          range: { start: statement.start, end: statement.end },
          wording: 'tool-enforced',
          params: [tool.name],
          ...(edit && { savingTokens: 'all', fix: { label: 'fix.remove', edits: [edit] } }),
        };
      }
    }
  },
};

/** What each of the clauses asks for; undefined where one of them is about anything but style. */
function askedStyles(plain: string): CodeStyle[] | undefined {
  const clauses = plain
    .toLowerCase()
    .replace(/[`*"'’]/g, '')
    .replace(/\s*\([^()]{0,25}\)/g, '')
    .replace(/^[\w -]{1,20}\s*[:–—]\s*/, '')
    .split(/[,;.]\s+|\s+and\s+|\s+&\s+/)
    .map((clause) => clause.replace(/(?: (?:required|preferred|only|everywhere|always))?[.!;,\s]*$/, '').trim())
    .filter((clause) => clause !== '');
  const styles = clauses.map(askedStyle).filter((style) => style !== undefined);
  return clauses.length > 0 && styles.length === clauses.length ? styles : undefined;
}

/** One that is set up so, and knows all languages that the instruction names; where it names none, any. */
function toolFor(
  { plain, heading, lead }: Statement,
  asked: readonly CodeStyle[],
  tools: readonly StyleTool[],
): StyleTool | undefined {
  const text = `${heading} ${lead} ${plain}`;
  const named = LANGUAGES.filter(([pattern]) => pattern.test(text)).map(([, language]) => language);
  return tools.find(
    ({ languages, style }) =>
      named.every((language) => languages.includes(language)) && asked.every((one) => holds(style, one)),
  );
}
