import type { CallLine, ExplainView, PriceExplanation } from '../protocol/views';
import { COMMON_OPTIONS, configFrom, parse } from './arguments';
import { withNotes } from './withNotes';
import { print } from './print';

export async function explain(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, COMMON_OPTIONS, ['REQUEST_ID']);
  const config = configFrom(values);
  // In many shells a word that begins with '#' is a comment.
  const request = positionals[0]!.replace(/^\d+$/, '#$&');
  const { answer, notes } = await withNotes(config, (service) => service.query('explain', { request }));
  const { noteLines, notesBelow } = await import('./notes');
  if (!answer) {
    const why = noteLines(notes).map((line) => `\n${line}`);
    throw new Error(`there is no call ${JSON.stringify(positionals[0])} in the ledger${why.join('')}`);
  }
  if (values['json']) print(`${JSON.stringify({ ...answer, notes }, undefined, 2)}\n`);
  else print((await text(answer, config.timezone)) + notesBelow(notes));
  return 0;
}

const ROLES: Record<CallLine['role'], string> = {
  counted: 'counted: its figures are the ones above',
  repeated: 'repeats the same call, not added',
  copied: 'copy in another log, not added',
  replayed: 'replay by a side thread, not added',
};

const TERMS: Record<PriceExplanation['terms'][number]['kind'], string> = {
  input: 'input',
  cacheRead: 'read from cache',
  cacheWrite5m: 'written to cache',
  cacheWrite1h: 'written to cache, 1 h',
  output: 'output',
  webSearch: 'web searches',
};

async function text(view: ExplainView, timezone: string): Promise<string> {
  const { bold, plain, table } = await import('./table');
  const { count, exactDollars, tokens } = await import('./figures');
  const { request: r, session, price } = view;
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  const usd = (nano: number): string => exactDollars(nano / 1e9);

  const figure = r.costNano === null ? 'unpriced' : `${r.basis === 'estimated' ? '≈ ' : ''}${usd(r.costNano)}`;
  const basis =
    r.basis === 'recorded'
      ? 'tokens recorded by the assistant'
      : r.estimateError === undefined
        ? 'tokens estimated from the texts: at least so many, what the assistant added is not in its log'
        : `tokens estimated from the texts, ± ${Math.round(100 * r.estimateError)} %`;
  const place = [
    `Session ${plain(session.conversationId, 80)}`,
    `turn ${r.turn}`,
    r.agentName === '' ? '' : `sub-agent ${plain(r.agentName)}`,
    r.clientVersion === '' ? '' : `version ${plain(r.clientVersion)}`,
    plain(session.workspace, 100) || '(unknown folder)',
  ].filter((part) => part !== '');
  const lines = [
    `${bold(figure)}: call #${r.id}${r.responseId === '' ? '' : ` (${plain(r.responseId, 80)})`}`,
    `${plain(r.model) || '(unknown model)'}${r.effort === '' ? '' : `, ${plain(r.effort)} effort`}, ${time.format(r.timestamp)}, ${basis}`,
    place.join(', '),
    '',
  ];
  if (price) {
    const why = [
      `Price of ${plain(price.matched, 80)}${price.origin === 'setting' ? ', from the settings' : ''}`,
      price.validFrom === '' ? '' : `since ${price.validFrom}`,
      price.longContextAbove === undefined ? '' : `long context: above ${tokens(price.longContextAbove)} tokens`,
      ...price.multipliers.map(({ why: reason, factor }) => `${plain(reason)} × ${factor}`),
    ].filter((part) => part !== '');
    lines.push(why.join(', '));
    const rows = price.terms.map((term) => [
      TERMS[term.kind],
      count(term.count),
      term.kind === 'webSearch' ? `× ${usd(term.nanoEach)}` : `× ${exactDollars(term.nanoEach / 1e3)} per million`,
      `= ${usd(term.costNano)}`,
    ]);
    lines.push(
      table(
        ['', 'Count', 'Price', 'Cost'].map((title, i) => ({ title, align: i ? 'right' : 'left' })),
        rows,
      ),
    );
  } else lines.push('No price is known for this model: the call counts in tokens, not in money.', '');
  if (r.reportedCostNano !== undefined) lines.push(`The assistant itself noted ${usd(r.reportedCostNano)}.`, '');

  if (view.lines.length > 0) {
    const rows = view.lines.map((l) => [
      count(l.inputTokens),
      count(l.outputTokens),
      ROLES[l.role],
      `${plain(l.at.file, 200)}:${l.at.offset}`,
    ]);
    const titles = ['Input', 'Output', 'Line', 'Where (file:byte)'];
    lines.push(
      table(
        titles.map((title, i) => ({ title, align: i < 2 ? 'right' : 'left' })),
        rows,
      ).trimEnd(),
    );
  }
  if (view.logMissing)
    lines.push(`The log is gone, or no longer holds the line: ${plain(r.at.file, 200)}:${r.at.offset}`);
  return `${lines.join('\n')}\n`;
}
