import type { RuleAdvice } from '../../core/coach/coach';
import type { Occurrence } from '../../core/coach/coachRule';
import { count, nano, share, type Phrase } from '../../core/coach/phrase';
import { sourceById } from '../../core/sources/index';
import type { Billing } from '../../core/pricing/billing';
import type { SourceId } from '../../core/usage/usageRecord';
import type { Advice, AdviceView, Evidence } from '../../protocol/coachViews';
import { followedRules } from '../coach/follow';
import { runCoach } from '../coach/runCoach';
import type { QueryContext } from '../queryContext';
import { lastPart } from './sessionRows';

const MOST_EVIDENCE = 20;
const MONTH_DAYS = 30;

/** What the coach says of the last `days` days. Throws for a number of days that is none. */
export function advice(
  context: QueryContext,
  { days, billing, monthlyBudgetNano }: { days: number; billing: Billing; monthlyBudgetNano?: number },
): AdviceView {
  const {
    summary,
    advice: found,
    unavailable,
    failures,
    calibration,
    marks,
  } = runCoach(context, { days, billing, monthlyBudgetNano });
  const followed = followedRules(context.db);
  const all = found.map((a) => {
    const view = adviceView(a, days, summary.billNano);
    const snoozedUntil = marks.snoozedUntil(view.ruleId, view.workspaces);
    return { ...view, snoozedUntil, followed: followed.get(view.ruleId) };
  });
  const shown = all.filter((a) => a.shown).sort((a, b) => b.lowNano - a.lowNano || b.savingTokens - a.savingTokens);
  const hidden = all.filter((a) => !a.shown).sort((a, b) => b.lowNano - a.lowNano);
  return {
    days,
    billNano: summary.billNano,
    calls: summary.calls,
    sessions: summary.sessions,
    unpricedCalls: summary.unpricedCalls,
    claimed: {
      lowNano: shown.reduce((sum, a) => sum + a.lowNano, 0),
      highNano: shown.reduce((sum, a) => sum + a.highNano, 0),
    },
    advice: [...shown, ...hidden],
    unavailable,
    failures,
    calibration,
  };
}

function adviceView(found: RuleAdvice, days: number, billNano: number): Advice {
  const { rule, occurrences, result, lowNano, highNano, tokens, distinctDays, hiddenBecause } = found;
  const source = commonest(occurrences.map((o) => o.session.source));
  const figures = {
    n: count(occurrences.length),
    days: count(distinctDays),
    assistant: sourceById(source).name,
    low: nano(lowNano),
    high: nano(highNano),
    share: share(billNano > 0 ? highNano / billNano : 0),
    ...result.figures,
  };
  const worded = (text: string): Phrase => ({ text, figures });
  return {
    ruleId: rule.id,
    family: rule.family,
    tier: rule.tier,
    title: worded(result.title ?? rule.words.title),
    risk: worded(rule.words.risk),
    check: worded(rule.words.check),
    actionLabel: rule.words.action,
    action: result.action ?? rule.action(source),
    occurrences: occurrences.length,
    distinctDays,
    savingTokens: tokens,
    lowNano,
    highNano,
    monthly: {
      lowNano: twoDigitsDown((lowNano * MONTH_DAYS) / days),
      highNano: twoDigitsDown((highNano * MONTH_DAYS) / days),
    },
    workspaces: [...new Set(occurrences.map((o) => o.session.workspace))],
    evidence: occurrences.slice(0, MOST_EVIDENCE).map(evidenceView),
    shown: hiddenBecause === undefined,
    hiddenBecause,
  };
}

function evidenceView(o: Occurrence & { lowNano: number; highNano: number }): Evidence {
  return {
    requestId: o.call?.id,
    responseId: o.call?.responseId ?? '',
    sessionId: o.session.id,
    conversationId: o.session.conversationId,
    source: o.session.source,
    project: lastPart(o.session.workspace),
    timestamp: o.at,
    why: o.why,
    at: { file: o.block?.file ?? o.call?.file ?? '', offset: o.block?.offset ?? o.call?.offset ?? 0 },
    lowNano: o.lowNano,
    highNano: o.highNano,
  };
}

function commonest(sources: readonly SourceId[]): SourceId {
  const counts = new Map<SourceId, number>();
  for (const source of sources) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
}

/** A forecast is never more exact than this, and never rounded up. */
function twoDigitsDown(value: number): number {
  if (value <= 0) return 0;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.floor(value / unit) * unit;
}
