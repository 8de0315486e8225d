import type { SessionFacts } from '../../core/insights/sessionFacts';
import { PRIOR, estimateBlock } from '../../core/insights/tokenEstimate';
import type { QueryContext } from '../queries/queryContext';
import { loadSessions } from './loadSessions';
import { LogText } from './logText';

/** Shows every conversation of a span of time to `look`, oldest first, with its texts at hand for that moment. */
export function coachSessions(
  { db, priceBook }: QueryContext,
  { since, until = Infinity, session }: { since: number; until?: number; session?: number },
  look: (session: SessionFacts) => void,
): void {
  const texts = new LogText();
  try {
    const estimate = (block: Parameters<typeof estimateBlock>[0]) => estimateBlock(block, PRIOR);
    for (const facts of loadSessions({ db, prices: priceBook, estimate, texts, since, until, session })) look(facts);
  } finally {
    texts.close();
  }
}
