import fs from 'node:fs';
import path from 'node:path';
import { lint, type LintResult } from '../../core/prompts/lint/lint';
import type { Finding, LintUsage, RuleSetting } from '../../core/prompts/lint/lintRule';
import { placeOf, readInstructionTexts, type InstructionTexts } from './instructionTexts';
import { walkWorkspace } from './walkWorkspace';
import { workspaceContext } from './workspaceContext';

export interface WorkspaceLint extends LintResult {
  passedOver: InstructionTexts['passedOver'];
  /** The workspace was too large to be looked at in full. */
  cut: boolean;
}

export interface LintOptions {
  home: string;
  countTokens: (text: string) => number;
  /** Rules that are not as usual. */
  rules?: Readonly<Record<string, RuleSetting>>;
  /** Texts that hold instead of the files', by path relative to the root. */
  open?: ReadonlyMap<string, string>;
  usage?: LintUsage;
}

/** Lints all instruction files of the workspace at `root`, and what they import. */
export function lintWorkspace(root: string, options: LintOptions): WorkspaceLint {
  const { home, rules, open, usage } = options;
  const { paths, cut } = walkWorkspace(root);
  const { texts, passedOver } = readInstructionTexts(root, home, paths, open);
  const context = workspaceContext(root, paths, options.countTokens, usage);
  const entries = [...texts].map(([file, text]) => ({ path: file, text }));
  const { findings, files } = lint(entries, context, rules);
  return { findings: withoutLinked(findings, [...texts.keys()], root, home), files, passedOver, cut };
}

/** What is found in a file need not be said again of the links that lead to it, CLAUDE.md to AGENTS.md for one. */
function withoutLinked(findings: readonly Finding[], files: readonly string[], root: string, home: string): Finding[] {
  const reals = new Map(files.map((file) => [file, realPlace(placeOf(file, root, home))]));
  const owners = new Map<string, string>();
  for (const [file, real] of reals) {
    const isLink = real !== realPlace(path.dirname(placeOf(file, root, home))) + path.sep + path.basename(file);
    if (!isLink || !owners.has(real)) owners.set(real, file);
  }
  const said = new Set(findings.map(({ file, ruleId, range }) => `${file}:${range.start.offset}:${ruleId}`));
  return findings.filter(({ file, ruleId, range }) => {
    const owner = owners.get(reals.get(file) ?? '') ?? file;
    return owner === file || !said.has(`${owner}:${range.start.offset}:${ruleId}`);
  });
}

function realPlace(place: string): string {
  try {
    return fs.realpathSync(place);
  } catch {
    return place;
  }
}

/** The checkout that a file or folder belongs to; without one, the folder itself. */
export function workspaceRoot(place: string): string {
  const start = fs.statSync(place).isDirectory() ? place : path.dirname(place);
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return start;
  }
}
