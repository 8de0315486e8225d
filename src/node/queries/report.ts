import type { Totals } from '../../core/usage/totals';
import { dollarsFromNano } from '../../core/usage/money';
import type { SourceId } from '../../core/usage/usageRecord';
import type { DaySpan, Report, ReportTotals } from '../../protocol/views';
import { zoneFor } from '../machineZone';
import { dayUsage, overDays, sumOf, sumsBy } from './dayUsage';
import { lineProblems, notesOn } from './notes';
import type { QueryContext } from '../queryContext';
import { rangeOf } from './spanRange';

/** Of the roll-up only what a report shows, or its notes. */
const KEYS: readonly (keyof Totals)[] = [
  'requests',
  'inputTokens',
  'cacheReadInputTokens',
  'cacheCreationInputTokens',
  'cacheCreation1hInputTokens',
  'outputTokens',
  'reasoningOutputTokens',
  'costNano',
  'unpricedRequests',
  'estimatedRequests',
  'estimatedUnpricedRequests',
  'estimatedLeastRequests',
  'estimatedCostNano',
  'estimatedCostErrorNano',
  'reportedCostNano',
  'reportedCostOursNano',
];

/** What `tokenmin report` prints. `source`: of this assistant only. */
export function report(context: QueryContext, p: DaySpan & { source?: SourceId }): Report {
  const { config, now, run } = context;
  const zone = zoneFor(config.timezone);
  const all = dayUsage(context, zone, rangeOf(zone, p), KEYS);
  const usages = p.source === undefined ? all : all.filter((u) => u.source === p.source);
  const combined = overDays(usages);
  const totals = sumOf(combined);
  const lines = lineProblems(context, p.source);
  return {
    schema: 1,
    generatedAt: new Date(now).toISOString(),
    timezone: config.timezone,
    period: { since: p.since ?? null, until: p.until ?? null },
    totals: reportTotals(totals),
    bySource: sumsBy(combined, (u) => u.source).map(({ first, totals: t }) => ({
      source: first.source,
      ...reportTotals(t),
    })),
    byModel: sumsBy(combined, (u) => `${u.model}\n${u.provider}`).map(({ first, totals: t }) => ({
      model: first.model,
      provider: first.provider,
      ...reportTotals(t),
    })),
    byDay: sumsBy(usages, (u) => u.day)
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, totals: t }) => ({ date: key, ...reportTotals(t) })),
    byProject: sumsBy(combined, (u) => u.workspace).map(({ key, totals: t }) => ({ project: key, ...reportTotals(t) })),
    files: {
      seen: run.filesSeen,
      read: run.filesRead,
      bytesRead: run.bytesRead,
      unreadable: run.unreadable.length + lines.damagedFiles,
      malformedLines: lines.malformed,
    },
    notes: notesOn(context, combined, totals, lines),
  };
}

function reportTotals(t: Totals): ReportTotals {
  return {
    requests: t.requests,
    inputTokens: t.inputTokens,
    cacheReadInputTokens: t.cacheReadInputTokens,
    cacheCreationInputTokens: t.cacheCreationInputTokens,
    cacheCreation1hInputTokens: t.cacheCreation1hInputTokens,
    outputTokens: t.outputTokens,
    reasoningOutputTokens: t.reasoningOutputTokens,
    // Whole nano-dollars have nine decimals; a double holds them to the last for every bill below nine million.
    costUsd: dollarsFromNano(t.costNano),
    unpricedRequests: t.unpricedRequests,
    estimatedRequests: t.estimatedRequests,
  };
}
