import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createPriceBook } from '../../src/core/pricing/createPriceBook';
import { NO_PRICE_SETTINGS } from '../../src/core/pricing/priceSettings';
import type { PriceBook } from '../../src/core/pricing/priceBook';
import { packRecords } from '../../src/core/usage/recordRows';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { ingest, type IngestFacts, type IngestOptions } from '../../src/node/ingest/ingest';
import type { ReadTask, Reading } from '../../src/node/ingest/reading';
import { Ledger } from '../../src/node/ledger/ledger';
import { createIndexes, migrate } from '../../src/node/ledger/schema';
import type { LogHome } from './logHome';

/** So many dollars per million tokens sent, twice as many per million received. */
export function pricesAt(dollars: number, digest = 'test'): PriceBook {
  const prices = [{ rates: { input: dollars, output: 2 * dollars } }];
  const lists = [{ id: 'acme', models: [{ id: 'acme-1', prices }] }];
  return createPriceBook({ schema: 1, asOf: '2026-05-01', digest: `${digest}-${dollars}`, lists }, NO_PRICE_SETTINGS);
}

/** A reading of a file that brought these records and nothing else. */
export function readingOf(records: readonly UsageRecord[], fields: Partial<Reading> = {}): Reading {
  return {
    records: packRecords(records),
    blocks: [],
    problems: [],
    readTo: 5000,
    more: false,
    bytesRead: 5000,
    headLength: 0,
    headHash: 0,
    tailHash: 0,
    state: undefined,
    ...fields,
  };
}

export function taskOf(path: string, fields: Partial<ReadTask> = {}): ReadTask {
  return {
    source: 'claude-code',
    path,
    root: { path: '/logs', label: 'default', depth: 8 },
    format: { as: 'lines' },
    size: 5000,
    modifiedAt: 1,
    readAt: 0,
    from: 0,
    state: undefined,
    ...fields,
  };
}

/** A look at a home's logs by a process that nobody disturbs; `changes` must name the sources. */
export function look(
  ledger: Ledger,
  home: LogHome,
  changes: Partial<IngestOptions> & Pick<IngestOptions, 'sources' | 'now'>,
): Promise<IngestFacts> {
  return ingest({
    ledger,
    environment: home.environment(),
    scripts: path.resolve('dist'),
    mayGoOn: () => true,
    progress: () => undefined,
    stopped: () => false,
    ...changes,
  });
}

/** A ledger over a file (or ':memory:'), as a process has it that was just started. */
export class LedgerFile {
  readonly db: DatabaseSync;
  readonly ledger: Ledger;

  constructor(file = ':memory:', prices = pricesAt(1), mostOpen?: number) {
    this.db = new DatabaseSync(file);
    this.db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
    migrate(this.db);
    this.ledger = new Ledger(this.db, prices, mostOpen);
    this.ledger.setPrices(prices);
    createIndexes(this.db);
  }

  /** Adds the records as those of a file; returns how many were new calls. */
  add(path: string, records: readonly UsageRecord[]): number {
    return this.apply(taskOf(path, { source: records[0]?.source ?? 'claude-code' }), readingOf(records));
  }

  apply(task: ReadTask, reading: Reading): number {
    const known = this.ledger.files([task.path]).get(task.path);
    this.ledger.begin();
    const added = this.ledger.apply(task, reading, known?.id);
    this.ledger.commit();
    return added;
  }

  close(): void {
    this.ledger.close();
  }
}
