import type { SessionFacts } from '../../core/insights/session/sessionFacts';
import { PRIOR, estimateBlock } from '../../core/insights/session/tokenEstimate';
import type { QueryContext } from '../queryContext';
import { loadSessions } from './loadSessions';
import { LogText } from './logText';

/**
 * Some conversations, oldest first, for who asks nothing about the tokens of single texts: those are as usual, and not
 * learned from the newest conversations as in `coachSessions`.
 */
export function uncalibratedSessions(
  { db, priceBook: prices }: QueryContext,
  { since, only }: { since: number; only: readonly number[] },
  look: (session: SessionFacts) => void,
): void {
  const texts = new LogText();
  try {
    const estimate = (block: Parameters<typeof estimateBlock>[0]) => estimateBlock(block, PRIOR);
    const options = { db, prices, estimate, texts, since, until: Infinity, only };
    for (const session of loadSessions(options)) look(session);
  } finally {
    texts.close();
  }
}
