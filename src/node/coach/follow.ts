import type { DatabaseSync } from 'node:sqlite';
import { coachRules } from '../../core/coach/index';
import type { QualityUnit, Unit } from '../../core/coach/verdict';
import { editOutcomes } from '../../core/insights/editOutcome';
import { rowsOf } from '../queries/rows';
import type { QueryContext } from '../queries/queryContext';
import { coachSessions } from './coachSessions';

const DAY = 86_400_000;
const BASELINE_DAYS = 14;
/** Newest ones; a rule that measures every call must not fill the ledger. */
const MOST_UNITS = 2_000;

/** What was measured up to the moment when advice was followed, as the ledger keeps it. */
export interface Baseline {
  units: Unit[];
  quality: QualityUnit[];
  model: string;
}

/**
 * Freezes what a rule measures, for the last 14 days of one workspace ('': of all). Answers with the verdict's id.
 * Throws for a rule that does not exist.
 */
export function follow(
  context: QueryContext,
  { ruleId, workspace, monthlyNano }: { ruleId: string; workspace: string; monthlyNano: number },
): number {
  const rule = coachRules.find(({ id }) => id === ruleId);
  if (!rule) throw new Error(`no such rule: ${ruleId.slice(0, 100)}`);
  const { db, now } = context;
  const baseline = measure(context, ruleId, workspace, now - BASELINE_DAYS * DAY, now);
  const { lastInsertRowid } = db
    .prepare(
      'INSERT INTO followed (rule_id, workspace, at, expected, monthly_nano, baseline) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(ruleId, workspace, now, rule.range[0], Math.max(0, Math.round(monthlyNano)), JSON.stringify(baseline));
  return Number(lastInsertRowid);
}

/** When each rule's advice was last followed, and not undone: epoch milliseconds. */
export function followedRules(db: DatabaseSync): Map<string, number> {
  const rows = rowsOf(db, 'SELECT rule_id, max(at) FROM followed WHERE undone_at IS NULL GROUP BY rule_id');
  return new Map(rows.map(([ruleId, at]) => [String(ruleId), Number(at)]));
}

/** What a rule measures from `since` to `until`, epoch milliseconds. */
export function measure(
  context: QueryContext,
  ruleId: string,
  workspace: string,
  since: number,
  until: number,
): Baseline {
  const rule = coachRules.find(({ id }) => id === ruleId);
  const units: Unit[] = [];
  const quality: QualityUnit[] = [];
  const spent = new Map<string, number>();
  coachSessions(context, { since, until }, (session) => {
    if (workspace !== '' && session.workspace !== workspace) return;
    if (rule && rule.needs.every((need) => session.capabilities.has(need))) {
      units.push(...rule.verification.units(session).filter(({ at, value }) => at >= since && Number.isFinite(value)));
    }
    quality.push(...editOutcomes(session).map(({ at, oneShot }) => ({ at, oneShot })));
    for (const { calls } of session.threads) {
      for (const { model, costNano = 0 } of calls) spent.set(model, (spent.get(model) ?? 0) + costNano);
    }
  });
  const model = [...spent].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  return { units: newest(units), quality: newest(quality), model };
}

function newest<T extends { at: number }>(units: T[]): T[] {
  return units.sort((a, b) => a.at - b.at).slice(-MOST_UNITS);
}
