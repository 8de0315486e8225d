import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { rangeIn } from '../../core/usage/joinedTexts';
import { RecordReader } from '../../core/usage/recordReader';
import { packRecords } from '../../core/usage/recordRows';
import type { UsageRecord } from '../../core/usage/usageRecord';
import type { PriceBook } from '../../core/pricing/priceBook';
import { isFuller, isSameCall, mergeCopies } from '../../core/usage/dedupe';
import { callHash } from '../../core/usage/callHash';
import { Column, MOST_ROWS } from './callChunk';
import { ConversationFolders } from './conversationFolders';
import { copyCalls } from './copyCalls';
import type { Names } from './names';
import { OpenChunks } from './openChunks';
import { sessionReader } from './sessionCalls';
import { StoredCall, type CallSession } from './storedCall';
import type { Sums } from './sums';

/** The conversations of the file that is read. */
interface Sessions {
  sessionOf(conversation: string): number;
  /** Is it in the ledger? A fork's origin may not be. */
  knows(conversation: string): boolean;
}

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
  private readonly folders: ConversationFolders;

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
    this.folders = new ConversationFolders(db, names);
  }

  /** Adds the records that were read in a file; returns how many calls were not known before. */
  addAll(reader: RecordReader, file: number, sessions: Sessions): number {
    let added = 0;
    for (let row = 0; row < reader.count;) {
      this.chunks.trim();
      const record = reader.showShared(row);
      const session = sessions.sessionOf(record.conversationId);
      const folder = this.folders.learn(session, record);
      if (folder !== 0) this.tellFolder(session, folder);
      const count = this.addNew(reader, row, session, file);
      added += count;
      row += count;
      // Where that stopped there is one to be looked at more closely.
      if (count === 0 && this.add(reader, row++, session, file, sessions)) added++;
    }
    return added;
  }

  /** Adds the calls from a row on that nobody can know, as long as they have all but their figures in common. */
  private addNew(reader: RecordReader, first: number, session: number, file: number): number {
    const { source, inFork, storeRank } = reader.showShared(first);
    // Codex's calls may be known under a fork's name.
    const most = source === 'codex' || inFork ? 0 : reader.alike(first, MOST_ROWS);
    const places = most > 0 ? this.chunks.placeNew(session, reader.rows, first, most) : undefined;
    if (!places) return 0;
    const isCounted = this.countsIn(session, storeRank);
    this.write(places.at, reader, first, places.count, file, isCounted);
    return places.count;
  }

  /** True: a call that was not known before. */
  private add(reader: RecordReader, row: number, session: number, file: number, sessions: Sessions): boolean {
    const record = reader.show(row);
    const found = this.find(record);
    if (found === 'void') return false;
    if (!found) {
      if (record.inFork && this.isLost(record, sessions)) {
        this.insertAlias.run(record.dedupKey, null);
        this.insertAlias.run(lostKey(record), null);
        return false;
      }
      this.append(reader, row, session, file);
      return true;
    }
    this.unite(found, record);
    if (!bringsNothing(found, record, this.names)) this.merge(found, record, session, file);
    return false;
  }

  /** A copy of what no log is there for any more: of the fork's origin, or of what that one was itself a copy of. */
  private isLost(record: UsageRecord, sessions: Sessions): boolean {
    return !sessions.knows(record.originalConversation ?? '') || this.byAlias.get(lostKey(record)) !== undefined;
  }

  /** Call before the transaction ends. */
  flush(): void {
    this.chunks.write();
  }

  /** After a rollback, or when another window wrote, nothing that is at hand can be trusted. */
  forget(): void {
    this.chunks.forget();
    this.ranks.clear();
    this.folders.forget();
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
    for (const id of this.chunks.find(callHash(key))) {
      if (found && id > found.id) continue;
      const call = this.chunks.call(id);
      if (call?.dedupKey === key && isCopy(call, record)) found = call;
    }
    return found;
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
    if (other.counted) this.sums.add(other, copy.source, this.prices().cost(copy), -1);
    other.remove();
    this.renameTo.run(call.id, other.id);
    this.alias(dedupKey, call.id);
    this.merge(call, copy, sessionId, fileId);
  }

  private append(reader: RecordReader, row: number, session: number, file: number): void {
    const { dedupKey, originalKey, storeRank } = reader.show(row);
    const isCounted = this.countsIn(session, storeRank);
    const call = this.chunks.place(session, callHash(dedupKey) | 0, rangeIn(reader.rows.identities, row, row + 1));
    if (originalKey) this.alias(originalKey, call.id);
    this.write(call, reader, row, 1, file, isCounted);
  }

  /** Writes records that have all but their figures in common over the calls from `at` on. */
  private write(
    at: StoredCall,
    reader: RecordReader,
    first: number,
    count: number,
    file: number,
    isCounted: boolean,
  ): void {
    const record = reader.showShared(first);
    const ids = this.idsOf(record, at.sessionId);
    const shared = { ids, file, isEstimated: record.basis === 'estimated', isCounted };
    copyCalls(at.chunk, at.row, reader.rows, first, count, shared);
    const prices = this.prices();
    const call = new StoredCall(at.chunk, at.row);
    for (let i = 0; i < count; i++, call.row++) {
      const cost = prices.cost(reader.showFigures(first + i));
      call.setCost(cost?.totalNano);
      if (isCounted) this.sums.add(call, record.source, cost, 1);
    }
  }

  private merge(call: StoredCall, record: UsageRecord, session: number, file: number): void {
    const old = this.recordOf(call, call.fileId === file ? record.at.file : '');
    if (call.counted) this.sums.add(call, old.source, this.prices().cost(old), -1);
    // Whichever copy is fuller, the call keeps the name that it is found by.
    const merged = { ...mergeCopies(old, record), dedupKey: old.dedupKey };
    let { counted, fileId } = call;
    // The figures and the place they stand at go together.
    if (isFuller(old, record)) {
      fileId = file;
      counted = this.countsIn(session, record.storeRank);
      if (session !== call.sessionId) this.move(call, session);
    }
    const { responseId, dedupKey, variant } = merged;
    call.chunk.setTexts(call.row, dedupKey, variant, responseId === dedupKey ? '' : responseId);
    this.write(call, new RecordReader(packRecords([merged]), ''), 0, 1, fileId, counted);
  }

  /** A chunk holds calls of one session. */
  private move(call: StoredCall, session: number): void {
    const from = call.id;
    const place = this.chunks.place(session, call.keyHash | 0, '"","","",');
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
      this.sums.add(call, record.source, this.prices().cost(record), -1);
      call.uncount();
    });
    this.raiseRank.run(rank, session);
    this.ranks.set(session, rank);
    return true;
  }

  /** Of a call whose store does not tell the folder, that of its conversation. */
  private idsOf(record: UsageRecord, session: number): Uint32Array {
    const ids = this.names.idsOf(record);
    const folder = this.folders.of(session, record);
    return folder === 0 ? ids : ids.with(Column.Workspace - Column.Model, folder);
  }

  /** To the calls of a conversation whose stores have not told it. */
  private tellFolder(session: number, folder: number): void {
    this.chunks.ofSession(session, (call) => {
      if (this.names.textOf(call.workspaceId) !== '') return;
      const record = this.recordOf(call);
      const cost = call.counted ? this.prices().cost(record) : undefined;
      if (call.counted) this.sums.add(call, record.source, cost, -1);
      call.setWorkspace(folder);
      if (call.counted) this.sums.add(call, record.source, cost, 1);
    });
  }

  private recordOf(call: StoredCall, path = ''): UsageRecord {
    return call.record(this.session(call.sessionId), this.names, path);
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
  if (record.workspace !== '' && names.textOf(call.workspaceId) === '') return false;
  if (record.effort !== '' && names.textOf(call.effortId) === '') return false;
  if (record.clientVersion !== '' && names.textOf(call.clientVersionId) === '') return false;
  if (record.summed && !call.summed) return false;
  const more = record.inputTokens + record.outputTokens > call.inputTokens + call.outputTokens;
  return !more || (record.replayed && !call.replayed);
}

/** Not the original's own key: its log may turn up, and its calls count then. */
function lostKey({ originalKey = '' }: UsageRecord): string {
  return `lost:${originalKey}`;
}
