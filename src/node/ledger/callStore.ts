import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { Cost, PriceBook } from '../../core/pricing/priceBook';
import { isFuller, isSameCall, mergeCopies } from '../../core/usage/dedupe';
import { callHash } from './blockChunk';
import type { Names } from './names';
import { readRequest, REQUEST_COLUMNS, type StoredRequest } from './requestRow';
import { totalsOf, type Sums } from './sums';

/** Calls met in this run are kept at hand; beyond this many, the ledger itself is asked. */
const MOST_KEPT = 200_000;

/** As much of a call as it takes to see that another row brings nothing new, which is what most copies do. */
interface KeptCall {
  id: number;
  timestamp: number;
  tokens: number;
  toolCalls: number;
  dedupKey: string;
  variant: string;
  replayed: boolean;
  storeRank: number;
  estimated: boolean;
  reported: boolean;
  effort: boolean;
}

/**
 * The calls in the ledger, each once. Copies of a call are merged into it wherever they come from; every change is
 * taken out of and put into the sums.
 */
export class CallStore {
  private kept = new Map<string, KeptCall | KeptCall[]>();
  /** Everything in the ledger is in `kept`, so what is not there is new. */
  private complete: boolean;
  private readonly byKey: StatementSync;
  private readonly byAlias: StatementSync;
  private readonly byId: StatementSync;
  private readonly insert: StatementSync;
  private readonly update: StatementSync;
  private readonly insertAlias: StatementSync;
  private readonly lower: StatementSync;
  private readonly uncount: StatementSync;
  private readonly remove: StatementSync;
  private readonly renameTo: StatementSync;
  private readonly rankOf: StatementSync;
  private readonly raiseRank: StatementSync;
  private readonly ranks = new Map<number, number>();

  constructor(
    db: DatabaseSync,
    private readonly names: Names,
    private readonly sums: Sums,
    private readonly prices: () => PriceBook,
    private readonly mostKept = MOST_KEPT,
  ) {
    const select = `SELECT request.*, session.source, session.conversation_id FROM request JOIN session ON session.id = session_id`;
    this.byKey = db.prepare(`${select} WHERE key_hash = ? AND dedup_key = ?`);
    this.byId = db.prepare(`${select} WHERE request.id = ?`);
    this.byAlias = db.prepare('SELECT request_id FROM alias WHERE dedup_key = ?');
    this.insertAlias = db.prepare('INSERT OR IGNORE INTO alias (dedup_key, request_id) VALUES (?, ?)');
    const columns = REQUEST_COLUMNS;
    this.insert = db.prepare(
      `INSERT INTO request (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    this.update = db.prepare(`UPDATE request SET ${columns.map((c) => `${c} = ?`).join(', ')} WHERE id = ?`);
    this.lower = db.prepare(`${select} WHERE session_id = ? AND counted = 1 AND request.store_rank < ?`);
    this.uncount = db.prepare('UPDATE request SET counted = 0 WHERE id = ?');
    this.remove = db.prepare('DELETE FROM request WHERE id = ?');
    this.renameTo = db.prepare('UPDATE alias SET request_id = ? WHERE request_id = ?');
    this.rankOf = db.prepare('SELECT store_rank FROM session WHERE id = ?');
    this.raiseRank = db.prepare('UPDATE session SET store_rank = ? WHERE id = ?');
    this.complete = db.prepare('SELECT 1 FROM request LIMIT 1').get() === undefined;
  }

  /** True: a call that was not known before. `knowsConversation` tells whether a fork's origin is in the ledger. */
  add(record: UsageRecord, session: number, file: number, knowsConversation: (id: string) => boolean): boolean {
    if (this.kept.size >= this.mostKept) {
      this.kept.clear();
      this.complete = false;
    }
    const found = this.find(record);
    if (found === 'void') return false;
    if (!found) {
      if (record.inFork && !knowsConversation(record.originalConversation ?? '')) {
        this.insertAlias.run(record.dedupKey, null);
        return false;
      }
      this.append(record, session, file);
      return true;
    }
    this.unite(found, record);
    if (!bringsNothing(found, record)) this.merge(found, record, session, file);
    return false;
  }

  /** After a rollback, or when another window wrote, nothing kept can be trusted. */
  forget(): void {
    this.kept.clear();
    this.ranks.clear();
    this.complete = false;
  }

  private find(record: UsageRecord): KeptCall | 'void' | undefined {
    if (record.originalKey) return this.findBy(record.originalKey, record) ?? this.findBy(record.dedupKey, record);
    return this.findBy(record.dedupKey, record);
  }

  private findBy(key: string, record: UsageRecord): KeptCall | 'void' | undefined {
    const calls = this.lookUp(key);
    if (Array.isArray(calls)) {
      const same = calls.find((call) => isCopy(call, record));
      if (same) return same;
    } else if (calls && isCopy(calls, record)) return calls;
    // Only forks give a call a second name.
    const alias = record.source === 'codex' || record.originalKey ? this.byAlias.get(key) : undefined;
    if (!alias) return undefined;
    if (alias['request_id'] === null) return 'void';
    const call = this.keptCall(Number(alias['request_id']));
    return call && isCopy(call, record) ? call : undefined;
  }

  private lookUp(key: string): KeptCall | KeptCall[] | undefined {
    const kept = this.kept.get(key);
    if (kept || this.complete) return kept;
    const rows = this.byKey.all(callHash(key), key);
    for (const row of rows) this.keep(keptOf(readRequest(row, this.names)));
    return this.kept.get(key);
  }

  private keptCall(id: number): KeptCall | undefined {
    const row = this.byId.get(id);
    if (!row) return undefined;
    const calls = this.lookUp(String(row['dedup_key']));
    return Array.isArray(calls) ? calls.find((call) => call.id === id) : calls;
  }

  private keep(call: KeptCall): void {
    const kept = this.kept.get(call.dedupKey);
    if (!kept) this.kept.set(call.dedupKey, call);
    else if (Array.isArray(kept)) kept.push(call);
    else this.kept.set(call.dedupKey, [kept, call]);
  }

  private alias(key: string, id: number): void {
    this.insertAlias.run(key, id);
  }

  /** All names in the record are the call's. Calls met under other names before, in forks of forks, were copies of it. */
  private unite(call: KeptCall, record: UsageRecord): void {
    if (record.originalKey) {
      const other = this.findBy(record.dedupKey, record);
      if (other && other !== 'void' && other.id !== call.id) this.absorb(call, other);
      if (record.originalKey !== call.dedupKey) this.alias(record.originalKey, call.id);
    }
    if (record.dedupKey !== call.dedupKey) this.alias(record.dedupKey, call.id);
  }

  private absorb(call: KeptCall, other: KeptCall): void {
    const row = this.byId.get(other.id);
    if (!row) return;
    const copy = readRequest(row, this.names);
    if (copy.counted) this.count(copy, this.prices().cost(copy.record), -1);
    this.remove.run(other.id);
    this.renameTo.run(call.id, other.id);
    this.alias(other.dedupKey, call.id);
    const kept = this.kept.get(other.dedupKey);
    if (Array.isArray(kept)) kept.splice(kept.indexOf(other), 1);
    else this.kept.delete(other.dedupKey);
    this.merge(call, copy.record, copy.sessionId, copy.fileId);
  }

  private append(record: UsageRecord, session: number, file: number): void {
    const counted = this.countsIn(session, record.storeRank);
    const call: StoredRequest = { id: 0, sessionId: session, fileId: file, counted, record };
    const cost = this.prices().cost(record);
    call.id = Number(this.insert.run(...this.values(call, cost)).lastInsertRowid);
    if (counted) this.count(call, cost, 1);
    if (record.originalKey) this.alias(record.originalKey, call.id);
    this.keep(keptOf(call));
  }

  private merge(kept: KeptCall, record: UsageRecord, session: number, file: number): void {
    const row = this.byId.get(kept.id);
    if (!row) return;
    const call = readRequest(row, this.names);
    const old = call.record;
    if (call.counted) this.count(call, this.prices().cost(old), -1);
    // Whichever copy is fuller, the call keeps the name that it is found by.
    call.record = { ...mergeCopies(old, record), dedupKey: old.dedupKey };
    // The figures and the place they stand at go together.
    if (isFuller(old, record)) {
      call.sessionId = session;
      call.fileId = file;
      call.counted = this.countsIn(session, record.storeRank);
    }
    const cost = this.prices().cost(call.record);
    this.update.run(...this.values(call, cost), call.id);
    if (call.counted) this.count(call, cost, 1);
    Object.assign(kept, keptOf(call));
  }

  /** Only the best store of a session counts; a better one arriving takes the others' calls out of the sums. */
  private countsIn(session: number, rank: number): boolean {
    let best = this.ranks.get(session);
    if (best === undefined) {
      best = Number(this.rankOf.get(session)?.['store_rank'] ?? 0);
      this.ranks.set(session, best);
    }
    if (rank <= best) return rank === best;
    for (const row of this.lower.all(session, rank)) {
      const call = readRequest(row, this.names);
      this.count(call, this.prices().cost(call.record), -1);
      this.uncount.run(call.id);
    }
    this.raiseRank.run(rank, session);
    this.ranks.set(session, rank);
    return true;
  }

  private count(call: StoredRequest, cost: Cost | undefined, sign: 1 | -1): void {
    const { record } = call;
    const [model, , provider, , , workspace] = this.names.idsOf(record);
    this.sums.add(record, totalsOf(record, cost), sign, call.sessionId, model!, provider!, workspace!);
  }

  private values(call: StoredRequest, cost: Cost | undefined): (number | string | null)[] {
    const { record: r } = call;
    return [
      call.sessionId,
      r.timestamp,
      ...this.names.idsOf(r),
      r.inputTokens,
      r.cacheReadInputTokens,
      r.cacheCreationInputTokens,
      r.cacheCreation1hInputTokens,
      r.outputTokens,
      r.reasoningOutputTokens,
      r.toolCalls,
      r.webSearchRequests,
      cost?.totalNano ?? null,
      r.reportedCostNano ?? null,
      r.basis === 'estimated' ? 1 : 0,
      r.estimateError ?? null,
      r.storeRank,
      call.counted ? 1 : 0,
      r.responseId,
      callHash(r.dedupKey),
      r.dedupKey,
      r.variant,
      r.replayed ? 1 : 0,
      call.fileId,
      r.at.offset,
    ];
  }
}

function keptOf({ id, record: r }: StoredRequest): KeptCall {
  return {
    id,
    timestamp: r.timestamp,
    tokens: r.inputTokens + r.outputTokens,
    toolCalls: r.toolCalls,
    dedupKey: r.dedupKey,
    variant: r.variant,
    replayed: r.replayed,
    storeRank: r.storeRank,
    estimated: r.basis === 'estimated',
    reported: r.reportedCostNano !== undefined,
    effort: r.effort !== '',
  };
}

/** A call found under a fork's other name is the same by that; under its own name the variants must agree. */
function isCopy(call: KeptCall, record: UsageRecord): boolean {
  if (call.dedupKey === record.dedupKey) return isSameCall(call, record);
  return call.storeRank === record.storeRank;
}

/** Would merging the record leave the call as it is? Answered without reading the call. */
function bringsNothing(call: KeptCall, record: UsageRecord): boolean {
  if (call.estimated || record.basis === 'estimated' || (call.replayed && !record.replayed)) return false;
  if (record.timestamp < call.timestamp || record.toolCalls > call.toolCalls) return false;
  if (record.reportedCostNano !== undefined && !call.reported) return false;
  if (record.effort !== '' && !call.effort) return false;
  if (call.variant === '' && record.variant !== '') return false;
  return record.inputTokens + record.outputTokens <= call.tokens || (record.replayed && !call.replayed);
}
