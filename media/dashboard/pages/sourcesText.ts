// The Sources page as plain text, to paste into a report.
import { CAPABILITIES, type ProblemCode } from '../../../src/core/sources/source';
import type { Note, SourcesView, SourceView } from '../../../src/protocol/views';
import { bytes, count, dateTime, listed } from '../format';
import { t } from '../setup';

export function problemText(code: ProblemCode): string {
  return t(`problem.${code}`);
}

export function noteText({ kind, count: n, detail }: Note): string {
  return [t(`note.${kind}`, n === undefined ? '' : count(n)), detail].filter(Boolean).join(' · ');
}

/** What its logs tell and what they do not, each with its title. */
export function tellings({ capabilities }: SourceView): [title: string, words: string][] {
  const words = (told: boolean) =>
    listed(CAPABILITIES.filter((one) => capabilities.includes(one) === told).map((one) => t(`capability.${one}`)));
  const both: [string, string][] = [
    [t('sources.tells'), words(true)],
    [t('sources.doesNotTell'), words(false)],
  ];
  return both.filter(([, list]) => list !== '');
}

export function sourcesText({ sources, machine, ledger, pricesAsOf, notes }: SourcesView): string {
  const lines = [`Tokenmin · ${machine}`, ...notes.map(noteText), ''];
  for (const source of sources) {
    const { name, enabled, records, files, lastAt } = source;
    lines.push(
      `${name}: ${enabled ? t('sources.text', count(records), count(files), bytes(source.bytes)) : t('sources.off')}`,
    );
    if (lastAt !== undefined) lines.push(`  ${t('sources.last')}: ${dateTime(lastAt)}`);
    for (const [title, words] of tellings(source)) lines.push(`  ${title}: ${words}`);
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
