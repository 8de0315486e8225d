import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { Cost, PriceBook } from '../../core/pricing/priceBook';
import { isFuller, isSameCall, mergeCopies } from '../../core/usage/dedupe';
import { callHash } from '../../core/usage/callHash';
import type { Names } from './names';
import { OpenChunks } from './openChunks';
import { sessionReader } from './sessionCalls';
import type { CallSession, StoredCall } from './storedCall';
import type { Sums } from './sums';

/**
 * The calls in the ledger, each once. Copies of a call are merged into it wherever they come from; every change is
 * taken out of and put into the sums.
 */
export class CallStore {
  private readonly chunks: OpenChunks;
  private readonly session: (id: number) => CallSession;
  private readonly byAlias: StatementSync;
  private readonly insertAlias: StatementSync;
  private readonly renameTo: StatementSync;
  private readonly rankOf: StatementSync;
  private readonly raiseRank: StatementSync;
  private readonly ranks = new Map<number, number>();
  private lastKey = '';
  private lastHash = 0;

  /** `mostOpen`: see OpenChunks. */
  constructor(
    db: DatabaseSync,
    private readonly names: Names,
    private readonly sums: Sums,
    private readonly prices: () => PriceBook,
    mostOpen?: number,
  ) {
    this.chunks = new OpenChunks(db, mostOpen);
    this.session = sessionReader(db);
    this.byAlias = db.prepare('SELECT call_id FROM alias WHERE dedup_key = ?');
    this.insertAlias = db.prepare('INSERT OR IGNORE INTO alias (dedup_key, call_id) VALUES (?, ?)');
    this.renameTo = db.prepare('UPDATE alias SET call_id = ? WHERE call_id = ?');
    this.rankOf = db.prepare('SELECT store_rank FROM session WHERE id = ?');
    this.raiseRank = db.prepare('UPDATE session SET store_rank = ? WHERE id = ?');
  }

  /** True: a call that was not known before. `knowsConversation` tells whether a fork's origin is in the ledger. */
  add(record: UsageRecord, session: number, file: number, knowsConversation: (id: string) => boolean): boolean {
    this.chunks.trim();
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
    if (!bringsNothing(found, record, this.names)) this.merge(found, record, session, file);
    return false;
  }

  /** Call before the transaction ends. */
  write(): void {
    this.chunks.write();
  }

  /** After a rollback, or when another window wrote, nothing that is at hand can be trusted. */
  forget(): void {
    this.chunks.forget();
    this.ranks.clear();
  }

  private find(record: UsageRecord): StoredCall | 'void' | undefined {
    if (record.originalKey) return this.findBy(record.originalKey, record) ?? this.findBy(record.dedupKey, record);
    return this.findBy(record.dedupKey, record);
  }

  private findBy(key: string, record: UsageRecord): StoredCall | 'void' | undefined {
    const found = this.lookUp(key, record);
    if (found) return found;
    // Only forks give a call a second name.
    const alias = record.source === 'codex' || record.originalKey ? this.byAlias.get(key) : undefined;
    if (!alias) return undefined;
    if (alias['call_id'] === null) return 'void';
    const call = this.chunks.call(Number(alias['call_id']));
    return call && isCopy(call, record) ? call : undefined;
  }

  /** Of several that a record may be a copy of, the first. */
  private lookUp(key: string, record: UsageRecord): StoredCall | undefined {
    let found: StoredCall | undefined;
    for (const id of this.chunks.find(this.hashOf(key))) {
      if (found && id > found.id) continue;
      const call = this.chunks.call(id);
      if (call?.dedupKey === key && isCopy(call, record)) found = call;
    }
    return found;
  }

  /** Asked for twice when a call is new. Signed: to V8 a small number, as the others in the way of a call. */
  private hashOf(key: string): number {
    if (key !== this.lastKey) {
      this.lastKey = key;
      this.lastHash = callHash(key) | 0;
    }
    return this.lastHash;
  }

  private alias(key: string, id: number): void {
    this.insertAlias.run(key, id);
  }

  /** All names in the record are the call's. Calls met under other names before, in forks of forks, were copies of it. */
  private unite(call: StoredCall, record: UsageRecord): void {
    if (record.originalKey) {
      const other = this.findBy(record.dedupKey, record);
      if (other && other !== 'void' && other.id !== call.id) this.absorb(call, other);
      if (record.originalKey !== call.dedupKey) this.alias(record.originalKey, call.id);
    }
    if (record.dedupKey !== call.dedupKey) this.alias(record.dedupKey, call.id);
  }

  private absorb(call: StoredCall, other: StoredCall): void {
    const { sessionId, fileId, dedupKey } = other;
    const copy = this.recordOf(other);
    if (other.counted) this.count(other, copy, this.prices().cost(copy), -1);
    other.remove();
    this.renameTo.run(call.id, other.id);
    this.alias(dedupKey, call.id);
    this.merge(call, copy, sessionId, fileId);
  }

  private append(record: UsageRecord, session: number, file: number): void {
    const counted = this.countsIn(session, record.storeRank);
    const cost = this.prices().cost(record);
    const hash = this.hashOf(record.dedupKey);
    const call = this.chunks.place(session, hash);
    call.write(record, hash, this.names.idsOf(record), cost, file, counted);
    if (counted) this.count(call, record, cost, 1);
    if (record.originalKey) this.alias(record.originalKey, call.id);
  }

  private merge(call: StoredCall, record: UsageRecord, session: number, file: number): void {
    const old = this.recordOf(call);
    if (call.counted) this.count(call, old, this.prices().cost(old), -1);
    // Whichever copy is fuller, the call keeps the name that it is found by.
    const merged = { ...mergeCopies(old, record), dedupKey: old.dedupKey };
    let { counted, fileId } = call;
    // The figures and the place they stand at go together.
    if (isFuller(old, record)) {
      fileId = file;
      counted = this.countsIn(session, record.storeRank);
      if (session !== call.sessionId) this.move(call, session);
    }
    const cost = this.prices().cost(merged);
    call.write(merged, this.hashOf(merged.dedupKey), this.names.idsOf(merged), cost, fileId, counted);
    if (counted) this.count(call, merged, cost, 1);
  }

  /** A chunk holds calls of one session. */
  private move(call: StoredCall, session: number): void {
    const from = call.id;
    const place = this.chunks.place(session, call.keyHash);
    call.remove();
    call.chunk = place.chunk;
    call.row = place.row;
    this.renameTo.run(call.id, from);
  }

  /** Only the best store of a session counts; a better one arriving takes the others' calls out of the sums. */
  private countsIn(session: number, rank: number): boolean {
    let best = this.ranks.get(session);
    if (best === undefined) {
      best = Number(this.rankOf.get(session)?.['store_rank'] ?? 0);
      this.ranks.set(session, best);
    }
    if (rank <= best) return rank === best;
    this.chunks.ofSession(session, (call) => {
      if (!call.counted || call.storeRank >= rank) return;
      const record = this.recordOf(call);
      this.count(call, record, this.prices().cost(record), -1);
      call.uncount();
    });
    this.raiseRank.run(rank, session);
    this.ranks.set(session, rank);
    return true;
  }

  private recordOf(call: StoredCall): UsageRecord {
    return call.record(this.session(call.sessionId), this.names);
  }

  private count(call: StoredCall, record: UsageRecord, cost: Cost | undefined, sign: 1 | -1): void {
    this.sums.add(record, cost, sign, call.sessionId, call.modelId, call.providerId, call.workspaceId);
  }
}

/** A call found under a fork's other name is the same by that; under its own name the variants must agree. */
function isCopy(call: StoredCall, record: UsageRecord): boolean {
  if (call.dedupKey === record.dedupKey) return isSameCall(call, record);
  return call.storeRank === record.storeRank;
}

/** Would merging the record leave the call as it is? Answered without reading all of the call. */
function bringsNothing(call: StoredCall, record: UsageRecord, names: Names): boolean {
  if (call.estimated || record.basis === 'estimated' || (call.replayed && !record.replayed)) return false;
  if (record.timestamp < call.timestamp || record.toolCalls > call.toolCalls) return false;
  if (record.reportedCostNano !== undefined && call.reportedCostNano === undefined) return false;
  if (call.variant === '' && record.variant !== '') return false;
  if (record.effort !== '' && names.textOf(call.effortId) === '') return false;
  if (record.clientVersion !== '' && names.textOf(call.clientVersionId) === '') return false;
  const more = record.inputTokens + record.outputTokens > call.inputTokens + call.outputTokens;
  return !more || (record.replayed && !call.replayed);
}
