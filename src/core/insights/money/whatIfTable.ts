import { LONGEST_ID, modelKeys } from '../../pricing/modelNames';
import type { TokenCounts } from '../../usage/usageRecord';
import { wilson } from './intervals';
import type { CallFacts } from '../session/sessionFacts';
import type { TurnClass } from '../activity/turnClass';

/** 'other': calls that answer no prompt. */
export type WhatIfClass = 'all' | TurnClass | 'other';

export interface WhatIfChange {
  kind: 'model' | 'cache-life' | 'tier' | 'effort';
  /** A model's id; '5m', '1h'; 'standard', 'fast', 'flex', 'batch'; 'lower'. */
  to: string;
}

/** What has to be said with a figure. */
export type WhatIfNote =
  /** Only this share of the cost could have gone there; the rest is as it was. */
  | { kind: 'part'; part: number }
  | { kind: 'no-price' }
  | { kind: 'tokenizer'; low: number; high: number }
  /** The share of answers that are taken: assumed, or (`of` > 0) seen in so many of the user's own edits. */
  | { kind: 'failures'; low: number; high: number; of: number }
  | { kind: 'batch' | 'flex' | 'effort' };

/** Edit turns that were right at once, with an 80 % interval. */
export interface Quality {
  oneShot: number;
  of: number;
  low: number;
  high: number;
}

export interface WhatIfTable {
  taskClass: WhatIfClass;
  turns: number;
  calls: number;
  /** Calls without a price: they are in no amount. */
  unpricedCalls: number;
  tokens: TokenCounts;
  costNano: number;
  rows: {
    change: WhatIfChange;
    /** Whole nano-dollars for all of the class; undefined: no price. */
    cost?: { lowNano: number; highNano: number };
    quality?: Quality;
    notes: WhatIfNote[];
  }[];
}

/**
 * Share of a smaller model's answers that are taken where the user's own edits do not tell: the range of COACHING D2,
 * M1; measured on hard tasks were 63 of a large model's 92 %, which is 68 %. What is not taken is done once more as it was.
 */
const TAKEN = { low: 0.6, high: 0.9 } as const;
const LEAST_EDITS = 15;
/** The calls of one class that a change concerns. */
export interface Sums {
  change: WhatIfChange;
  /** What the calls that it concerns did cost, those that are there already included. */
  concernedNano: number;
  /** What those of them cost that would have changed, and what they would have cost. */
  changedNano: number;
  lowNano: number;
  highNano: number;
  /** What those cost whose answer may not be taken. */
  riskedNano: number;
  drift: { low: number; high: number };
}

/** What is known of one class so far. */
export interface Tally extends Omit<WhatIfTable, 'rows' | 'taskClass'> {
  sums: Map<string, Sums>;
  quality: Map<string, { oneShot: number; of: number }>;
}

export function emptyTally(): Tally {
  const tokens: TokenCounts = {
    inputTokens: 0,
    cacheReadInputTokens: 0,
    cacheCreationInputTokens: 0,
    cacheCreation1hInputTokens: 0,
    outputTokens: 0,
    reasoningOutputTokens: 0,
  };
  return { turns: 0, calls: 0, unpricedCalls: 0, tokens, costNano: 0, sums: new Map(), quality: new Map() };
}

/** Asked for every call; a log with ever new model ids must not grow the memory. */
const keys = new Map<string, string>();
const MOST_REMEMBERED = 2_000;

/** One spelling for a model, without its date and who serves it. */
export function keyOf(model: string): string {
  let key = keys.get(model);
  if (key === undefined) {
    if (keys.size >= MOST_REMEMBERED) keys.clear();
    keys.set(model, (key = modelKeys(model.slice(0, LONGEST_ID)).at(-1)!));
  }
  return key;
}

export function countCall(tally: Tally, call: CallFacts): void {
  const { tokens } = tally;
  tally.calls++;
  if (call.costNano === undefined) tally.unpricedCalls++;
  tally.costNano += call.costNano ?? 0;
  tokens.inputTokens += call.input;
  tokens.cacheReadInputTokens += call.cacheRead;
  tokens.cacheCreationInputTokens += call.cacheWrite;
  tokens.cacheCreation1hInputTokens += call.cacheWrite1h;
  tokens.outputTokens += call.output;
  tokens.reasoningOutputTokens += call.reasoning;
}

/** A call that a change would have concerned, had it a price: where no call has, that is what the row says. */
export function putUnpriced(tally: Tally, change: WhatIfChange): void {
  sumsOf(tally, change);
}

/** A call that a change concerns; `cost`: what it would have cost, absent where it would have been the same. */
export function putCall(
  tally: Tally,
  change: WhatIfChange,
  { costNano = 0 }: CallFacts,
  cost?: readonly [low: number, high: number],
  { smaller = false, drift }: { smaller?: boolean; drift?: { low: number; high: number } } = {},
): void {
  const sums = sumsOf(tally, change);
  sums.concernedNano += costNano;
  if (!cost) return;
  sums.changedNano += costNano;
  sums.lowNano += cost[0];
  sums.highNano += cost[1];
  if (smaller) sums.riskedNano += costNano;
  if (drift) sums.drift = { low: Math.min(sums.drift.low, drift.low), high: Math.max(sums.drift.high, drift.high) };
}

function sumsOf({ sums }: Pick<Tally, 'sums'>, change: WhatIfChange): Sums {
  const key = `${change.kind} ${change.to}`;
  let found = sums.get(key);
  if (!found) {
    found = {
      change,
      concernedNano: 0,
      changedNano: 0,
      lowNano: 0,
      highNano: 0,
      riskedNano: 0,
      drift: { low: 1, high: 1 },
    };
    sums.set(key, found);
  }
  return found;
}

export function tableOf(taskClass: WhatIfClass, tally: Tally): WhatIfTable {
  const { sums, quality, ...facts } = tally;
  const rows = [...sums.values()].map((sum): WhatIfTable['rows'][number] => {
    const seen = sum.change.kind === 'model' ? quality.get(keyOf(sum.change.to)) : undefined;
    const taken = takenOf(seen);
    const row = {
      change: sum.change,
      notes: notesOf(sum, tally.costNano, taken),
      ...(seen && { quality: qualityOf(seen) }),
    };
    if (sum.concernedNano === 0) return row;
    const rest = tally.costNano - sum.changedNano;
    const lowNano = Math.round(rest + sum.lowNano + (1 - taken.high) * sum.riskedNano);
    const highNano = Math.round(rest + sum.highNano + (1 - taken.low) * sum.riskedNano);
    return { ...row, cost: { lowNano, highNano } };
  });
  return { taskClass, ...facts, rows: rows.toSorted(byKind) };
}

/** The classes as one: each has its own share of answers that are taken, so their costs are added up, not their calls. */
export function together(classes: readonly (readonly [WhatIfTable, Tally])[]): WhatIfTable {
  const sum = emptyTally();
  for (const [, tally] of classes) addTally(sum, tally);
  const all = tableOf('all', sum);
  for (const row of all.rows) {
    if (!row.cost) continue;
    let [lowNano, highNano] = [0, 0];
    const taken: Taken[] = [];
    for (const [table] of classes) {
      const same = table.rows.find(({ change }) => change.kind === row.change.kind && change.to === row.change.to);
      lowNano += same?.cost?.lowNano ?? table.costNano;
      highNano += same?.cost?.highNano ?? table.costNano;
      taken.push(...(same?.notes.filter((note) => note.kind === 'failures') ?? []));
    }
    row.notes = row.notes.map((note) => (note.kind === 'failures' ? widest(taken) : note));
    row.cost = { lowNano, highNano };
  }
  return all;
}

type Taken = Extract<WhatIfNote, { kind: 'failures' }>;

/** Seen in the own work only where that is so in every class. */
function widest(taken: readonly Taken[]): Taken {
  const low = Math.min(...taken.map((note) => note.low));
  const high = Math.max(...taken.map((note) => note.high));
  const of = taken.every((note) => note.of > 0) ? taken.reduce((sum, note) => sum + note.of, 0) : 0;
  return { kind: 'failures', low, high, of };
}

function addTally(sum: Tally, tally: Tally): void {
  sum.turns += tally.turns;
  sum.calls += tally.calls;
  sum.unpricedCalls += tally.unpricedCalls;
  sum.costNano += tally.costNano;
  for (const key of Object.keys(sum.tokens) as (keyof TokenCounts)[]) sum.tokens[key] += tally.tokens[key];
  for (const { change, drift, ...nano } of tally.sums.values()) {
    const into = sumsOf(sum, change);
    for (const key of Object.keys(nano) as (keyof typeof nano)[]) into[key] += nano[key];
    into.drift = { low: Math.min(into.drift.low, drift.low), high: Math.max(into.drift.high, drift.high) };
  }
  for (const [model, seen] of tally.quality) {
    const before = sum.quality.get(model) ?? { oneShot: 0, of: 0 };
    sum.quality.set(model, { oneShot: before.oneShot + seen.oneShot, of: before.of + seen.of });
  }
}

function qualityOf({ oneShot, of }: { oneShot: number; of: number }): Quality {
  const { low, high } = wilson(oneShot, of);
  return { oneShot, of, low, high };
}

function takenOf(seen: { oneShot: number; of: number } | undefined): { low: number; high: number; of: number } {
  if (!seen || seen.of < LEAST_EDITS) return { ...TAKEN, of: 0 };
  const { low, high } = qualityOf(seen);
  return { low, high, of: seen.of };
}

/** Whole per cents: less is not worth a word. */
const NEARLY_ALL = 0.995;

function notesOf(sum: Sums, costNano: number, taken: { low: number; high: number; of: number }): WhatIfNote[] {
  if (sum.concernedNano === 0) return [{ kind: 'no-price' }];
  const notes: WhatIfNote[] = [];
  const part = costNano > 0 ? sum.concernedNano / costNano : 1;
  if (part < NEARLY_ALL) notes.push({ kind: 'part', part });
  if (sum.drift.low !== 1 || sum.drift.high !== 1) notes.push({ kind: 'tokenizer', ...sum.drift });
  if (sum.riskedNano > 0) notes.push({ kind: 'failures', ...taken });
  if (sum.change.kind === 'effort') notes.push({ kind: 'effort' });
  if (sum.change.to === 'batch' || sum.change.to === 'flex') notes.push({ kind: sum.change.to });
  return notes;
}

const KINDS = ['model', 'cache-life', 'tier', 'effort'];

function byKind(a: WhatIfTable['rows'][number], b: WhatIfTable['rows'][number]): number {
  const kind = KINDS.indexOf(a.change.kind) - KINDS.indexOf(b.change.kind);
  return kind || (b.cost?.highNano ?? -1) - (a.cost?.highNano ?? -1) || (a.change.to < b.change.to ? -1 : 1);
}
