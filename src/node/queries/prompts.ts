import { lifeOf } from '../../core/insights/session/blockLife';
import type { PromptKind, PromptKindSums, PromptRow, PromptsView } from '../../protocol/promptViews';
import { coachSessions } from '../coach/coachSessions';
import { startOfLastDays } from '../coach/lastDays';
import { isGone, promptKind, promptRow } from './promptRows';
import type { QueryContext } from '../queryContext';

const MOST_DEAREST = 20;
const KINDS: readonly PromptKind[] = ['typed', 'pasted', 'injected'];

/** Where the tokens of prompts went in the last `days` days. Throws for a number of days that is none. */
export function prompts(context: QueryContext, { days }: { days: number }): PromptsView {
  const since = startOfLastDays(context, days);
  const sums = new Map<PromptKind, PromptKindSums>(
    KINDS.map((kind) => [kind, { kind, blocks: 0, tokens: 0, carriedTokens: 0 }]),
  );
  const view: PromptsView = { days, billNano: 0, prompts: 0, kinds: [...sums.values()], dearest: [] };
  let rows: PromptRow[] = [];
  coachSessions(context, { since }, (session) => {
    const main = session.threads[0]!;
    for (const { calls } of session.threads) for (const { costNano } of calls) view.billNano += costNano ?? 0;
    for (const block of main.blocks) {
      const kind = promptKind(block);
      if (!kind) continue;
      const sum = sums.get(kind)!;
      const { carriedTokens, costNano } = lifeOf(main.calls, block);
      sum.blocks++;
      sum.tokens += block.tokens;
      sum.carriedTokens += carriedTokens;
      if (costNano !== undefined) sum.costNano = (sum.costNano ?? 0) + costNano;
    }
    view.prompts += session.turns.length;
    for (const turn of session.turns) rows.push(promptRow(session, turn));
    if (rows.length > 50 * MOST_DEAREST) rows = dearest(rows);
  });
  for (const sum of view.kinds) if (sum.costNano !== undefined) sum.costNano = Math.round(sum.costNano);
  view.dearest = dearest(rows).map((row) => ({ ...row, logGone: isGone(row.file) }));
  return view;
}

function dearest(rows: readonly PromptRow[]): PromptRow[] {
  const tokensOf = ({ tokens }: PromptRow): number => tokens.typed + tokens.pasted + tokens.injected;
  return rows
    .toSorted(
      (a, b) => (b.costNano ?? -1) - (a.costNano ?? -1) || tokensOf(b) - tokensOf(a) || a.timestamp - b.timestamp,
    )
    .slice(0, MOST_DEAREST);
}
