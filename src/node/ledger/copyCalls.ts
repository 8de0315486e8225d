import { RecordColumn, RecordFlag } from '../../core/usage/recordColumn';
import type { RecordRows } from '../../core/usage/recordRows';
import { Column, Flag, WIDTH, type CallChunk } from './callChunk';

const RECORD = RecordColumn.Count;

/** What calls that are written together have in common. */
export interface SharedFields {
  /** What Names.idsOf says of one of them. */
  ids: Uint32Array;
  file: number;
  isEstimated: boolean;
  isCounted: boolean;
}

/** Writes `count` records, from row `first` on, over the calls that stand at `row` and after it; all but their costs. */
export function copyCalls(
  chunk: CallChunk,
  row: number,
  { numbers: m }: RecordRows,
  first: number,
  count: number,
  { ids, file, isEstimated, isCounted }: SharedFields,
): void {
  const n = chunk.numbers;
  const flags = (isEstimated ? Flag.Estimated : 0) | (isCounted ? Flag.Counted : 0);
  for (let i = 0; i < count; i++) {
    const at = (row + i) * WIDTH;
    const from = (first + i) * RECORD;
    n[at + Column.At] = m[from + RecordColumn.Timestamp]!;
    for (let column = Column.Model; column <= Column.Effort; column++) n[at + column] = ids[column - Column.Model]!;
    n[at + Column.ClientVersion] = ids[Column.Effort - Column.Model + 1]!;
    n[at + Column.Input] = m[from + RecordColumn.Input]!;
    n[at + Column.CacheRead] = m[from + RecordColumn.CacheRead]!;
    n[at + Column.CacheWrite] = m[from + RecordColumn.CacheWrite]!;
    n[at + Column.CacheWrite1h] = m[from + RecordColumn.CacheWrite1h]!;
    n[at + Column.Output] = m[from + RecordColumn.Output]!;
    n[at + Column.Reasoning] = m[from + RecordColumn.Reasoning]!;
    n[at + Column.ToolCalls] = m[from + RecordColumn.ToolCalls]!;
    n[at + Column.WebSearches] = m[from + RecordColumn.WebSearches]!;
    n[at + Column.Cost] = NaN;
    n[at + Column.ReportedCost] = m[from + RecordColumn.ReportedCost]!;
    n[at + Column.EstimateError] = m[from + RecordColumn.EstimateError]!;
    n[at + Column.StoreRank] = m[from + RecordColumn.StoreRank]!;
    n[at + Column.File] = file;
    n[at + Column.Offset] = m[from + RecordColumn.Offset]!;
    n[at + Column.Flags] =
      flags |
      (m[from + RecordColumn.Flags]! & RecordFlag.Replayed ? Flag.Replayed : 0) |
      (m[from + RecordColumn.Flags]! & RecordFlag.Summed ? Flag.Summed : 0) |
      (m[from + RecordColumn.ResponseId] === m[from + RecordColumn.DedupKey] ? Flag.KeyIsResponse : 0);
    chunk.setHash(row + i, m[from + RecordColumn.KeyHash]!);
  }
  chunk.changed = true;
}
