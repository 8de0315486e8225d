import type { SourceId, UsageRecord } from '../../core/usage/usageRecord';
import type { Names } from './names';

/** Columns of `request` but its id, in the order in which CallStore writes them. */
export const REQUEST_COLUMNS = [
  'session_id',
  'at',
  'model_id',
  'request_model_id',
  'provider_id',
  'agent_id',
  'operation_id',
  'workspace_id',
  'tier_id',
  'speed_id',
  'effort_id',
  'input_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_1h_tokens',
  'output_tokens',
  'reasoning_tokens',
  'tool_calls',
  'web_searches',
  'cost_nano',
  'reported_cost_nano',
  'estimated',
  'estimate_error',
  'store_rank',
  'counted',
  'response_id',
  'key_hash',
  'dedup_key',
  'variant',
  'replayed',
  'file_id',
  'offset',
] as const;

/** A call and where it stands in the ledger. */
export interface StoredRequest {
  id: number;
  sessionId: number;
  fileId: number;
  counted: boolean;
  record: UsageRecord;
}

/**
 * A row of `request` joined with its session's `source` and `conversation_id`, as the record it came from.
 * `at.file` is '' unless the row has the file's `path`.
 */
export function readRequest(row: Readonly<Record<string, unknown>>, names: Pick<Names, 'textOf'>): StoredRequest {
  const number = (column: string): number => Number(row[column]);
  const text = (column: string): string => names.textOf(Number(row[column]));
  const model = text('model_id');
  const requestModel = text('request_model_id');
  return {
    id: number('id'),
    sessionId: number('session_id'),
    fileId: number('file_id'),
    counted: row['counted'] === 1,
    record: {
      source: String(row['source']) as SourceId,
      providerName: text('provider_id'),
      requestModel,
      responseModel: model === requestModel ? '' : model,
      responseId: String(row['response_id']),
      conversationId: String(row['conversation_id']),
      operationName: text('operation_id'),
      agentName: text('agent_id'),
      timestamp: number('at'),
      workspace: text('workspace_id'),
      inputTokens: number('input_tokens'),
      cacheReadInputTokens: number('cache_read_tokens'),
      cacheCreationInputTokens: number('cache_write_tokens'),
      cacheCreation1hInputTokens: number('cache_write_1h_tokens'),
      outputTokens: number('output_tokens'),
      reasoningOutputTokens: number('reasoning_tokens'),
      serviceTier: text('tier_id'),
      speed: text('speed_id'),
      effort: text('effort_id'),
      toolCalls: number('tool_calls'),
      webSearchRequests: number('web_searches'),
      reportedCostNano: row['reported_cost_nano'] === null ? undefined : number('reported_cost_nano'),
      basis: row['estimated'] === 1 ? 'estimated' : 'recorded',
      estimateError: row['estimate_error'] === null ? undefined : number('estimate_error'),
      dedupKey: String(row['dedup_key']),
      variant: String(row['variant']),
      replayed: row['replayed'] === 1,
      storeRank: number('store_rank'),
      at: { file: typeof row['path'] === 'string' ? row['path'] : '', offset: number('offset') },
    },
  };
}
