import { joinTexts, splitTexts, type JoinedTexts } from './joinedTexts';
import type { UsageRecord } from './usageRecord';

/**
 * Usage records as numbers in one block and every text once, so that they cross from a thread: structured clone copies
 * objects field by field, and 100,000 of them would take as long to hand over as to read.
 *
 * A row has a number for every field, in the order of `packRecords`; of a text its place among `texts`; NaN where there
 * is none. `src/wasm/records.ts` writes the same rows.
 */
export interface RecordRows {
  numbers: Float64Array<ArrayBuffer>;
  texts: JoinedTexts;
}

/** Numbers, texts, flags and offset of a record. */
const ROW = 33;
const DEDUP_KEY = 25;
const TEXTS = 18;

/** Written out, here and below, since a loop over names is three times slower. */
export function packRecords(records: readonly UsageRecord[]): RecordRows {
  const texts: string[] = [];
  const positions = new Map<string, number>();
  // Most texts are those of the record before.
  const last = Array.from({ length: TEXTS }, (): string | undefined => undefined);
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
    n[i++] = text(17, r.clientVersion);
    n[i++] = (r.replayed ? 1 : 0) | (r.inFork ? 2 : 0);
    n[i++] = r.at.offset;
  }
  return { texts: joinTexts(texts), numbers: n };
}

/** `file`: where they were found. */
export function unpackRecords(rows: RecordRows, file: string): UsageRecord[] {
  const records: UsageRecord[] = [];
  const reader = new RecordReader(rows, file);
  while (reader.next()) records.push({ ...reader.record, at: { ...reader.record.at } });
  return records;
}

/** Shows records one after the other: `record` is the same object each time, so who keeps one copies it. */
export class RecordReader {
  readonly record: UsageRecord;
  private readonly numbers: Float64Array;
  private readonly texts: readonly string[];
  private readonly at: { file: string; offset: number };
  private place = 0;

  constructor({ numbers, texts }: RecordRows, file: string) {
    this.numbers = numbers;
    this.texts = splitTexts(texts);
    this.at = { file, offset: NaN };
    this.record = emptyRecord(this.at);
  }

  /** Goes on to the first or the next one; false: there is none. */
  next(): boolean {
    const { numbers: n, texts, record: r } = this;
    let i = this.place;
    if (i >= n.length) return false;
    r.timestamp = n[i++]!;
    r.inputTokens = n[i++]!;
    r.cacheReadInputTokens = n[i++]!;
    r.cacheCreationInputTokens = n[i++]!;
    r.cacheCreation1hInputTokens = n[i++]!;
    r.outputTokens = n[i++]!;
    r.reasoningOutputTokens = n[i++]!;
    r.toolCalls = n[i++]!;
    r.webSearchRequests = n[i++]!;
    r.storeRank = n[i++]!;
    r.reportedCostNano = optional(n[i++]!);
    r.estimateError = optional(n[i++]!);
    r.seen = optional(n[i++]!);
    r.source = texts[n[i++]!]! as UsageRecord['source'];
    r.providerName = texts[n[i++]!]!;
    r.requestModel = texts[n[i++]!]!;
    r.responseModel = texts[n[i++]!]!;
    r.responseId = texts[n[i++]!]!;
    r.conversationId = texts[n[i++]!]!;
    r.operationName = texts[n[i++]!]!;
    r.agentName = texts[n[i++]!]!;
    r.workspace = texts[n[i++]!]!;
    r.serviceTier = texts[n[i++]!]!;
    r.speed = texts[n[i++]!]!;
    r.basis = texts[n[i++]!]! as UsageRecord['basis'];
    r.dedupKey = texts[n[i++]!]!;
    r.variant = texts[n[i++]!]!;
    r.originalKey = optionalText(n[i++]!, texts);
    r.originalConversation = optionalText(n[i++]!, texts);
    r.effort = texts[n[i++]!]!;
    r.clientVersion = texts[n[i++]!]!;
    r.replayed = (n[i]! & 1) !== 0;
    r.inFork = (n[i++]! & 2) !== 0;
    this.at.offset = n[i++]!;
    this.place = i;
    return true;
  }
}

function optional(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

function optionalText(value: number, texts: readonly string[]): string | undefined {
  return Number.isNaN(value) ? undefined : texts[value];
}

/** Numbers that are none, for V8 to expect any: with whole ones it would compile all that reads them twice. */
function emptyRecord(at: UsageRecord['at']): UsageRecord {
  return {
    timestamp: NaN,
    inputTokens: NaN,
    cacheReadInputTokens: NaN,
    cacheCreationInputTokens: NaN,
    cacheCreation1hInputTokens: NaN,
    outputTokens: NaN,
    reasoningOutputTokens: NaN,
    toolCalls: NaN,
    webSearchRequests: NaN,
    storeRank: NaN,
    reportedCostNano: undefined,
    estimateError: undefined,
    seen: undefined,
    source: 'claude-code',
    providerName: '',
    requestModel: '',
    responseModel: '',
    responseId: '',
    conversationId: '',
    operationName: '',
    agentName: '',
    workspace: '',
    serviceTier: '',
    speed: '',
    basis: 'recorded',
    dedupKey: '',
    variant: '',
    originalKey: undefined,
    originalConversation: undefined,
    effort: '',
    clientVersion: '',
    replayed: false,
    inFork: false,
    at,
  };
}

/** Do two of the records have the same key? */
export function hasRepeats({ numbers, texts }: RecordRows): boolean {
  const seen = new Uint8Array(texts.ends.length);
  for (let at = DEDUP_KEY; at < numbers.length; at += ROW) {
    const key = numbers[at]!;
    if (seen[key]) return true;
    seen[key] = 1;
  }
  return false;
}
