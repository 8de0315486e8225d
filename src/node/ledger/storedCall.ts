import type { SourceId, UsageRecord } from '../../core/usage/usageRecord';
import { Column, Flag, MOST_ROWS, Text, type CallChunk } from './callChunk';
import type { Names } from './names';

/** A call as it stands in its chunk: a place, moved on from call to call by those who show it. */
export class StoredCall {
  constructor(
    public chunk: CallChunk,
    public row: number,
  ) {}

  /** Never another call's, as long as there is a ledger. */
  get id(): number {
    return idOf(this.chunk.id, this.row);
  }
  get sessionId(): number {
    return this.chunk.session;
  }
  get timestamp(): number {
    return this.number(Column.At);
  }
  get modelId(): number {
    return this.number(Column.Model);
  }
  get requestModelId(): number {
    return this.number(Column.RequestModel);
  }
  get providerId(): number {
    return this.number(Column.Provider);
  }
  get agentId(): number {
    return this.number(Column.Agent);
  }
  get operationId(): number {
    return this.number(Column.Operation);
  }
  get workspaceId(): number {
    return this.number(Column.Workspace);
  }
  get tierId(): number {
    return this.number(Column.Tier);
  }
  get speedId(): number {
    return this.number(Column.Speed);
  }
  get effortId(): number {
    return this.number(Column.Effort);
  }
  get clientVersionId(): number {
    return this.number(Column.ClientVersion);
  }
  get inputTokens(): number {
    return this.number(Column.Input);
  }
  get cacheReadTokens(): number {
    return this.number(Column.CacheRead);
  }
  get cacheWriteTokens(): number {
    return this.number(Column.CacheWrite);
  }
  get cacheWrite1hTokens(): number {
    return this.number(Column.CacheWrite1h);
  }
  get outputTokens(): number {
    return this.number(Column.Output);
  }
  get reasoningTokens(): number {
    return this.number(Column.Reasoning);
  }
  get toolCalls(): number {
    return this.number(Column.ToolCalls);
  }
  get webSearches(): number {
    return this.number(Column.WebSearches);
  }
  /** undefined: unpriced. */
  get costNano(): number | undefined {
    return optional(this.number(Column.Cost));
  }
  get reportedCostNano(): number | undefined {
    return optional(this.number(Column.ReportedCost));
  }
  get estimateError(): number | undefined {
    return optional(this.number(Column.EstimateError));
  }
  get storeRank(): number {
    return this.number(Column.StoreRank);
  }
  get fileId(): number {
    return this.number(Column.File);
  }
  get offset(): number {
    return this.number(Column.Offset);
  }
  get estimated(): boolean {
    return this.chunk.has(this.row, Flag.Estimated);
  }
  get counted(): boolean {
    return this.chunk.has(this.row, Flag.Counted);
  }
  get replayed(): boolean {
    return this.chunk.has(this.row, Flag.Replayed);
  }
  get summed(): boolean {
    return this.chunk.has(this.row, Flag.Summed);
  }
  get removed(): boolean {
    return this.chunk.has(this.row, Flag.Removed);
  }
  get dedupKey(): string {
    return this.chunk.text(this.row, Text.Key);
  }
  /** Unsigned, as that of a block that it wrote. */
  get keyHash(): number {
    return this.chunk.hash(this.row) >>> 0;
  }
  get variant(): string {
    return this.chunk.text(this.row, Text.Variant);
  }
  get responseId(): string {
    return this.chunk.text(this.row, this.chunk.has(this.row, Flag.KeyIsResponse) ? Text.Key : Text.Response);
  }

  setCost(nano: number | undefined): void {
    this.chunk.setNumber(this.row, Column.Cost, nano ?? NaN);
  }

  setWorkspace(id: number): void {
    this.chunk.setNumber(this.row, Column.Workspace, id);
  }

  uncount(): void {
    this.chunk.setNumber(this.row, Column.Flags, this.number(Column.Flags) & ~Flag.Counted);
  }

  /** The place stays empty. */
  remove(): void {
    this.chunk.setNumber(this.row, Column.Flags, Flag.Removed);
    this.chunk.setTexts(this.row, '', '', '');
  }

  /** The record it came from; `path` is its file's, if somebody wants to know. */
  record({ source, conversationId }: CallSession, names: Pick<Names, 'textOf'>, path = ''): UsageRecord {
    return {
      source,
      providerName: names.textOf(this.providerId),
      requestModel: names.textOf(this.requestModelId),
      responseModel: this.modelId === this.requestModelId ? '' : names.textOf(this.modelId),
      responseId: this.responseId,
      conversationId,
      operationName: names.textOf(this.operationId),
      agentName: names.textOf(this.agentId),
      timestamp: this.timestamp,
      workspace: names.textOf(this.workspaceId),
      inputTokens: this.inputTokens,
      cacheReadInputTokens: this.cacheReadTokens,
      cacheCreationInputTokens: this.cacheWriteTokens,
      cacheCreation1hInputTokens: this.cacheWrite1hTokens,
      outputTokens: this.outputTokens,
      reasoningOutputTokens: this.reasoningTokens,
      serviceTier: names.textOf(this.tierId),
      speed: names.textOf(this.speedId),
      effort: names.textOf(this.effortId),
      clientVersion: names.textOf(this.clientVersionId),
      toolCalls: this.toolCalls,
      summed: this.summed,
      webSearchRequests: this.webSearches,
      reportedCostNano: this.reportedCostNano,
      basis: this.estimated ? 'estimated' : 'recorded',
      estimateError: this.estimateError,
      dedupKey: this.dedupKey,
      variant: this.variant,
      replayed: this.replayed,
      storeRank: this.storeRank,
      at: { file: path, offset: this.offset },
    };
  }

  private number(column: Column): number {
    return this.chunk.number(this.row, column);
  }
}

/** What a session's row knows of its calls. */
export interface CallSession {
  source: SourceId;
  conversationId: string;
}

/** From 1 on, as are the ids of chunks. */
export function idOf(chunk: number, row: number): number {
  return (chunk - 1) * MOST_ROWS + row + 1;
}

/** Where a call stands, by its id. */
export function placeOf(id: number): { chunk: number; row: number } {
  return { chunk: Math.ceil(id / MOST_ROWS), row: (id - 1) % MOST_ROWS };
}

function optional(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
