import { Coach, type CoachResult } from '../../core/coach/coach';
import { coachRules } from '../../core/coach/index';
import { Marks } from '../../core/coach/marks';
import type { CalibrationError } from '../../core/insights/session/calibration';
import type { SessionFacts } from '../../core/insights/session/sessionFacts';
import type { Billing } from '../../core/pricing/billing';
import type { VerdictView } from '../../protocol/coachViews';
import { loadLint } from '../loadLint';
import { zoneFor } from '../machineZone';
import { countTokens, loadCounter } from '../tokenCount';
import type { QueryContext } from '../queryContext';
import { readMarks, readTags, tagKey } from './adviceState';
import { coachSessions } from './coachSessions';
import { dearestWorkspaces } from './dearestWorkspaces';
import { startOfLastDays } from './lastDays';
import { workspaceFilesReader } from './readWorkspaceFiles';
import { demotedRules, verdicts } from './verdicts';

/** What the rules found, and what was read for it on the way. */
interface CoachRun extends CoachResult {
  calibration: CalibrationError[];
  marks: Marks;
  verdicts: VerdictView[];
}

/**
 * The rules' findings in the last `days` local days, today included, and how exact the tokens of single texts are.
 * `look` sees every session on the way. Throws for a number of days that is none.
 */
export function runCoach(
  context: QueryContext,
  { days, billing, monthlyBudgetNano }: { days: number; billing: Billing; monthlyBudgetNano?: number },
  look: (session: SessionFacts) => void = () => undefined,
): CoachRun {
  const since = startOfLastDays(context, days);
  const { db, priceBook, now, config } = context;
  const zone = zoneFor(config.timezone);
  const tags = readTags(db);
  const marks = new Marks(readMarks(db), now);
  const judged = verdicts(context);
  const count = (text: string): number => countTokens(text, '', loadCounter(context.scripts)).tokens;
  const coach = new Coach(coachRules, {
    now,
    days,
    dayOf: (ms) => zone.dayOf(ms),
    billing,
    monthlyBudgetNano,
    prices: priceBook,
    countTokens: count,
    filesOf: workspaceFilesReader(
      config,
      count,
      () => loadLint(context.scripts),
      () => dearestWorkspaces(db, since),
    ),
    tagOf: ({ source, conversationId }) => tags.get(tagKey(source, conversationId)),
    marks,
    demoted: demotedRules(judged),
  });
  const calibration = coachSessions(context, { since }, (session) => {
    coach.add(session);
    look(session);
  });
  return { ...coach.finish(), marks, verdicts: judged, calibration: calibration.errors() };
}
