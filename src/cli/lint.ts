import { COMMON_OPTIONS, homeFrom, parse, UsageError } from './arguments';
import { lintReport, type LintReport } from './lintReport';
import { print } from './print';

const OPTIONS = { ...COMMON_OPTIONS, format: { type: 'string' } } as const;
const FORMATS = ['text', 'json', 'sarif'];

export async function lint(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS, ['PATH…']);
  const format = (values['format'] as string | undefined) ?? (values['json'] ? 'json' : 'text');
  if (!FORMATS.includes(format)) throw new UsageError(`--format: one of ${FORMATS.join(', ')}`);
  const report = lintReport(positionals, homeFrom(values));
  if (format === 'json') print(`${JSON.stringify(report, undefined, 2)}\n`);
  else if (format === 'sarif') print((await import('./sarif')).sarif(report.findings));
  else print((await import('./lintText')).lintText(report.findings, report.files.length));
  for (const { path: file, reason } of report.passedOver)
    process.stderr.write(`tokenmin: ${file}: ${REASONS[reason]}\n`);
  // An import that leads elsewhere is said, but nobody's fault; a hook may hand in whatever was changed.
  const unread = report.passedOver.some(({ reason }) => reason !== 'outside' && reason !== 'not-loaded');
  return unread || report.findings.some(({ severity }) => severity === 'warning') ? 1 : 0;
}

const REASONS: Record<LintReport['passedOver'][number]['reason'], string> = {
  'too-large': 'larger than 1 MB, not read',
  unreadable: 'could not be read',
  outside: 'is imported, but lies outside of the workspace and of the home directory: not read',
  missing: 'does not exist',
  'not-loaded': 'no assistant loads a file of this name: not looked at',
  cut: 'too many files; not all were looked at',
};
