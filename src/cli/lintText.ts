import type { LintLine } from './lintReport';
import { count, counted } from './figures';
import { bold, plain } from './table';

/** Findings under the names of their files, and a last line that sums them up. */
export function lintText(findings: readonly LintLine[], files: number): string {
  const byFile = new Map<string, LintLine[]>();
  for (const finding of findings) byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  const lines = [...byFile].flatMap(([file, found]) => [
    bold(plain(file, 200)),
    ...found.map(({ range: { start }, severity, message, ruleId, tokens, savingTokens }) => {
      const size = tokens > 0 ? ` [${tokenWords(tokens, savingTokens)}]` : '';
      return `  ${start.line}:${start.column}  ${severity}  ${plain(message, 400)}${size}  ${ruleId}`;
    }),
    '',
  ]);
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const sum = `${counted(findings.length, 'finding')} in ${counted(files, 'file')}`;
  lines.push(warnings > 0 ? `${sum}, ${counted(warnings, 'warning')} among them` : sum);
  return `${lines.join('\n')}\n`;
}

function tokenWords(tokens: number, saving: number): string {
  const all = counted(tokens, 'token');
  return saving > 0 && saving < tokens ? `${all}, ${count(saving)} too many` : all;
}
