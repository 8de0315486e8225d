import type { LogFormat, LogRoot, ProblemCode } from '../../core/sources/source';
import type { BlockChunk } from '../../core/usage/blockRows';
import { packRecords, type RecordRows } from '../../core/usage/recordRows';
import type { SourceId } from '../../core/usage/usageRecord';

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

/** What one reading of a file brought, as it crosses from a thread. */
export interface Reading {
  records: RecordRows;
  blocks: BlockChunk[];
  problems: FoundProblem[];
  readTo: number;
  /** Not the file's end: it goes on there. */
  more: boolean;
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
    records: packRecords([]),
    blocks: [],
    problems: [],
    readTo: task.from,
    more: false,
    bytesRead: 0,
    headLength: 0,
    headHash: 0,
    tailHash: 0,
    state: task.state,
  };
}
