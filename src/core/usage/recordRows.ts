import { callHash } from './callHash';
import { joinTexts, textIn, type JoinedTexts } from './joinedTexts';
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
  /** Two of the records have the same key. */
  hasRepeats: boolean;
}

/** What stands where in a row. `src/wasm/records.ts` writes the same rows. */
export const enum RecordColumn {
  Timestamp,
  Input,
  CacheRead,
  CacheWrite,
  CacheWrite1h,
  Output,
  Reasoning,
  ToolCalls,
  WebSearches,
  StoreRank,
  ReportedCost,
  EstimateError,
  Seen,
  Source,
  Provider,
  RequestModel,
  ResponseModel,
  ResponseId,
  Conversation,
  Operation,
  Agent,
  Workspace,
  ServiceTier,
  Speed,
  Basis,
  DedupKey,
  Variant,
  OriginalKey,
  OriginalConversation,
  Effort,
  ClientVersion,
  Flags,
  Offset,
  /** callHash of the key, signed: to V8 a small number. */
  KeyHash,
  /** 1: differs from the record before in what calls that follow each other mostly share; else 0. */
  Begins,
  Count,
}

export const enum RecordFlag {
  Replayed = 1,
  InFork = 2,
}

const ROW = RecordColumn.Count;
const TEXTS = 18;
/** Together with OriginalKey, which neither has. */
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

/** Written out, as in `show`, since a loop over names is three times slower. */
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
    n[i++] = (r.replayed ? RecordFlag.Replayed : 0) | (r.inFork ? RecordFlag.InFork : 0);
    n[i++] = r.at.offset;
    n[i++] = callHash(r.dedupKey) | 0;
    n[i++] = begins(n, at) ? 1 : 0;
  }
  const joined = joinTexts(texts);
  const hasRepeats = new Set(records.map(({ dedupKey }) => dedupKey)).size < records.length;
  return { texts: joined, numbers: n, identities: identitiesOf(n, joined), hasRepeats };
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

/** `file`: where they were found. */
export function unpackRecords(rows: RecordRows, file: string): UsageRecord[] {
  const reader = new RecordReader(rows, file);
  return Array.from({ length: reader.count }, (_, row) => {
    const record = reader.show(row);
    return { ...record, at: { ...record.at } };
  });
}

/** Shows records by their rows: the same object each time, so who keeps one copies it. */
export class RecordReader {
  readonly count: number;
  private readonly record: UsageRecord;
  private readonly numbers: Float64Array;
  private readonly known = new Map<number, string>();
  private readonly at: { file: string; offset: number };
  /** The row that `showShared` was last asked for. */
  private shared = -1;

  constructor(
    readonly rows: RecordRows,
    file: string,
  ) {
    this.numbers = rows.numbers;
    this.count = rows.numbers.length / ROW;
    this.at = { file, offset: NaN };
    this.record = emptyRecord(this.at);
  }

  show(row: number): UsageRecord {
    const { numbers: n } = this;
    const at = row * ROW;
    const r = this.showShared(row);
    r.reasoningOutputTokens = n[at + RecordColumn.Reasoning]!;
    r.toolCalls = n[at + RecordColumn.ToolCalls]!;
    r.reportedCostNano = optional(n[at + RecordColumn.ReportedCost]!);
    r.estimateError = optional(n[at + RecordColumn.EstimateError]!);
    r.seen = optional(n[at + RecordColumn.Seen]!);
    r.responseId = this.text(n[at + RecordColumn.ResponseId]!);
    r.dedupKey = this.text(n[at + RecordColumn.DedupKey]!);
    r.variant = this.text(n[at + RecordColumn.Variant]!);
    r.originalKey = this.optionalText(n[at + RecordColumn.OriginalKey]!);
    r.originalConversation = this.optionalText(n[at + RecordColumn.OriginalConversation]!);
    this.at.offset = n[at + RecordColumn.Offset]!;
    return r;
  }

  /** Takes from a row only what it has in common with those that are `alike`, and the figures of `showFigures`. */
  showShared(row: number): UsageRecord {
    const { numbers: n, record: r } = this;
    const at = row * ROW;
    if (row !== this.shared) {
      this.shared = row;
      r.storeRank = n[at + RecordColumn.StoreRank]!;
      r.source = this.text(n[at + RecordColumn.Source]!) as UsageRecord['source'];
      r.providerName = this.text(n[at + RecordColumn.Provider]!);
      r.requestModel = this.text(n[at + RecordColumn.RequestModel]!);
      r.responseModel = this.text(n[at + RecordColumn.ResponseModel]!);
      r.conversationId = this.text(n[at + RecordColumn.Conversation]!);
      r.operationName = this.text(n[at + RecordColumn.Operation]!);
      r.agentName = this.text(n[at + RecordColumn.Agent]!);
      r.workspace = this.text(n[at + RecordColumn.Workspace]!);
      r.serviceTier = this.text(n[at + RecordColumn.ServiceTier]!);
      r.speed = this.text(n[at + RecordColumn.Speed]!);
      r.basis = this.text(n[at + RecordColumn.Basis]!) as UsageRecord['basis'];
      r.effort = this.text(n[at + RecordColumn.Effort]!);
      r.clientVersion = this.text(n[at + RecordColumn.ClientVersion]!);
      r.replayed = (n[at + RecordColumn.Flags]! & RecordFlag.Replayed) !== 0;
      r.inFork = (n[at + RecordColumn.Flags]! & RecordFlag.InFork) !== 0;
    }
    return this.showFigures(row);
  }

  /** Takes only the figures that a price depends on from a row, for one that is `alike` to the row that is shown. */
  showFigures(row: number): UsageRecord {
    const { numbers: n, record: r } = this;
    const at = row * ROW;
    r.timestamp = n[at + RecordColumn.Timestamp]!;
    r.inputTokens = n[at + RecordColumn.Input]!;
    r.cacheReadInputTokens = n[at + RecordColumn.CacheRead]!;
    r.cacheCreationInputTokens = n[at + RecordColumn.CacheWrite]!;
    r.cacheCreation1hInputTokens = n[at + RecordColumn.CacheWrite1h]!;
    r.outputTokens = n[at + RecordColumn.Output]!;
    r.webSearchRequests = n[at + RecordColumn.WebSearches]!;
    return r;
  }

  /**
   * How many rows from `row` on, itself included, differ in figures, identities and offsets at most; up to `most`. 0: it
   * is known under two keys.
   */
  alike(row: number, most: number): number {
    const { numbers: n } = this;
    if (!Number.isNaN(n[row * ROW + RecordColumn.OriginalKey])) return 0;
    const end = Math.min(this.count, row + most);
    let next = row + 1;
    while (next < end && n[next * ROW + RecordColumn.Begins] === 0) next++;
    return next - row;
  }

  private text(place: number): string {
    let text = this.known.get(place);
    if (text === undefined) this.known.set(place, (text = textIn(this.rows.texts, place)));
    return text;
  }

  private optionalText(place: number): string | undefined {
    return Number.isNaN(place) ? undefined : this.text(place);
  }
}

/** RecordColumn.Begins of the row at `at`. */
function begins(numbers: Float64Array, at: number): boolean {
  const before = at - ROW;
  if (before < 0) return true;
  for (const row of [before, at]) if (!Number.isNaN(numbers[row + RecordColumn.OriginalKey])) return true;
  return SHARED.some((column) => numbers[at + column] !== numbers[before + column]);
}

function optional(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
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
