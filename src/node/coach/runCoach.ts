import { Coach, type CoachResult } from '../../core/coach/coach';
import { coachRules } from '../../core/coach/index';
import { Marks } from '../../core/coach/marks';
import type { CalibrationError } from '../../core/insights/calibration';
import type { Billing } from '../../core/pricing/billing';
import { addDays } from '../../core/usage/period';
import { zoneFor } from '../machineZone';
import { countTokens } from '../tokenCount';
import type { QueryContext } from '../queries/queryContext';
import { readMarks } from './adviceState';
import { coachSessions } from './coachSessions';

/** The rules' findings in the last `days` local days, today included, and how exact the tokens of single texts are. */
export function runCoach(
  context: QueryContext,
  days: number,
  billing: Billing,
): CoachResult & { calibration: CalibrationError[] } {
  const { db, priceBook, now, config } = context;
  const zone = zoneFor(config.timezone);
  const coach = new Coach(coachRules, {
    now,
    days,
    dayOf: (ms) => zone.dayOf(ms),
    billing,
    prices: priceBook,
    countTokens: (text) => countTokens(text).tokens,
    marks: new Marks(readMarks(db), now),
  });
  const since = zone.startOfDay(addDays(zone.dayOf(now), 1 - days));
  const calibration = coachSessions(context, { since }, (session) => coach.add(session));
  return { ...coach.finish(), calibration: calibration.errors() };
}
