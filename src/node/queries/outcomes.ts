import type { CommitFacts } from '../../core/insights/money/commitCost';
import { Outcomes } from '../../core/insights/money/outcomes';
import { costOf } from '../../core/insights/session/sessionCost';
import { isTraceless } from '../../core/coach/rules/noTrace';
import type { Billing } from '../../core/pricing/billing';
import type { OutcomesView } from '../../protocol/coachViews';
import { readTags, tagKey } from '../coach/adviceState';
import { runCoach } from '../coach/runCoach';
import type { QueryContext } from '../queryContext';
import { lastPart } from './sessionRows';

const MOST_SESSIONS = 30;

/** What work came of the tokens of the last `days` days. `commits`: of these days; undefined without Git. */
export function outcomes(
  context: QueryContext,
  { days, billing, commits }: { days: number; billing: Billing; commits?: readonly CommitFacts[] },
): OutcomesView {
  const tally = new Outcomes();
  const tags = readTags(context.db);
  const sessions: OutcomesView['sessions'] = [];
  const { summary, advice, verdicts } = runCoach(context, { days, billing }, (session) => {
    tally.add(session);
    const tag = tags.get(tagKey(session.source, session.conversationId));
    const traceless = isTraceless(session);
    if (!tag && !traceless) return;
    const timestamp = session.threads.flatMap(({ calls }) => calls)[0]?.at ?? 0;
    sessions.push({
      id: session.id,
      project: lastPart(session.workspace),
      timestamp,
      costNano: costOf(session),
      tag,
      traceless,
    });
  });
  const claimed = advice.reduce((sum, a) => sum + (a.hiddenBecause ? 0 : a.highNano), 0);
  const waste = summary.billNano > 0 ? claimed / summary.billNano : undefined;
  const hits = verdicts
    .filter(({ verdict }) => verdict !== 'pending' && verdict !== 'inconclusive')
    .map(({ verdict }) => verdict === 'worked' || verdict === 'partly');
  return {
    days,
    metrics: tally.metrics(commits, waste, hits),
    sessions: sessions.sort((a, b) => b.costNano - a.costNano).slice(0, MOST_SESSIONS),
    verdicts,
  };
}
