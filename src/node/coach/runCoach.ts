import type { DatabaseSync } from 'node:sqlite';
import { Coach, type CoachResult } from '../../core/coach/coach';
import { coachRules } from '../../core/coach/index';
import type { Billing } from '../../core/pricing/billing';
import { PRIOR, estimateBlock } from '../../core/insights/tokenEstimate';
import { addDays } from '../../core/usage/period';
import { zoneFor } from '../machineZone';
import { countTokens } from '../tokenCount';
import type { QueryContext } from '../queries/queryContext';
import { loadSessions } from './loadSessions';
import { LogText } from './logText';

/** The rules' findings in the last `days` local days, today included. */
export function runCoach(context: QueryContext, days: number, billing: Billing): CoachResult {
  const { db, priceBook, now, config } = context;
  const zone = zoneFor(config.timezone);
  const since = zone.startOfDay(addDays(zone.dayOf(now), 1 - days));
  const coach = new Coach(coachRules, {
    now,
    days,
    dayOf: (ms) => zone.dayOf(ms),
    billing,
    prices: priceBook,
    countTokens: (text) => countTokens(text).tokens,
  });
  const texts = new LogText();
  try {
    const estimate = estimatorOf(db);
    const sessions = loadSessions({ db, prices: priceBook, estimate, texts, since, until: Infinity });
    for (const session of sessions) coach.add(session);
    return coach.finish();
  } finally {
    texts.close();
  }
}

function estimatorOf(_db: DatabaseSync) {
  return (block: Parameters<typeof estimateBlock>[0]) => estimateBlock(block, PRIOR);
}
