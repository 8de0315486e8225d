import type { Report, ReportTotals } from '../protocol/views';
import { sourceById } from '../core/sources/index';
import { COMMON_OPTIONS, configFrom, parse, sourceFrom, spanFrom } from './arguments';
import { withService } from './withService';
import { print } from './print';

const OPTIONS = {
  ...COMMON_OPTIONS,
  since: { type: 'string' },
  until: { type: 'string' },
  source: { type: 'string' },
} as const;
const MOST_ROWS = 10;
const LAST_DAYS = 14;

export async function report(args: string[]): Promise<number> {
  const { values } = parse(args, OPTIONS);
  const config = configFrom(values);
  const params = { ...spanFrom(values, config.timezone, Date.now()), source: sourceFrom(values) };
  const answer = await withService(config, (service) => service.query('report', params));
  print(values['json'] ? `${JSON.stringify(answer, undefined, 2)}\n` : await text(answer));
  return 0;
}

async function text(r: Report): Promise<string> {
  const { bold, plain, table } = await import('./table');
  const { cost, count, counted, percent, tokens } = await import('./figures');
  const { noteLines, notesBelow } = await import('./notes');
  const t = r.totals;
  const since = r.period.since ?? r.byDay[0]?.date;
  const span = `${since ? `${since} to ` : 'up to '}${r.period.until ?? 'today'}`;
  const head = `${bold(`Tokenmin, ${span}`)} (days of ${plain(r.timezone)})\n\n`;
  if (t.requests === 0) {
    const why = r.files.seen === 0 ? 'No logs were found: tokenmin doctor says where was looked.' : 'No calls.';
    return `${head}${why}\n${notesBelow(r.notes)}`;
  }

  const of = (title: string, rows: [name: string, totals: ReportTotals][], left = 0): string => {
    const columns = [title, 'Cost', 'Calls', 'Input', 'Cached', 'Output'];
    const cells = rows.map(([name, x]) => [
      plain(name, 44) || '(unknown)',
      cost(x),
      count(x.requests),
      tokens(x.inputTokens),
      percent(x.cacheReadInputTokens, x.inputTokens),
      tokens(x.outputTokens),
    ]);
    const rest = left > 0 ? `… and ${count(left)} more\n` : '';
    return `${table(
      columns.map((c, i) => ({ title: c, align: i === 0 ? 'left' : 'right' })),
      cells,
    )}${rest}\n`;
  };
  const top = <T extends ReportTotals>(title: string, all: T[], name: (row: T) => string): string =>
    of(
      title,
      all.slice(0, MOST_ROWS).map((row) => [name(row), row]),
      all.length - MOST_ROWS,
    );
  const recorded = t.requests - t.estimatedRequests;
  const basis = [
    `${counted(recorded, 'call')} recorded by the assistants`,
    ...(t.estimatedRequests > 0 ? [`${count(t.estimatedRequests)} estimated (≈)`] : []),
    ...(t.unpricedRequests > 0 ? [`${count(t.unpricedRequests)} unpriced`] : []),
  ];
  const notes = noteLines(r.notes).map((l) => `${l}\n`);
  return [
    head,
    of('Total', [['All', t]]),
    top('Assistant', r.bySource, (row) => sourceById(row.source).name),
    top('Model', r.byModel, (row) => row.model),
    top('Project', r.byProject, (row) => row.project),
    of(
      'Day',
      r.byDay.slice(-LAST_DAYS).map((row) => [row.date, row]),
    ),
    `Basis: ${basis.join(', ')}. Cost is what the tokens cost at the API's list prices.\n`,
    ...notes,
  ].join('');
}
