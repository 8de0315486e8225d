import { pathToFileURL } from 'node:url';
import { lintRules } from '../core/prompts/lint/index';
import type { Finding, LintSeverity } from '../core/prompts/lint/lintRule';
import { RULE_WORDS } from '../core/prompts/lint/lintWords';
import type { LintLine } from './lintReport';
import { version } from './version';

/** SARIF 2.1.0, as code scanning reads it. */
export function sarif(findings: readonly LintLine[]): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Tokenmin',
            semanticVersion: version(),
            rules: lintRules.map(({ id, severity }) => ({
              id,
              shortDescription: { text: RULE_WORDS[id] },
              defaultConfiguration: { level: level(severity) },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => ({
          ruleId: finding.ruleId,
          ruleIndex: lintRules.findIndex(({ id }) => id === finding.ruleId),
          level: level(finding.severity),
          message: { text: finding.message },
          locations: [{ physicalLocation: { artifactLocation: { uri: uri(finding.file) }, region: region(finding) } }],
          properties: { tokens: finding.tokens, savingTokens: finding.savingTokens },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function level(severity: LintSeverity): 'note' | 'warning' {
  return severity === 'warning' ? 'warning' : 'note';
}

function region({ range: { start, end } }: Finding) {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
}

function uri(file: string): string {
  const absolute = file.startsWith('/') || /^[A-Za-z]:/.test(file);
  return absolute ? pathToFileURL(file).href : file.split('/').map(encodeURIComponent).join('/');
}
