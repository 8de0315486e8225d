import fs from 'node:fs';
import path from 'node:path';
import { lint, type LintResult } from '../../core/prompts/lint/lint';
import type { InstructionText } from '../../core/prompts/lint/parseWorkspace';
import { classifyInstructionFile, type Load } from '../../core/prompts/lint/classifyInstructionFile';
import type { LintContext, RuleSetting } from '../../core/prompts/lint/lintRule';
import { placeOf, readInstructionTexts, type InstructionTexts } from './instructionTexts';
import { walkWorkspace, type Walk } from './walkWorkspace';
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
  usage?: LintContext['usage'];
  /** Of files and folders that are looked for, where so many workspaces are read that each is to be quick. */
  mostEntries?: number;
  /** What lies below the root, where that is known already. */
  walk?: Walk;
}

/** Lints all instruction files of the workspace at `root`, and what they import. */
export function lintWorkspace(root: string, options: LintOptions): WorkspaceLint {
  const { home, rules, open, usage } = options;
  const { paths, cut } = options.walk ?? walkWorkspace(root, options.mostEntries);
  const { texts, passedOver } = readInstructionTexts(root, home, paths, open);
  const context = workspaceContext(root, paths, options.countTokens, usage);
  const once = withLinks(texts, (file) => realPlace(placeOf(file, root, home)));
  return { ...lint(once, context, rules), passedOver, cut };
}

/** Each file once, by the path that is loaded most; the others are links to it. */
function withLinks(texts: ReadonlyMap<string, string>, placeOfFile: (file: string) => string): InstructionText[] {
  const byPlace = new Map<string, { path: string; text: string; links: string[] }>();
  const often = (file: string): number => LOADS.indexOf(classifyInstructionFile(file)?.load ?? 'invoke');
  for (const [file, text] of texts) {
    const place = placeOfFile(file);
    const known = byPlace.get(place);
    if (!known) byPlace.set(place, { path: file, text, links: [] });
    else if (often(file) < often(known.path))
      byPlace.set(place, { path: file, text, links: [...known.links, known.path] });
    else known.links.push(file);
  }
  return [...byPlace.values()];
}

const LOADS: readonly Load[] = ['always', 'match', 'invoke'];

/** Where a file really is, if it is a link or lies behind one. */
export function realPlace(place: string): string {
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
