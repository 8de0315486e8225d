import type { CodeStyle } from './codeStyle';
import type { Assistant } from './classifyInstructionFile';
import type { LintWordKey } from './lintWords';
import type { ImportGraph } from './importGraph';
import type { InstructionFile } from './parseInstructionFile';
import type { TextPosition, TextRange } from './textRange';

export type LintSeverity = 'information' | 'warning';
/** What the user may set for a rule. */
export type RuleSetting = 'off' | LintSeverity;

export interface TextEdit extends TextRange {
  /** As in `Finding.file`. A path that is not there yet: the file is to be made, with `replacement` in it. */
  file: string;
  replacement: string;
}

export interface Fix {
  label: LintWordKey;
  edits: TextEdit[];
}

/** Where a finding's other half is. */
export interface Related {
  file: string;
  line: number;
}

export interface Finding {
  ruleId: string;
  /** The path as it was given to `lint`. */
  file: string;
  range: { start: TextPosition; end: TextPosition };
  severity: LintSeverity;
  wording: LintWordKey;
  /** For the wording's placeholders. */
  params: (string | number)[];
  /** Of the text that the finding is about, in one request. */
  tokens: number;
  /** How many of them could go; 0 where that cannot be said. */
  savingTokens: number;
  /** What `tokens` cost in a month, in nano-dollars; undefined where the text is not in each request, or nothing is known. */
  nanoPerMonth?: number;
  related?: Related;
  fix?: Fix;
}

/** What a rule tells; `lint` makes a Finding of it. */
export interface Draft {
  file: InstructionFile;
  range: TextRange;
  wording: LintWordKey;
  params?: (string | number)[];
  /** The text that the finding is about; without it, what `range` covers. */
  tokens?: number;
  /** 'all': everything that `tokens` counts could go. */
  savingTokens?: number | 'all';
  /** Where it is graver than the rule usually is. */
  severity?: LintSeverity;
  related?: Related;
  fix?: Fix;
}

/** A formatter or linter whose configuration is there. */
export interface StyleTool {
  name: string;
  /** Languages that it holds to a style, in lower case: 'typescript', 'python'. */
  languages: readonly string[];
  style: CodeStyle;
}

/** What a text that stands in every request of an assistant costs in this workspace. */
export interface LintUsage {
  requestsPerMonth: number;
  /** What one counted token of such a text really cost in one request, read from the cache or not, on average. */
  nanoPerToken: number;
}

/** What the rules may ask about the workspace. Paths are relative to its root, with '/'. */
export interface LintContext {
  /** undefined: outside of the workspace, not looked at. */
  exists(path: string): boolean | undefined;
  /** Some file's or folder's path ends with `/` and this. */
  existsSomewhere(path: string): boolean;
  /** Names of the scripts of all package.json files; undefined where there is none. */
  scripts: ReadonlySet<string> | undefined;
  tools: readonly StyleTool[];
  countTokens(text: string): number;
  usage?: Partial<Record<Assistant, LintUsage>>;
}

/** Everything that a rule looks at. */
export interface LintWorkspace {
  files: readonly InstructionFile[];
  imports: ImportGraph;
  context: LintContext;
}

/** One rule: a file in rules/, a line in index.ts, and words in lintWords.ts. */
export interface LintRule {
  /** A slug: the name in settings, comments and reports. */
  id: string;
  severity: LintSeverity;
  check(workspace: LintWorkspace): Iterable<Draft>;
}
