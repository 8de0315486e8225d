import { Coach, type CoachResult } from '../../core/coach/coach';
import { coachRules } from '../../core/coach/index';
import { Marks } from '../../core/coach/marks';
import type { CalibrationError } from '../../core/insights/calibration';
import type { SessionFacts } from '../../core/insights/sessionFacts';
import type { Billing } from '../../core/pricing/billing';
import { addDays } from '../../core/usage/period';
import { zoneFor } from '../machineZone';
import { countTokens, loadCounter } from '../tokenCount';
import type { QueryContext } from '../queryContext';
import { readMarks, readTags, tagKey } from './adviceState';
import { coachSessions } from './coachSessions';
import { workspaceFilesReader } from './readWorkspaceFiles';
import { demotedRules, verdicts } from './verdicts';

const MOST_DAYS = 3650;

/**
 * The rules' findings in the last `days` local days, today included, and how exact the tokens of single texts are.
 * `look` sees every session on the way. Throws for a number of days that is none.
 */
export function runCoach(
  context: QueryContext,
  { days, billing, monthlyBudgetNano }: { days: number; billing: Billing; monthlyBudgetNano?: number },
  look: (session: SessionFacts) => void = () => undefined,
): CoachResult & { calibration: CalibrationError[] } {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) throw new Error(`not a number of days: ${String(days)}`);
  const { db, priceBook, now, config } = context;
  const zone = zoneFor(config.timezone);
  const tags = readTags(db);
  const count = (text: string): number => countTokens(text, '', loadCounter(context.scripts)).tokens;
  const coach = new Coach(coachRules, {
    now,
    days,
    dayOf: (ms) => zone.dayOf(ms),
    billing,
    monthlyBudgetNano,
    prices: priceBook,
    countTokens: count,
    filesOf: workspaceFilesReader(config.home, count),
    tagOf: ({ source, conversationId }) => tags.get(tagKey(source, conversationId)),
    marks: new Marks(readMarks(db), now),
    demoted: demotedRules(verdicts(context)),
  });
  const since = zone.startOfDay(addDays(zone.dayOf(now), 1 - days));
  const calibration = coachSessions(context, { since }, (session) => {
    coach.add(session);
    look(session);
  });
  return { ...coach.finish(), calibration: calibration.errors() };
}
