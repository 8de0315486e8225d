import type { Assistant } from '../../core/prompts/lint/classifyInstructionFile';
import type { LintContext, LintUsage } from '../../core/prompts/lint/lintRule';
import type { CallRates } from '../../core/pricing/priceBook';
import type { SourceId, UsageRecord } from '../../core/usage/usageRecord';
import type { QueryContext } from '../queryContext';
import { nameReader } from '../ledger/rows';
import { callsBetween, sessionReader } from '../ledger/sessionCalls';
import type { StoredCall } from '../ledger/storedCall';
import { countTokens } from '../tokenCount';

const MONTH_MS = 30 * 86_400_000;

const ASSISTANTS: Record<SourceId, Assistant> = {
  'claude-code': 'Claude Code',
  codex: 'Codex',
  'copilot-chat': 'Copilot',
};

/**
 * What instructions cost in the workspace at `root`, by the last 30 days' calls there. One call of each model, price tier
 * and way of billing stands for all of them; calls without a price are left out. `model`: whose tokens are counted.
 */
export function workspaceUsage({ db, priceBook, now }: QueryContext, folder: string, model = ''): LintContext['usage'] {
  const root = folder.replaceAll('\\', '/').replace(/\/$/, '');
  const names = { textOf: nameReader(db) };
  const session = sessionReader(db);
  const groups = new Map<string, { calls: number; billed: keyof CallRates; newest: UsageRecord }>();
  callsBetween(db, now - MONTH_MS, Infinity, (call) => {
    const workspace = names.textOf(call.workspaceId);
    if (workspace !== root && !workspace.startsWith(`${root}/`)) return;
    const common = session(call.sessionId);
    const billed = billedAt(call);
    const { modelId, requestModelId, providerId, operationId, tierId, speedId } = call;
    const ids = [common.source, modelId, requestModelId, providerId, operationId, tierId, speedId];
    const key = [...ids, billed, call.inputTokens > 200_000].join(' ');
    const group = groups.get(key);
    if (!group) groups.set(key, { calls: 1, billed, newest: call.record(common, names) });
    else {
      group.calls++;
      if (call.timestamp > group.newest.timestamp) group.newest = call.record(common, names);
    }
  });
  const sums = new Map<Assistant, { calls: number; nano: number }>();
  for (const { calls, billed, newest } of groups.values()) {
    const rates = priceBook.rates(newest);
    if (!rates) continue;
    const sum = sums.get(ASSISTANTS[newest.source]) ?? { calls: 0, nano: 0 };
    const nano =
      calls * (rates[billed] / 1000) * (tokensFor(newest.responseModel || newest.requestModel) / tokensFor(model));
    sums.set(ASSISTANTS[newest.source], { calls: sum.calls + calls, nano: sum.nano + nano });
  }
  const usage = [...sums].map(([assistant, { calls, nano }]): [Assistant, LintUsage] => [
    assistant,
    { requestsPerMonth: calls, nanoPerToken: nano / calls },
  ]);
  return usage.length > 0 ? Object.fromEntries(usage) : undefined;
}

/** How a call's beginning was billed: what is read from the cache is read from its beginning. */
function billedAt(call: StoredCall): keyof CallRates {
  if (call.cacheReadTokens > 0) return 'cacheRead';
  if (call.cacheWrite1hTokens > 0) return 'cacheWrite1h';
  return call.cacheWriteTokens > 0 ? 'cacheWrite5m' : 'input';
}

/** What a thousand tokens of the vocabulary that is counted with are to a model. */
function tokensFor(model: string): number {
  return countTokens('', model, () => 1000).tokens;
}
