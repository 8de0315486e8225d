import { isKept } from '../keepList';
import type { LintRule, StyleTool } from '../lintRule';
import type { Statement } from '../parseInstructionFile';
import { removal } from '../removal';

/** What a formatter settles. Each is all that one clause of an instruction says. */
const SETTLED: readonly RegExp[] = [
  /^(?:\w+ ){0,3}(?:\d|two|four|eight)[- ]spaces?(?: (?:for )?(?:indentation|indent(?:s|ing)?|tabs?))?(?: \w+){0,3}$/,
  /^(?:indent(?:ation)?|tab (?:width|size))\W+(?:\w+ ){0,3}(?:\d|two|four|tabs?|spaces?)(?: (?:spaces?|tabs?))?(?: \w+){0,2}$/,
  /^(?:use |prefer )?(?:tabs|spaces) (?:for indent(?:ation|ing)|(?:over|instead of) (?:tabs|spaces))$/,
  /^(?:(?:always )?(?:use|prefer) )?(?:single|double)[- ]quotes?(?: (?:for|in|over) (?:\w+ ?){1,4})?$/,
  /^(?:(?:always )?(?:use|add|include|end \w+ with|prefer|require) )?semi-?colons?(?: (?:at the end of \w+|always|required|everywhere|after statements))?$/,
  /^(?:(?:always )?(?:use|add|include|prefer) )?trailing commas?(?: in (?:\w+ ?){1,4}| where valid.*)?$/,
  /^(?:(?:keep|limit|maximum|max) )?(?:lines?|line (?:length|width)|print width)\W+(?:\w+ ){0,3}\d{2,3}(?: (?:characters?|chars?|columns?))?(?: max(?:imum)?)?$/,
  /^(?:max(?:imum)? )?\d{2,3}[- ](?:characters?|chars?|columns?)(?: (?:max(?:imum)?|per line|line (?:length|limit|width)))+$/,
  /^(?:(?:always )?(?:remove|trim|strip) )?trailing (?:white ?)?spaces?$/,
  /^(?:(?:always )?(?:end|add|ensure|include|insert|finish) (?:\w+ ){0,3})?(?:a )?(?:final|trailing|single trailing) newline(?: at (?:the )?end of (?:\w+ ?){1,3})?$/,
  /^(?:use |always use )?(?:consistent|proper) (?:indentation|formatting|spacing)(?: and (?:indentation|formatting|spacing))?$/,
];
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

/** Style that the machine holds the code to anyway; only where the machine's configuration is there. */
export const toolEnforced: LintRule = {
  id: 'tool-enforced',
  severity: 'information',
  *check({ files, context }) {
    for (const file of files) {
      if (file.load === 'invoke') continue;
      for (const statement of file.statements) {
        if (statement.words.length > LONGEST || !isSettled(statement.plain)) continue;
        const tool = toolFor(statement, context.tools);
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

/** Of several clauses, all have to be. */
function isSettled(plain: string): boolean {
  const clauses = plain
    .toLowerCase()
    .replace(/[`*"'’]/g, '')
    .replace(/\s*\([^()]{0,25}\)/g, '')
    .replace(/^[\w -]{1,20}\s*[:–—]\s*/, '')
    .split(/[,;.]\s+|\s+and\s+|\s+&\s+/)
    .map((clause) => clause.replace(/(?: (?:required|preferred|only|everywhere|always))?[.!;,\s]*$/, '').trim())
    .filter((clause) => clause !== '');
  return clauses.length > 0 && clauses.every((clause) => SETTLED.some((pattern) => pattern.test(clause)));
}

/** One that knows all languages that the instruction names; where it names none, any. */
function toolFor({ plain, heading, lead }: Statement, tools: readonly StyleTool[]): StyleTool | undefined {
  const text = `${heading} ${lead} ${plain}`;
  const named = LANGUAGES.filter(([pattern]) => pattern.test(text)).map(([, language]) => language);
  return tools.find(({ languages }) => named.every((language) => languages.includes(language)));
}
