// The Sources page as plain text, to paste into a report.
import type { ProblemCode } from '../../../src/core/sources/source';
import type { Note, SourcesView } from '../../../src/protocol/views';
import { bytes, count, dateTime } from '../format';
import { t } from '../setup';

export function problemText(code: ProblemCode): string {
  return t(`problem.${code}`);
}

export function noteText({ kind, count: n, detail }: Note): string {
  return [t(`note.${kind}`, n === undefined ? '' : count(n)), detail].filter(Boolean).join(' · ');
}

export function sourcesText({ sources, machine, ledger, pricesAsOf, notes }: SourcesView): string {
  const lines = [`Tokenmin · ${machine}`, ...notes.map(noteText), ''];
  for (const source of sources) {
    const { name, enabled, records, files, lastAt } = source;
    lines.push(
      `${name}: ${enabled ? t('sources.text', count(records), count(files), bytes(source.bytes)) : t('sources.off')}`,
    );
    if (lastAt !== undefined) lines.push(`  ${t('sources.last')}: ${dateTime(lastAt)}`);
    for (const root of source.roots) {
      lines.push(`  ${t(`root.${root.state}`)}: ${root.path} (${root.label}, ${count(root.files)})`);
    }
    for (const { code, count: n, example, detail } of source.problems) {
      const why = detail ? `${problemText(code)} (${detail})` : problemText(code);
      lines.push(`  ${count(n)} × ${why}: ${t('explain.place', example.file, count(example.offset))}`);
    }
  }
  lines.push(
    '',
    `${t('sources.ledger')}: ${ledger.file} (${bytes(ledger.bytes)}, ${count(ledger.records)}, ${ledger.schema})`,
  );
  lines.push(`${t('sources.prices')}: ${pricesAsOf}`);
  return lines.join('\n');
}
