import type { DatabaseSync } from 'node:sqlite';
import type { PriceBook } from '../core/pricing/priceBook';
import type { SourceId } from '../core/usage/usageRecord';
import type { StopFlag, WorkerConfig } from '../protocol/messages';
import type { Note } from '../protocol/views';

/** What the latest look at the logs met. */
export interface RunFacts {
  filesSeen: number;
  filesRead: number;
  bytesRead: number;
  /** Files and folders that could not be looked at or read, with the system's reason. */
  unreadable: { path: string; reason: string }[];
  notes: Note[];
  /** More is being read right now. */
  indexing: boolean;
  roots: {
    source: SourceId;
    path: string;
    label: string;
    depth: number;
    state: 'found' | 'missing' | 'unreadable';
    files: number;
  }[];
}

/** What every query may use. Queries only read. */
export interface QueryContext {
  db: DatabaseSync;
  config: WorkerConfig;
  /** Epoch milliseconds. */
  now: number;
  priceBook: PriceBook;
  run: RunFacts;
  /** Folder of our bundles. */
  scripts: string;
  /** What takes long looks at it now and then. */
  stop?: StopFlag;
}
