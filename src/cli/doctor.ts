import type { SourceView, SourcesView } from '../protocol/views';
import { COMMON_OPTIONS, configFrom, parse } from './arguments';
import { withService } from './withService';
import { print } from './print';

export async function doctor(args: string[]): Promise<number> {
  const { values } = parse(args, COMMON_OPTIONS);
  const config = configFrom(values);
  const view = await withService(config, (service) => service.query('sources', {}));
  print(values['json'] ? `${JSON.stringify(view, undefined, 2)}\n` : await text(view, config.timezone));
  return 0;
}

async function text(view: SourcesView, timezone: string): Promise<string> {
  const { bold, plain, table } = await import('./table');
  const { count, counted } = await import('./figures');
  const { noteLines } = await import('./notes');
  const { PROBLEMS } = await import('./problems');
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });

  const section = (s: SourceView): string => {
    const found = s.records > 0 || s.files > 0;
    const counts =
      `${counted(s.files, 'file')} (${counted(s.bytes, 'byte')}), ${counted(s.records, 'call')} in ${counted(s.sessions, 'session')}` +
      (s.lastAt === undefined ? '' : `, the last one ${time.format(s.lastAt)}`);
    const state = !s.enabled ? 'switched off' : found ? counts : 'nothing found';
    // What is not there matters where nothing was found; else it is a long list of editors nobody has.
    const shown = found ? s.roots.filter((r) => r.state !== 'missing') : s.roots;
    const roots = shown.map((r) => [r.state, count(r.files), plain(r.label), plain(r.path, 100)]);
    const problems = s.problems.map((p) => [
      count(p.count),
      PROBLEMS[p.code],
      `${plain(p.example.file, 90)}:${p.example.offset}${p.detail === '' ? '' : ` (${plain(p.detail, 60)})`}`,
    ]);
    return [
      `${bold(s.name)}: ${state}\n`,
      roots.length > 0 ? indent(table(titles('Looked', '>Files', 'Why', 'Folder'), roots)) : '',
      shown.length < s.roots.length ? `  ${s.roots.length - shown.length} other places are not there.\n` : '',
      problems.length > 0 ? indent(table(titles('>Times', 'Passed over', 'For example (file:byte)'), problems)) : '',
    ].join('');
  };
  const { file, bytes, records, schema } = view.ledger;
  return [
    ...view.sources.map((s) => `${section(s)}\n`),
    `${bold('Ledger')}: ${plain(file, 200)}, ${counted(bytes, 'byte')}, ${counted(records, 'call')}, version ${schema}\n`,
    `${bold('Prices')}: of ${view.pricesAsOf}\n`,
    `${bold('Machine')}: ${plain(view.machine)}\n`,
    ...noteLines(view.notes).map((line) => `${line}\n`),
  ].join('');
}

/** '>' puts a column to the right. */
function titles(...names: string[]): { title: string; align: 'left' | 'right' }[] {
  return names.map((name) =>
    name.startsWith('>') ? { title: name.slice(1), align: 'right' } : { title: name, align: 'left' },
  );
}

function indent(lines: string): string {
  return lines.replace(/^(?=.)/gm, '  ');
}
