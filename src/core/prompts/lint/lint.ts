import { disabledRules } from './disableComments';
import { nanoPerMonth } from './everyRequest';
import { importGraph } from './importGraph';
import { lintRules } from './index';
import type { Draft, Finding, LintContext, LintRule, LintWorkspace, RuleSetting } from './lintRule';
import type { InstructionFile } from './parseInstructionFile';
import { parseWorkspace, type InstructionText } from './parseWorkspace';

export interface LintResult {
  findings: Finding[];
  /** What was looked at. */
  files: InstructionFile[];
}

/**
 * Lints one workspace's instruction files together; paths are relative to its root, or begin with '~/'. Files that no
 * assistant loads are left out, unless one of the others imports them. `settings`: of rules that are not as usual.
 */
export function lint(
  texts: readonly InstructionText[],
  context: LintContext,
  settings: Readonly<Record<string, RuleSetting>> = {},
): LintResult {
  const files = parseWorkspace(texts);
  const workspace: LintWorkspace = { files, imports: importGraph(files), context };
  const disabled = new Map(files.map((file) => [file.path, disabledRules(file)]));
  const findings: Finding[] = [];
  for (const rule of lintRules) {
    const setting = Object.hasOwn(settings, rule.id) ? settings[rule.id] : undefined;
    if (setting === 'off') continue;
    for (const draft of rule.check(workspace)) {
      const finding = findingOf(rule, draft, context, setting);
      if (!disabled.get(finding.file)?.has(rule.id, finding.range.start.line)) findings.push(finding);
    }
  }
  findings.sort((a, b) => compare(a.file, b.file) || a.range.start.offset - b.range.start.offset);
  return { findings, files };
}

function findingOf(rule: LintRule, draft: Draft, context: LintContext, setting: RuleSetting | undefined): Finding {
  const { file, range, wording, params = [], related, fix } = draft;
  const tokens = draft.tokens ?? context.countTokens(file.text.slice(range.start, range.end));
  return {
    ruleId: rule.id,
    file: file.path,
    range: { start: file.lines.positionAt(range.start), end: file.lines.positionAt(range.end) },
    severity: setting === 'information' || setting === 'warning' ? setting : (draft.severity ?? rule.severity),
    wording,
    params,
    tokens,
    savingTokens: draft.savingTokens === 'all' ? tokens : (draft.savingTokens ?? 0),
    nanoPerMonth: isInEveryRequest(file, draft) ? nanoPerMonth(tokens, file, context) : undefined,
    related,
    fix,
  };
}

function isInEveryRequest(file: InstructionFile, { wording }: Draft): boolean {
  return file.load === 'always' || (file.listed && wording.startsWith('long-description'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
