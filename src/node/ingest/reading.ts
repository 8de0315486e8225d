import type { LogFormat, LogRoot, ProblemCode } from '../../core/sources/source';
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
  /** Rows of ledger/blockChunk, whose text columns are positions in `strings`. */
  blocks: Uint32Array<ArrayBuffer>;
  strings: string[];
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

/** A reading as it crosses from a thread: numbers in one block, every text once. */
export interface PackedReading extends Omit<Reading, 'records'> {
  numbers: Float64Array<ArrayBuffer>;
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

/** Gives each text a position in a list, once. */
export class StringList {
  readonly strings: string[] = [];
  private readonly positions = new Map<string, number>();

  readonly idOf = (text: string): number => {
    let id = this.positions.get(text);
    if (id === undefined) {
      id = this.strings.push(text) - 1;
      this.positions.set(text, id);
    }
    return id;
  };
}

/** Structured clone copies objects field by field; 100,000 records would take as long to hand over as to read. */
export function packReading(reading: Reading): PackedReading {
  const { records, ...rest } = reading;
  const list = new StringList();
  for (const text of reading.strings) list.idOf(text);
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
        lastId[i] = text === undefined ? NaN : list.idOf(text);
      }
      numbers[at++] = lastId[i]!;
    }
    numbers[at++] = (record.replayed ? 1 : 0) | (record.inFork ? 2 : 0);
    numbers[at++] = record.at.offset;
  }
  return { ...rest, strings: list.strings, numbers };
}

export function unpackReading(packed: PackedReading, file: string): Reading {
  const { numbers: n, ...rest } = packed;
  const records: UsageRecord[] = [];
  const optional = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
  const optionalText = (value: number): string | undefined => (Number.isNaN(value) ? undefined : packed.strings[value]);
  const text = (value: number): string => packed.strings[value]!;
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
