/**
 * What the findings say, English; {0} and so on are a finding's parameters. One entry per rule and variant; `fix.` are
 * the labels of fixes.
 */
export const LINT_WORDS = {
  'file-size':
    '{0} lines, {1} tokens in every call. Short files are followed better: {2} lines or {3} tokens are plenty.',
  'file-size.memory': 'Only the first {0} lines or 25 KB are loaded; this and what follows is not.',
  'section-size': 'This section is {0} of the file’s {1} tokens, in every call.',
  'always-loaded': '{0} loads {1} tokens of instructions with every call, from {2} files; this is the largest part.',
  duplicate: 'Says the same as {0}, line {1}.',
  'duplicate.code': 'The same code block as in {0}, line {1}.',
  'duplicate.copy': '{0} instructions from here on stand in {1}, too, which is loaded with this file.',
  'missing-program': '{0} does not exist in this workspace: the server cannot start.',
  'missing-reference': '{0} does not exist in this workspace.',
  'missing-reference.script': 'No package.json of this workspace has a script {0}.',
  'tool-enforced': '{0} already holds the code to this.',
  'scope-section':
    'Speaks of {0} only, and is loaded with every call. A rule for that folder is loaded where it is needed.',
  'long-description': 'A description of {0} tokens, in every call whether it is used or not.',
  'long-description.cut': 'A description of {0} characters: assistants cut it off after {1}.',
  'tree-listing': 'A listing of {0} lines that an assistant can see for itself, and that grows old.',
  unreadable: 'This is no JSON: no server of this file is loaded.',
  'unreadable.strict':
    'Claude Code takes comments and trailing commas for a mistake: no server of this file is loaded.',
  'unreadable.front-matter': 'This is no YAML: assistants do without the front matter, or without the file.',
  'unreadable.open': 'The front matter that begins here has no end: it is taken for text.',
  'unstable-prefix': 'This changes by itself: each change has all that follows written to the cache anew.',
  'unstable-prefix.date':
    'A date like this is changed often, and each change has all that follows written to the cache anew.',
  tautology: 'Every assistant tries this unasked; it can be left out, or say what it means here.',
  contradiction: 'Contradicts {0}, line {1}: {2} there, {3} here.',
  'broken-import': '{0} does not exist: nothing is imported.',
  'import-cycle': '{0} imports this file in turn.',
  'import-cycle.deep': 'More than {0} imports deep: not loaded.',
  emphasis: '{0} of {1} instructions are emphasised; what matters most no longer stands out.',
  'fix.remove': 'Remove it',
  'fix.rule': 'Move to {0}',
} as const;

export type LintWordKey = keyof typeof LINT_WORDS;

/** What each rule looks for. */
export const RULE_WORDS: Readonly<Record<string, string>> = {
  'always-loaded': 'All always-loaded instructions of an assistant together are large.',
  'broken-import': 'An import leads to a file that does not exist.',
  contradiction: 'Two instructions cannot both be followed.',
  duplicate: 'The same is said twice.',
  emphasis: 'Too many instructions are emphasised.',
  'file-size': 'An always-loaded file is large.',
  'import-cycle': 'Imports go round in a circle, or too deep.',
  'long-description': 'The description of a skill, agent or command is long.',
  'missing-program': 'An MCP server is started from a file that does not exist.',
  'missing-reference': 'A path or script is named that does not exist.',
  'scope-section': 'A section of an always-loaded file speaks of one folder only.',
  'section-size': 'A section is a large part of a large file.',
  tautology: 'An instruction says nothing that is not tried anyway.',
  'tool-enforced': 'A formatter already holds the code to a style.',
  'tree-listing': 'A listing of the folder tree is always loaded.',
  unreadable: 'A file’s JSON or front matter cannot be read.',
  'unstable-prefix': 'Text that changes by itself spoils the prompt cache.',
};

/** Puts the parameters into a wording, as `vscode.l10n.t` does. */
export function fillIn(words: string, params: readonly (string | number)[]): string {
  return words.replace(/\{(\d+)\}/g, (hole, n: string) => String(params[Number(n)] ?? hole));
}
