import { effortOf } from '../usage/effort';
import type { UsageRecord } from '../usage/usageRecord';
import { isPlausibleTime } from '../usage/timestamp';
import type { LogFile, Sink } from './source';
import type { EstimateError } from './copilotEstimate';
import { providerOf, type ModelName } from './copilotModel';
import { StoreRank, type Store } from './copilotStore';

/** What differs from call to call; the rest of a record has one value for all of Copilot Chat's stores. */
export interface CopilotCall {
  key: string;
  id: string;
  conversation: string;
  timestamp: number;
  name: ModelName;
  responseModel?: string;
  input: number;
  output: number;
  cacheRead?: number;
  cacheCreation?: number;
  reasoning?: number;
  effort?: unknown;
  operation?: string;
  agent?: string;
  toolCalls?: number;
  workspace?: string;
  reportedCostNano?: number | undefined;
  error?: EstimateError;
}

export function copilotRecord(file: LogFile, store: Store['name'], offset: number, call: CopilotCall): UsageRecord {
  const cacheRead = call.cacheRead ?? 0;
  const cacheCreation = call.cacheCreation ?? 0;
  // The prompt's tokens include what came from the cache; with keys of the user's own some providers leave it out.
  const input = cacheRead + cacheCreation > call.input ? call.input + cacheRead + cacheCreation : call.input;
  const record: UsageRecord = {
    source: 'copilot-chat',
    providerName: providerOf({ model: call.responseModel || call.name.model, vendor: call.name.vendor }),
    requestModel: call.name.model,
    responseModel: call.responseModel === call.name.model ? '' : (call.responseModel ?? ''),
    responseId: call.id,
    conversationId: call.conversation,
    operationName: call.operation ?? 'chat',
    agentName: call.agent ?? '',
    timestamp: call.timestamp,
    workspace: call.workspace ?? '',
    inputTokens: input,
    cacheReadInputTokens: cacheRead,
    cacheCreationInputTokens: cacheCreation,
    cacheCreation1hInputTokens: 0,
    outputTokens: call.output,
    reasoningOutputTokens: Math.min(call.reasoning ?? 0, call.output),
    serviceTier: '',
    speed: '',
    effort: effortOf(call.effort),
    clientVersion: '',
    toolCalls: call.toolCalls ?? 0,
    webSearchRequests: 0,
    basis: call.error === undefined ? 'recorded' : 'estimated',
    dedupKey: `copilot-chat:${call.key}`,
    variant: '',
    replayed: false,
    storeRank: StoreRank[store],
    at: { file: file.path, offset },
  };
  if (typeof call.error === 'number') record.estimateError = call.error;
  if (call.reportedCostNano !== undefined) record.reportedCostNano = call.reportedCostNano;
  return record;
}

/** A log's time; the file's own where it is missing or implausible (which is reported). */
export function timeOr(value: unknown, file: LogFile, sink: Sink, offset: number): number {
  if (value === undefined || value === null) return file.modifiedAt;
  const time = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof time === 'number' && isPlausibleTime(time, file.readAt)) return Math.round(time);
  sink.problem('implausible-time', offset);
  return file.modifiedAt;
}
