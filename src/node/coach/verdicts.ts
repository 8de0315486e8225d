import { coachRules } from '../../core/coach/index';
import type { Conditions } from '../../core/coach/conditions';
import { judge } from '../../core/coach/verdict';
import { storedJson } from '../../core/usage/storedJson';
import type { VerdictView } from '../../protocol/coachViews';
import { rowsOf } from '../ledger/rows';
import type { QueryContext } from '../queryContext';
import { measure, type Baseline } from './follow';

/** Fewer verdicts say nothing about a rule; below this share of successes it keeps silent here (COACHING D0.7). */
const LEAST_VERDICTS = 10;
const LEAST_HITS = 0.4;
const DAY = 86_400_000;
/** After so long a verdict is what it was: it is not measured again. */
const MEASURED_DAYS = 45;

interface Followed {
  id: number;
  ruleId: string;
  workspace: string;
  at: number;
  expected: number;
  monthlyNano: number;
  baseline: Baseline;
}

/** What became of all advice that was followed and not undone, newest first. */
export function verdicts(context: QueryContext): VerdictView[] {
  const all = followed(context);
  const measured = measure(
    context,
    all.map(({ ruleId, workspace, at }) => {
      return { ruleId, workspace, since: at, until: Math.min(context.now, at + MEASURED_DAYS * DAY) };
    }),
  );
  return all.map((advice, i) => {
    const { id, ruleId, workspace, at, expected, monthlyNano, baseline } = advice;
    const since = measured[i]!;
    const rule = coachRules.find((one) => one.id === ruleId);
    const { units: before, unitCount: unitsBefore, quality: qualityBefore } = baseline;
    const changes = rule?.verification.changes;
    const judgement = judge(
      { at, changes, before, unitsBefore, qualityBefore, expected, monthlyNano, conditions: conditionsIn(baseline) },
      {
        at: context.now,
        after: since.units,
        unitsAfter: since.unitCount,
        quality: since.quality,
        conditions: since.conditions,
        overlapping: all.some((other) => other !== advice && overlaps(other, advice)),
      },
    );
    const { after, power, ratio, realisedNano, verdict, why } = judgement;
    return {
      id,
      ruleId,
      workspace,
      followedAt: at,
      check: { text: rule?.words.check ?? '', figures: {} },
      verdict,
      before: before.length,
      after,
      ratio,
      power,
      realisedNano,
      why,
    };
  });
}

/** Rules whose advice failed here too often. */
export function demotedRules(views: readonly VerdictView[]): Set<string> {
  const tallies = new Map<string, { n: number; hits: number }>();
  for (const { ruleId, verdict } of views) {
    if (verdict === 'pending' || verdict === 'inconclusive') continue;
    const tally = tallies.get(ruleId) ?? { n: 0, hits: 0 };
    tally.n++;
    if (verdict === 'worked' || verdict === 'partly') tally.hits++;
    tallies.set(ruleId, tally);
  }
  const failed = [...tallies].filter(([, { n, hits }]) => n >= LEAST_VERDICTS && hits / n < LEAST_HITS);
  return new Set(failed.map(([ruleId]) => ruleId));
}

function followed({ db }: QueryContext): Followed[] {
  const sql = `SELECT id, rule_id, workspace, at, expected, monthly_nano, baseline FROM followed
    WHERE undone_at IS NULL ORDER BY at DESC, id DESC`;
  return rowsOf(db, sql).map(([id, ruleId, workspace, at, expected, monthlyNano, baseline]) => ({
    id: Number(id),
    ruleId: String(ruleId),
    workspace: String(workspace),
    at: Number(at),
    expected: Number(expected),
    monthlyNano: Number(monthlyNano),
    baseline: storedJson(String(baseline)) as Baseline,
  }));
}

/** At first only the model was kept. */
function conditionsIn(baseline: Baseline & { model?: string }): Conditions {
  return baseline.conditions ?? { model: baseline.model ?? '' };
}

/** Two changes of which neither has been measured alone. */
function overlaps(a: Followed, b: Followed): boolean {
  const samePlace = a.workspace === b.workspace || a.workspace === '' || b.workspace === '';
  return samePlace && a.ruleId !== b.ruleId && Math.abs(a.at - b.at) < 7 * DAY;
}
