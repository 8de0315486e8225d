import { callHash } from './callHash';
import { joinTexts, textIn, type JoinedTexts } from './joinedTexts';
import { RecordColumn, RecordFlag } from './recordColumn';
import type { UsageRecord } from './usageRecord';

/**
 * Usage records as numbers in one block and every text once, so that they cross from a thread: structured clone copies
 * objects field by field, and 100,000 of them would take as long to hand over as to read.
 *
 * A row has a number for every field; of a text its place among `texts`; NaN where there is none.
 */
export interface RecordRows {
  numbers: Float64Array<ArrayBuffer>;
  texts: JoinedTexts;
  /**
   * Of each record its key, its variant and its response id ('' where that is the key): JSON strings, each followed by
   * a comma, as the ledger keeps them.
   */
  identities: JoinedTexts;
}

const ROW = RecordColumn.Count;
const TEXTS = 18;
/** What calls that follow each other mostly have in common, and that they are known under one key only. */
const SHARED = [
  RecordColumn.StoreRank,
  RecordColumn.Source,
  RecordColumn.Provider,
  RecordColumn.RequestModel,
  RecordColumn.ResponseModel,
  RecordColumn.Conversation,
  RecordColumn.Operation,
  RecordColumn.Agent,
  RecordColumn.Workspace,
  RecordColumn.ServiceTier,
  RecordColumn.Speed,
  RecordColumn.Basis,
  RecordColumn.Effort,
  RecordColumn.ClientVersion,
  RecordColumn.Flags,
];

/** Written out, as in recordReader.ts, since a loop over names is three times slower. */
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
    const at = i;
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
    n[i++] =
      (r.replayed ? RecordFlag.Replayed : 0) | (r.inFork ? RecordFlag.InFork : 0) | (r.summed ? RecordFlag.Summed : 0);
    n[i++] = r.at.offset;
    n[i++] = callHash(r.dedupKey) | 0;
    n[i++] = begins(n, at) ? 1 : 0;
  }
  const joined = joinTexts(texts);
  return { texts: joined, numbers: n, identities: identitiesOf(n, joined) };
}

/** RecordRows.identities of such rows. */
export function identitiesOf(numbers: Float64Array, texts: JoinedTexts): JoinedTexts {
  const json = (place: number): string => `${JSON.stringify(textIn(texts, place))},`;
  return joinTexts(
    Array.from({ length: numbers.length / ROW }, (_, row) => {
      const at = row * ROW;
      const key = numbers[at + RecordColumn.DedupKey]!;
      const response = numbers[at + RecordColumn.ResponseId]!;
      return json(key) + json(numbers[at + RecordColumn.Variant]!) + (response === key ? '"",' : json(response));
    }),
  );
}

/** RecordColumn.Begins of the row at `at`. */
function begins(numbers: Float64Array, at: number): boolean {
  const before = at - ROW;
  if (before < 0) return true;
  for (const row of [before, at]) if (!Number.isNaN(numbers[row + RecordColumn.OriginalKey])) return true;
  return SHARED.some((column) => numbers[at + column] !== numbers[before + column]);
}
