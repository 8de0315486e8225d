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
const ROW = 32;
const DEDUP_KEY = 25;
const TEXTS = 17;

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
    n[i++] = (r.replayed ? 1 : 0) | (r.inFork ? 2 : 0);
    n[i++] = r.at.offset;
  }
  return { texts: joinTexts(texts), numbers: n };
}

/** `file`: where they were found. */
export function unpackRecords({ numbers, texts }: RecordRows, file: string): UsageRecord[] {
  return recordsOf(numbers, splitTexts(texts), file);
}

/** On its own: what came from a thread is another kind of object to V8, for which it would compile all of this anew. */
function recordsOf(n: Float64Array, texts: readonly string[], file: string): UsageRecord[] {
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
  return records;
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
