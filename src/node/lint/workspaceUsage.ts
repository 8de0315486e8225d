import type { Assistant } from '../../core/prompts/lint/classifyInstructionFile';
import type { LintContext, LintUsage } from '../../core/prompts/lint/lintRule';
import type { CallRates } from '../../core/pricing/priceBook';
import type { SourceId } from '../../core/usage/usageRecord';
import { readRequest } from '../ledger/requestRow';
import type { QueryContext } from '../queryContext';
import { nameReader } from '../ledger/rows';
import { countTokens } from '../tokenCount';

const MONTH_MS = 30 * 86_400_000;

const ASSISTANTS: Record<SourceId, Assistant> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'copilot-chat': 'Copilot',
};

/** How a call's beginning was billed: what is read from the cache is read from its beginning. */
const BILLED = `CASE WHEN request.cache_read_tokens > 0 THEN 1 WHEN request.cache_write_1h_tokens > 0 THEN 2 WHEN request.cache_write_tokens > 0 THEN 3 ELSE 0 END`;

/**
 * What instructions cost in the workspace at `root`, by the last 30 days' calls there. One call of each model, price tier
 * and way of billing stands for all of them; calls without a price are left out. `model`: whose tokens are counted.
 */
export function workspaceUsage({ db, priceBook, now }: QueryContext, folder: string, model = ''): LintContext['usage'] {
  const root = folder.replaceAll('\\', '/').replace(/\/$/, '');
  const rows = db
    .prepare(
      `SELECT count(*) AS calls, max(request.at), request.*, source, conversation_id, ${BILLED} AS billed
       FROM request JOIN session ON session.id = session_id JOIN name ON name.id = request.workspace_id
       WHERE request.at >= ? AND request.counted = 1 AND (name.text = ? OR substr(name.text, 1, ?) = ?)
       GROUP BY source, model_id, request_model_id, provider_id, tier_id, speed_id, billed, request.input_tokens > 200000`,
    )
    .all(now - MONTH_MS, root, root.length + 1, `${root}/`);
  const names = { textOf: nameReader(db) };
  const sums = new Map<Assistant, { calls: number; nano: number }>();
  for (const row of rows) {
    const { record } = readRequest(row, names);
    const rates = priceBook.rates(record);
    if (!rates) continue;
    const calls = Number(row['calls']);
    const sum = sums.get(ASSISTANTS[record.source]) ?? { calls: 0, nano: 0 };
    const nano =
      calls *
      (rateOf(rates, Number(row['billed'])) / 1000) *
      (tokensFor(record.responseModel || record.requestModel) / tokensFor(model));
    sums.set(ASSISTANTS[record.source], { calls: sum.calls + calls, nano: sum.nano + nano });
  }
  const usage = [...sums].map(([assistant, { calls, nano }]): [Assistant, LintUsage] => [
    assistant,
    { requestsPerMonth: calls, nanoPerToken: nano / calls },
  ]);
  return usage.length > 0 ? Object.fromEntries(usage) : undefined;
}

/** In picodollars. */
function rateOf(rates: CallRates, billed: number): number {
  return [rates.input, rates.cacheRead, rates.cacheWrite1h, rates.cacheWrite5m][billed] ?? rates.input;
}

/** What a thousand tokens of the vocabulary that is counted with are to a model. */
function tokensFor(model: string): number {
  return countTokens('', model, () => 1000).tokens;
}
