import type { InstructionKind, Load } from '../core/prompts/lint/classifyInstructionFile';
import type { Finding, RuleSetting } from '../core/prompts/lint/lintRule';

export interface LintParams {
  /** The workspace's folder. */
  root: string;
  /** What to count for where no log of this workspace names a model; '' for none. */
  model: string;
  /** Rules that are not as usual. */
  rules: Record<string, RuleSetting>;
  /** Documents that are open in an editor, by path relative to the root, with '/': their texts hold, saved or not. */
  open: { path: string; text: string }[];
}

/** A heading with all that follows it up to the next one of its rank. */
export interface LintSection {
  /** Of the heading, a UTF-16 offset. */
  start: number;
  tokens: number;
  /** Where the section is in every request and calls of this workspace are known. */
  nanoPerMonth?: number;
}

export interface LintFile {
  /** Absolute. */
  path: string;
  kind: InstructionKind;
  load: Load;
  /** All of it, and what of it is in every request. */
  tokens: number;
  everyRequestTokens: number;
  nanoPerMonth?: number;
  /** Their edits' files are absolute, too. */
  findings: Finding[];
  sections: LintSection[];
}

/** Tokens are estimates, for the model in use. */
export interface LintView {
  files: LintFile[];
}
