import { Calibration } from '../../core/insights/calibration';
import type { EstimateTokens } from '../../core/insights/placeBlocks';
import type { SessionFacts } from '../../core/insights/sessionFacts';
import { PRIOR, estimateBlock } from '../../core/insights/tokenEstimate';
import { rowsOf } from '../ledger/rows';
import type { QueryContext } from '../queryContext';
import { loadSessions } from './loadSessions';
import { LogText } from './logText';

/** Of so many of the newest conversations it is learned how many bytes a token holds. */
const LEARNED_FROM = 40;

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
    const newest = 'SELECT id FROM session WHERE last_at >= ? AND first_at < ? ORDER BY last_at DESC LIMIT ?';
    const ids = rowsOf(db, newest, since, until, LEARNED_FROM).map(([id]) => Number(id));
    const usual: EstimateTokens = (block) => estimateBlock(block, PRIOR);
    for (const facts of loadSessions({ ...options, only: ids, estimate: usual })) calibration.add(facts);
    const estimate: EstimateTokens = (block, model) => estimateBlock(block, calibration.ratios(model));
    for (const facts of loadSessions({ ...options, only, estimate })) look(facts);
    return calibration;
  } finally {
    texts.close();
  }
}
