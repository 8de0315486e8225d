import { englishPhrase } from '../core/coach/englishPhrase';
import { dollarsFromNano } from '../core/usage/money';
import type { WhatIfRow, WhatIfView } from '../protocol/coachViews';
import type { Note } from '../protocol/views';
import { COMMON_OPTIONS, UsageError, configFrom, parse } from './arguments';
import { withNotes } from './withNotes';
import { print } from './print';

const OPTIONS = { ...COMMON_OPTIONS, days: { type: 'string' } } as const;
const DAYS = [14, 30, 90];
const DEFAULT_DAYS = 30;

export async function whatif(args: string[]): Promise<number> {
  const { values } = parse(args, OPTIONS);
  const config = configFrom(values);
  const days = values['days'] === undefined ? DEFAULT_DAYS : Number(values['days']);
  if (!DAYS.includes(days)) throw new UsageError('--days: 14, 30 or 90');
  const { answer, notes } = await withNotes(config, (service) => service.query('whatIf', { days }));
  if (values['json']) print(`${JSON.stringify(reportOf(answer, notes), undefined, 2)}\n`);
  else print((await text(answer)) + (await import('./notes')).notesBelow(notes));
  return 0;
}

type TaskClass = WhatIfView['classes'][number];

function reportOf({ days, classes }: WhatIfView, notes: Note[]) {
  return {
    schema: 1,
    days,
    classes: classes.map(({ costNano, rows, ...facts }) => ({
      ...facts,
      costUsd: dollarsFromNano(costNano),
      rows: rows.map(({ change, cost, quality, notes: said }) => ({
        change,
        costLowUsd: cost && dollarsFromNano(cost.lowNano),
        costHighUsd: cost && dollarsFromNano(cost.highNano),
        quality,
        notes: said.map(englishPhrase),
      })),
    })),
    notes,
  };
}

const CLASSES: Record<string, string> = {
  all: 'All together',
  question: 'Questions',
  docs: 'Documents',
  mechanical: 'Small edits',
  'git-text': 'Git and commit texts',
  feature: 'Features',
  debug: 'Debugging',
  explore: 'Looking around',
  other: 'Without a prompt',
};

async function text(view: WhatIfView): Promise<string> {
  const { bold, plain, table } = await import('./table');
  const { counted, dollars, percent } = await import('./figures');
  const head = `${bold(`Tokenmin, the last ${view.days} days under other conditions`)}\n`;
  if (view.classes.length === 0) return `${head}No calls in these days: tokenmin doctor says where was looked.\n`;

  const money = (nano: number): string => dollars(dollarsFromNano(nano));
  const range = (row: WhatIfRow): string => {
    if (!row.cost) return 'no price';
    const [low, high] = [money(row.cost.lowNano), money(row.cost.highNano)];
    return low === high ? low : `${low} – ${high}`;
  };
  const quality = ({ quality: seen }: WhatIfRow): string =>
    seen && seen.of > 0
      ? `${counted(seen.oneShot, 'edit')} of ${seen.of} right at once (${percent(seen.low, 1)} – ${percent(seen.high, 1)})`
      : '';
  const columns = [
    { title: 'If it had been', align: 'left' },
    { title: 'It would have cost', align: 'right' },
    { title: 'Your own work there', align: 'left' },
  ] as const;
  const section = (one: TaskClass): string => {
    const unpriced = one.unpricedCalls > 0 ? `, ${counted(one.unpricedCalls, 'call')} without a price left out` : '';
    const title = `${CLASSES[one.taskClass] ?? one.taskClass}: ${money(one.costNano)}`;
    const size = `${counted(one.turns, 'turn')}, ${counted(one.calls, 'call')}${unpriced}`;
    return `\n${bold(title)} (${size})\n${table(
      [...columns],
      one.rows.map((row) => [plain(nameOf(row)), range(row), quality(row)]),
    )}`;
  };
  const notes = view.classes[0]!.rows.flatMap((row) =>
    row.notes.map((note) => `  ${plain(nameOf(row))}: ${englishPhrase(note)}\n`),
  );
  return [
    head,
    'The same calls, repriced. Another model would have worked otherwise: a comparison, never a promise.\n',
    ...view.classes.map(section),
    ...(notes.length > 0 ? [`\n${bold('Notes on all together')}\n`, ...notes] : []),
  ].join('');
}

function nameOf({ change: { kind, to } }: WhatIfRow): string {
  if (kind === 'cache-life') return to === '1h' ? 'cache kept for an hour' : 'cache kept for 5 minutes';
  if (kind === 'effort') return 'less reasoning';
  return kind === 'tier' ? `${to} tier` : to;
}
