import type { DatabaseSync } from 'node:sqlite';
import type { RequestRow } from '../../protocol/views';
import { readRequest, type StoredRequest } from '../ledger/requestRow';
import { nameReader } from '../ledger/rows';

export interface FoundRequest extends StoredRequest {
  costNano: number | null;
}

/** Requests with their log's path. `where` is our own SQL, `values` fill its question marks. */
export function findRequests(db: DatabaseSync, where: string, ...values: (string | number)[]): FoundRequest[] {
  const names = { textOf: nameReader(db) };
  const rows = db.prepare(
    `SELECT request.*, session.source, session.conversation_id, file.path FROM request
     JOIN session ON session.id = session_id LEFT JOIN file ON file.id = file_id ${where}`,
  );
  return rows.all(...values).map((row) => ({
    ...readRequest(row, names),
    costNano: row['cost_nano'] === null ? null : Number(row['cost_nano']),
  }));
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
