import type { DatabaseSync } from 'node:sqlite';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { RequestRow } from '../../protocol/views';
import { nameReader, rowReader } from '../ledger/rows';
import { sessionReader } from '../ledger/sessionCalls';
import type { StoredCall } from '../ledger/storedCall';

/** A call and where it stands in the ledger, with its log's path. */
export interface FoundRequest {
  id: number;
  sessionId: number;
  counted: boolean;
  record: UsageRecord;
  costNano: number | null;
}

export function requestReader(db: DatabaseSync): (call: StoredCall) => FoundRequest {
  const names = { textOf: nameReader(db) };
  const session = sessionReader(db);
  const readPath = rowReader(db, 'SELECT path FROM file WHERE id = ?');
  const paths = new Map<number, string>();
  const pathOf = (file: number): string => {
    let path = paths.get(file);
    if (path === undefined) paths.set(file, (path = String(readPath(file)[0]?.[0] ?? '')));
    return path;
  };
  return (call) => ({
    id: call.id,
    sessionId: call.sessionId,
    counted: call.counted,
    record: call.record(session(call.sessionId), names, pathOf(call.fileId)),
    costNano: call.costNano ?? null,
  });
}

/** As a view shows it; the ledger's rows know nothing of turns and of what filled the context. */
export function requestRow({ id, record, costNano }: FoundRequest): RequestRow {
  return {
    id,
    responseId: record.responseId,
    timestamp: record.timestamp,
    model: record.responseModel || record.requestModel,
    provider: record.providerName,
    agentName: record.agentName,
    operationName: record.operationName,
    effort: record.effort,
    clientVersion: record.clientVersion,
    inputTokens: record.inputTokens,
    cacheReadInputTokens: record.cacheReadInputTokens,
    cacheCreationInputTokens: record.cacheCreationInputTokens,
    cacheCreation1hInputTokens: record.cacheCreation1hInputTokens,
    outputTokens: record.outputTokens,
    reasoningOutputTokens: record.reasoningOutputTokens,
    toolCalls: record.toolCalls,
    costNano,
    reportedCostNano: record.reportedCostNano,
    basis: record.basis,
    estimateError: record.estimateError,
    turn: 0,
    filledBy: [],
    at: record.at,
  };
}
