import fs from 'node:fs';
import path from 'node:path';
import { everyRequestTokens } from '../core/prompts/lint/everyRequest';
import type { Finding } from '../core/prompts/lint/lintRule';
import { LINT_WORDS, fillIn } from '../core/prompts/lint/lintWords';
import type { PassedOver } from '../node/lint/instructionTexts';
import { placeOf } from '../node/lint/instructionTexts';
import { lintWorkspace, realPlace, workspaceRoot } from '../node/lint/lintWorkspace';
import { countTokens } from '../node/tokenCount';

/** A finding, with its file as the user would name it. */
export interface LintLine extends Finding {
  message: string;
}

export interface LintReport {
  schema: 1;
  files: { path: string; kind: string; load: string; tokens: number }[];
  findings: LintLine[];
  passedOver: { path: string; reason: PassedOver | 'missing' | 'cut' | 'not-loaded' }[];
}

/** What lies below the paths; each workspace is looked at once. */
export function lintReport(given: readonly string[], home: string): LintReport {
  const report: LintReport = { schema: 1, files: [], findings: [], passedOver: [] };
  const workspaces = new Map<string, string[]>();
  for (const name of given) {
    const place = path.resolve(name);
    if (!fs.existsSync(place)) {
      report.passedOver.push({ path: name, reason: 'missing' });
      continue;
    }
    const root = workspaceRoot(place);
    workspaces.set(root, [...(workspaces.get(root) ?? []), place]);
  }
  for (const [root, places] of workspaces) {
    const { findings, files, passedOver, cut } = lintWorkspace(root, { home, countTokens: count });
    const named = (file: string): string => shortName(placeOf(file, root, home));
    // What an import brings in from the home directory belongs to all of it.
    const asked = (file: string): boolean =>
      file.startsWith('~/') || places.some((place) => isAsked(placeOf(file, root, home), place));
    for (const file of files) {
      if (!asked(file.path)) continue;
      const tokens = everyRequestTokens(file, { countTokens: count });
      report.files.push({ path: named(file.path), kind: file.kind, load: file.load, tokens });
    }
    for (const finding of findings) {
      if (!asked(finding.file)) continue;
      const message = fillIn(LINT_WORDS[finding.wording], finding.params);
      report.findings.push({ ...finding, file: named(finding.file), message });
    }
    for (const { path: file, reason } of passedOver) {
      if (reason === 'outside') report.passedOver.push({ path: file, reason });
      else if (asked(file)) report.passedOver.push({ path: named(file), reason });
    }
    const known = [...files, ...passedOver].map((file) => placeOf(file.path, root, home));
    for (const place of places) {
      if (!fs.statSync(place, { throwIfNoEntry: false })?.isFile() || known.some((file) => isAsked(file, place)))
        continue;
      report.passedOver.push({ path: shortName(place), reason: 'not-loaded' });
    }
    if (cut) report.passedOver.push({ path: shortName(root), reason: 'cut' });
  }
  return report;
}

function count(text: string): number {
  return countTokens(text).tokens;
}

function isAsked(file: string, place: string): boolean {
  return isWithin(file, place) || realPlace(file) === realPlace(place);
}

function isWithin(file: string, place: string): boolean {
  const relative = path.relative(place, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

/** From where the command was called, if it lies below. */
function shortName(place: string): string {
  const relative = path.relative(process.cwd(), place);
  return (isWithin(place, process.cwd()) ? relative || '.' : place).replaceAll(path.sep, '/');
}
