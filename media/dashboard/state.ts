// Where the user is: kept by VS Code over reloads. Data is never kept.
import * as v from 'valibot';
import type { DashboardState } from '../../src/protocol/messages';
import { vscodeApi } from './host';

const State = v.object({
  page: v.fallback(
    v.picklist(['overview', 'sessions', 'advice', 'prompts', 'context', 'outcomes', 'whatIf', 'sources']),
    'overview',
  ),
  period: v.fallback(v.picklist(['7d', '30d', '90d', 'month', 'all']), '30d'),
  groupBy: v.fallback(v.picklist(['source', 'model', 'project']), 'source'),
  measure: v.fallback(v.picklist(['cost', 'tokens']), 'cost'),
  coachDays: v.fallback(v.picklist([7, 14, 30, 90]), 30),
  sessionText: v.fallback(v.pipe(v.string(), v.maxLength(200)), ''),
  sessionSource: v.fallback(v.optional(v.picklist(['claude-code', 'codex', 'copilot-chat'])), undefined),
  sessionSort: v.fallback(
    v.picklist(['lastAt', 'costNano', 'inputTokens', 'outputTokens', 'requests', 'peakContextTokens']),
    'lastAt',
  ),
  sessionDescending: v.fallback(v.boolean(), true),
  session: v.fallback(v.optional(v.number()), undefined),
  request: v.fallback(v.optional(v.number()), undefined),
});

function valid(candidate: unknown): DashboardState {
  const isObject = typeof candidate === 'object' && candidate !== null;
  return v.parse(State, isObject ? candidate : {});
}

let current = valid(vscodeApi.getState());
let onChange: () => void = () => {};

export function state(): Readonly<DashboardState> {
  return current;
}

export function setState(change: Partial<DashboardState>): void {
  current = valid({ ...current, ...change });
  vscodeApi.setState(current);
  onChange();
}

export function whenStateChanges(listener: () => void): void {
  onChange = listener;
}
