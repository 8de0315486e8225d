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

type NumberField = {
  [K in keyof UsageRecord]-?: UsageRecord[K] extends number | undefined ? K : never;
}[keyof UsageRecord];
type TextField = {
  [K in keyof UsageRecord]-?: UsageRecord[K] extends string | undefined ? K : never;
}[keyof UsageRecord];

const NUMBERS: readonly NumberField[] = [
  'timestamp',
  'inputTokens',
  'cacheReadInputTokens',
  'cacheCreationInputTokens',
  'cacheCreation1hInputTokens',
  'outputTokens',
  'reasoningOutputTokens',
  'toolCalls',
  'webSearchRequests',
  'storeRank',
  'reportedCostNano',
  'estimateError',
  'seen',
];
const TEXTS: readonly TextField[] = [
  'source',
  'providerName',
  'requestModel',
  'responseModel',
  'responseId',
  'conversationId',
  'operationName',
  'agentName',
  'workspace',
  'serviceTier',
  'speed',
  'basis',
  'dedupKey',
  'variant',
  'originalKey',
  'originalConversation',
];
const ROW = NUMBERS.length + TEXTS.length + 2;

/** Structured clone copies objects field by field; 100,000 records would take as long to hand over as to read. */
export function packReading(reading: Reading): PackedReading {
  const { records, ...rest } = reading;
  const texts: string[] = [];
  const positions = new Map<string, number>();
  const positionOf = (text: string): number => {
    let position = positions.get(text);
    if (position === undefined) positions.set(text, (position = texts.push(text) - 1));
    return position;
  };
  const numbers = new Float64Array(records.length * ROW);
  // Most texts are those of the record before.
  const last: (string | undefined)[] = [];
  const lastId: number[] = [];
  let at = 0;
  for (const record of records) {
    for (const field of NUMBERS) numbers[at++] = record[field] ?? NaN;
    for (let i = 0; i < TEXTS.length; i++) {
      const text = record[TEXTS[i]!];
      if (text !== last[i] || lastId[i] === undefined) {
        last[i] = text;
        lastId[i] = text === undefined ? NaN : positionOf(text);
      }
      numbers[at++] = lastId[i]!;
    }
    numbers[at++] = (record.replayed ? 1 : 0) | (record.inFork ? 2 : 0);
    numbers[at++] = record.at.offset;
  }
  return { ...rest, texts, numbers };
}

export function unpackReading(packed: PackedReading, file: string): Reading {
  const { numbers: n, texts, ...rest } = packed;
  const records: UsageRecord[] = [];
  const optional = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
  const optionalText = (value: number): string | undefined => (Number.isNaN(value) ? undefined : texts[value]);
  const text = (value: number): string => texts[value]!;
  for (let at = 0; at < n.length; at += ROW) {
    let i = at;
    // In the order of NUMBERS and TEXTS; written out, since a loop over names is three times slower.
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
      replayed: (n[i]! & 1) !== 0,
      inFork: (n[i++]! & 2) !== 0,
      at: { file, offset: n[i]! },
    });
  }
  return { ...rest, records };
}
