import type { DatabaseSync } from 'node:sqlite';
import { coachRules } from '../../core/coach/index';
import type { CoachRule } from '../../core/coach/coachRule';
import { ConditionTally, type Conditions } from '../../core/coach/conditions';
import type { QualityUnit, Unit } from '../../core/coach/verdict';
import { editOutcomes } from '../../core/insights/activity/editOutcome';
import { rowsOf } from '../ledger/rows';
import type { QueryContext } from '../queryContext';
import { coachSessions } from './coachSessions';

const DAY = 86_400_000;
const BASELINE_DAYS = 14;
const MONTH_DAYS = 30;
/** Newest ones; a rule that measures every call must not fill the ledger. */
const MOST_UNITS = 2_000;

/** What was measured up to the moment when advice was followed, as the ledger keeps it. */
export interface Baseline {
  /** The newest; `unitCount` of them in all. */
  units: Unit[];
  unitCount?: number;
  quality: QualityUnit[];
  conditions: Conditions;
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
  const [baseline] = measure(context, [{ ruleId, workspace, since: now - BASELINE_DAYS * DAY, until: now }]);
  const { lastInsertRowid } = db
    .prepare(
      'INSERT INTO followed (rule_id, workspace, at, expected, monthly_nano, baseline) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(
      ruleId,
      workspace,
      now,
      expectedShare(rule, baseline!, monthlyNano),
      Math.max(0, Math.round(monthlyNano)),
      JSON.stringify(baseline),
    );
  return Number(lastInsertRowid);
}

/** What share of its metric advice promised to save at least: of a rule without one, what its money is of what it measures. */
function expectedShare({ range, verification }: CoachRule, { units }: Baseline, monthlyNano: number): number {
  if (range[0] > 0 || !verification.isMoney) return range[0];
  const measured = (units.reduce((sum, { value }) => sum + value, 0) * MONTH_DAYS) / BASELINE_DAYS;
  return measured > 0 ? Math.min(1, Math.max(0, monthlyNano / measured)) : 0;
}

/** Where each rule’s advice was last followed, and not undone; `at`: epoch milliseconds. */
export function followedRules(db: DatabaseSync): Map<string, { id: number; at: number }> {
  // Of the row with the latest time, as SQLite promises for max().
  const rows = rowsOf(db, 'SELECT rule_id, id, max(at) FROM followed WHERE undone_at IS NULL GROUP BY rule_id');
  return new Map(rows.map(([ruleId, id, at]) => [String(ruleId), { id: Number(id), at: Number(at) }]));
}

/** What is to be measured: a rule in one workspace ('': in all), from `since` to `until`, epoch milliseconds. */
export interface Measurement {
  ruleId: string;
  workspace: string;
  since: number;
  until: number;
}

/** One look at the conversations for all measurements together. */
export function measure(context: QueryContext, wanted: readonly Measurement[]): Baseline[] {
  const tallies = wanted.map((measurement) => ({
    ...measurement,
    rule: coachRules.find(({ id }) => id === measurement.ruleId),
    units: [] as Unit[],
    quality: [] as QualityUnit[],
    with: new ConditionTally(),
  }));
  if (tallies.length === 0) return [];
  const since = Math.min(...wanted.map((one) => one.since));
  const until = Math.max(...wanted.map((one) => one.until));
  coachSessions(context, { since, until }, (session) => {
    for (const tally of tallies) {
      if (tally.workspace !== '' && session.workspace !== tally.workspace) continue;
      const isWithin = ({ at }: { at: number }): boolean => at >= tally.since && at < tally.until;
      if (tally.rule?.needs.every((need) => session.capabilities.has(need))) {
        const units = tally.rule.verification.units(session);
        tally.units.push(...units.filter((unit) => isWithin(unit) && Number.isFinite(unit.value)));
      }
      tally.quality.push(
        ...editOutcomes(session)
          .filter(isWithin)
          .map(({ at, oneShot, corrected }) => ({ at, oneShot, corrected })),
      );
      for (const call of session.threads.flatMap(({ calls }) => calls)) {
        if (isWithin(call)) tally.with.add(call);
      }
    }
  });
  return tallies.map(({ units, quality, with: { conditions } }) => {
    return { units: newest(units), unitCount: units.length, quality: newest(quality), conditions };
  });
}

function newest<T extends { at: number }>(units: T[]): T[] {
  return units.sort((a, b) => a.at - b.at).slice(-MOST_UNITS);
}
