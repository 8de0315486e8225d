import { buildSession, type SortedSession } from '../../core/insights/session/buildSession';
import { Calibration } from '../../core/insights/session/calibration';
import type { EstimateTokens } from '../../core/insights/session/placeBlocks';
import type { SessionFacts } from '../../core/insights/session/sessionFacts';
import { estimateBlock } from '../../core/insights/session/tokenEstimate';
import { rowsOf } from '../ledger/rows';
import type { QueryContext } from '../queryContext';
import { readSessions } from './loadSessions';
import { LogText } from './logText';

/** Of so many of the newest conversations it is learned how many bytes a token holds. */
const LEARNED_FROM = 40;
/** Calls of these that are kept, with their blocks, until it is their turn: some ten megabytes. */
const MOST_KEPT = 10_000;
/** With more conversations than that, their turn is so far off that reading them twice is the lesser cost. */
const SOON = 2 * LEARNED_FROM;

/**
 * Shows every conversation of a span of time to `look`, oldest first, with its texts at hand for that moment. Answers
 * with how exact the tokens of its blocks are.
 */
export function coachSessions(
  { db, priceBook }: QueryContext,
  { since, until = Infinity, only }: { since: number; until?: number; only?: readonly number[] },
  look: (session: SessionFacts) => void,
): Calibration {
  const texts = new LogText();
  try {
    const options = { db, prices: priceBook, texts, since, until };
    const calibration = new Calibration();
    const newest = 'SELECT id FROM session WHERE last_at >= ? AND first_at < ? ORDER BY last_at DESC';
    const ids = rowsOf(db, newest, since, until).map(([id]) => Number(id));
    const most = ids.length <= SOON ? MOST_KEPT : 0;
    const read = new Map<number, SortedSession>();
    let kept = 0;
    for (const session of readSessions({ ...options, only: ids.slice(0, LEARNED_FROM) })) {
      calibration.add(session);
      for (const { calls } of session.threads) kept += calls.length;
      if (kept <= most) read.set(session.id, session);
    }
    let [of, ratios] = ['', calibration.ratios('')];
    const estimate: EstimateTokens = (block, model) => {
      if (model !== of) [of, ratios] = [model, calibration.ratios(model)];
      return estimateBlock(block, ratios);
    };
    for (const session of readSessions({ ...options, only }, read)) {
      read.delete(session.id);
      look(buildSession(session, estimate));
    }
    return calibration;
  } finally {
    texts.close();
  }
}
