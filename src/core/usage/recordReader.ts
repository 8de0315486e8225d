import { textIn } from './joinedTexts';
import { RecordColumn, RecordFlag } from './recordColumn';
import type { RecordRows } from './recordRows';
import type { UsageRecord } from './usageRecord';

const ROW = RecordColumn.Count;

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
      r.summed = (n[at + RecordColumn.Flags]! & RecordFlag.Summed) !== 0;
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
    summed: false,
    at,
  };
}
