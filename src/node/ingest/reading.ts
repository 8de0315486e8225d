import type { LogFormat, LogRoot, ProblemCode } from '../../core/sources/source';
import type { BlockChunk } from '../ledger/blockChunk';
import type { SourceId, UsageRecord } from '../../core/usage/usageRecord';

/** A file to be read from byte `from` on. Plain data: it crosses to a thread. */
export interface ReadTask {
  source: SourceId;
  path: string;
  root: LogRoot;
  format: LogFormat;
  /** Absolute path of the file that tells what the log does not; see Source.companion. */
  companion?: string;
  size: number;
  modifiedAt: number;
  readAt: number;
  from: number;
  state: unknown;
}

export interface FoundProblem {
  code: ProblemCode;
  count: number;
  /** Of the first one. */
  offset: number;
  detail: string;
}

/** What one reading of a file brought. */
export interface Reading {
  records: UsageRecord[];
  blocks: BlockChunk[];
  problems: FoundProblem[];
  readTo: number;
  bytesRead: number;
  headLength: number;
  headHash: number;
  tailHash: number;
  state: unknown;
  /** The file could not be read at all: nothing of the ledger's account of it changes but this reason. */
  failed?: FoundProblem;
}

/** A reading that has brought nothing yet. */
export function emptyReading(task: ReadTask): Reading {
  return {
    records: [],
    blocks: [],
    problems: [],
    readTo: task.from,
    bytesRead: 0,
    headLength: 0,
    headHash: 0,
    tailHash: 0,
    state: task.state,
  };
}

/** A reading as it crosses from a thread: numbers in one block, every text once. */
export interface PackedReading extends Omit<Reading, 'records'> {
  numbers: Float64Array<ArrayBuffer>;
  texts: string[];
}

/** Numbers, texts, flags and offset of a record. */
const ROW = 32;
const TEXTS = 17;

/**
 * Structured clone copies objects field by field; 100,000 records would take as long to hand over as to read. Written
 * out, here and below, since a loop over names is three times slower.
 */
export function packReading(reading: Reading): PackedReading {
  const { records, ...rest } = reading;
  const texts: string[] = [];
  const positions = new Map<string, number>();
  // Most texts are those of the record before.
  const last: (string | undefined)[] = [];
  const lastPosition = new Float64Array(TEXTS).fill(NaN);
  const text = (column: number, value: string | undefined): number => {
    if (value === last[column]) return lastPosition[column]!;
    last[column] = value;
    let position = value === undefined ? NaN : positions.get(value);
    if (position === undefined) positions.set(value!, (position = texts.push(value!) - 1));
    return (lastPosition[column] = position);
  };
  const n = new Float64Array(records.length * ROW);
  let i = 0;
  for (const r of records) {
    n[i++] = r.timestamp;
    n[i++] = r.inputTokens;
    n[i++] = r.cacheReadInputTokens;
    n[i++] = r.cacheCreationInputTokens;
    n[i++] = r.cacheCreation1hInputTokens;
    n[i++] = r.outputTokens;
    n[i++] = r.reasoningOutputTokens;
    n[i++] = r.toolCalls;
    n[i++] = r.webSearchRequests;
    n[i++] = r.storeRank;
    n[i++] = r.reportedCostNano ?? NaN;
    n[i++] = r.estimateError ?? NaN;
    n[i++] = r.seen ?? NaN;
    n[i++] = text(0, r.source);
    n[i++] = text(1, r.providerName);
    n[i++] = text(2, r.requestModel);
    n[i++] = text(3, r.responseModel);
    n[i++] = text(4, r.responseId);
    n[i++] = text(5, r.conversationId);
    n[i++] = text(6, r.operationName);
    n[i++] = text(7, r.agentName);
    n[i++] = text(8, r.workspace);
    n[i++] = text(9, r.serviceTier);
    n[i++] = text(10, r.speed);
    n[i++] = text(11, r.basis);
    n[i++] = text(12, r.dedupKey);
    n[i++] = text(13, r.variant);
    n[i++] = text(14, r.originalKey);
    n[i++] = text(15, r.originalConversation);
    n[i++] = text(16, r.effort);
    n[i++] = (r.replayed ? 1 : 0) | (r.inFork ? 2 : 0);
    n[i++] = r.at.offset;
  }
  return { ...rest, texts, numbers: n };
}

export function unpackReading(packed: PackedReading, file: string): Reading {
  const { numbers: n, texts, ...rest } = packed;
  const records: UsageRecord[] = [];
  const optional = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
  const optionalText = (value: number): string | undefined => (Number.isNaN(value) ? undefined : texts[value]);
  const text = (value: number): string => texts[value]!;
  for (let at = 0; at < n.length; at += ROW) {
    let i = at;
    records.push({
      timestamp: n[i++]!,
      inputTokens: n[i++]!,
      cacheReadInputTokens: n[i++]!,
      cacheCreationInputTokens: n[i++]!,
      cacheCreation1hInputTokens: n[i++]!,
      outputTokens: n[i++]!,
      reasoningOutputTokens: n[i++]!,
      toolCalls: n[i++]!,
      webSearchRequests: n[i++]!,
      storeRank: n[i++]!,
      reportedCostNano: optional(n[i++]!),
      estimateError: optional(n[i++]!),
      seen: optional(n[i++]!),
      source: text(n[i++]!) as UsageRecord['source'],
      providerName: text(n[i++]!),
      requestModel: text(n[i++]!),
      responseModel: text(n[i++]!),
      responseId: text(n[i++]!),
      conversationId: text(n[i++]!),
      operationName: text(n[i++]!),
      agentName: text(n[i++]!),
      workspace: text(n[i++]!),
      serviceTier: text(n[i++]!),
      speed: text(n[i++]!),
      basis: text(n[i++]!) as UsageRecord['basis'],
      dedupKey: text(n[i++]!),
      variant: text(n[i++]!),
      originalKey: optionalText(n[i++]!),
      originalConversation: optionalText(n[i++]!),
      effort: text(n[i++]!),
      replayed: (n[i]! & 1) !== 0,
      inFork: (n[i++]! & 2) !== 0,
      at: { file, offset: n[i]! },
    });
  }
  return { ...rest, records };
}
