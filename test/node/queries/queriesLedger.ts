import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createPriceBook } from '../../../src/core/pricing/createPriceBook';
import { NO_PRICE_SETTINGS } from '../../../src/core/pricing/priceSettings';
import type { BlockKind } from '../../../src/core/usage/blockKind';
import { emptyBlock, type TextBlock } from '../../../src/core/usage/textBlock';
import type { UsageRecord } from '../../../src/core/usage/usageRecord';
import type { FoundProblem } from '../../../src/node/ingest/reading';
import { BlockPacker } from '../../../src/node/ledger/blockPacker';
import { Ledger } from '../../../src/node/ledger/ledger';
import { createIndexes, migrate } from '../../../src/node/ledger/schema';
import type { QueryContext, RunFacts } from '../../../src/node/queryContext';
import { readingOf, taskOf } from '../../support/ledgerFile';
import { recordOf } from '../../support/recordOf';
import { workerConfig } from '../../support/workerConfig';

/** A dollar per million tokens, written to or read from a cache or not, and two per million written. */
const PRICES = {
  schema: 1,
  asOf: '2026-05-01',
  digest: 'test',
  lists: [{ id: 'acme', models: [{ id: 'acme-1', prices: [{ rates: { input: 1, output: 2 } }] }] }],
};

const QUIET: RunFacts = {
  filesSeen: 0,
  filesRead: 0,
  bytesRead: 0,
  unreadable: [],
  notes: [],
  indexing: false,
  roots: [],
};

/** A ledger in memory, filled as a reading of logs fills it. */
export class TestLedger {
  readonly db = new DatabaseSync(':memory:');
  private readonly priceBook = createPriceBook(PRICES, NO_PRICE_SETTINGS);
  private readonly ledger: Ledger;
  private calls = 0;

  constructor(
    private readonly now: string,
    private readonly timezone = 'UTC',
  ) {
    migrate(this.db);
    this.ledger = new Ledger(this.db, this.priceBook);
    createIndexes(this.db);
  }

  context(run: Partial<RunFacts> = {}, now = this.now): QueryContext {
    return {
      db: this.db,
      config: workerConfig({ timezone: this.timezone, disabledSources: ['codex'] }),
      now: Date.parse(now),
      priceBook: this.priceBook,
      scripts: path.resolve('dist'),
      run: { ...QUIET, ...run },
    };
  }

  /** A call of 1,000 uncached tokens in and 100 out, i.e. 1,200,000 nano-dollars, unless said otherwise. */
  call(at: string, fields: Partial<UsageRecord> = {}): UsageRecord {
    const n = ++this.calls;
    return recordOf({
      responseId: `msg_${n}`,
      timestamp: Date.parse(at),
      dedupKey: `claude-code:msg_${n}`,
      at: { file: '/logs/a.jsonl', offset: n * 100 },
      ...fields,
    });
  }

  block(kind: BlockKind, at: string, bytes: number, fields: Partial<TextBlock> = {}): TextBlock {
    return {
      ...emptyBlock(kind, 'claude-code'),
      conversationId: 'one',
      timestamp: Date.parse(at),
      bytes,
      hash: bytes,
      at: { file: '/logs/a.jsonl', offset: Date.parse(at) % 1e6 },
      ...fields,
    };
  }

  /** Puts what a file holds into the ledger. */
  read(path: string, records: UsageRecord[], blocks: TextBlock[] = [], problems: FoundProblem[] = []): void {
    const packer = new BlockPacker();
    for (const block of blocks) packer.add(block);
    const task = taskOf(path, { source: records[0]?.source ?? 'claude-code', modifiedAt: 0 });
    const placed = records.map((r) => ({ ...r, at: { ...r.at, file: path } }));
    this.ledger.begin();
    this.ledger.apply(task, readingOf(placed, { blocks: packer.chunks(), problems, bytesRead: 5000 }), undefined);
    this.ledger.commit();
  }
}
