import type { DatabaseSync } from 'node:sqlite';
import type { SourceId } from '../../core/usage/usageRecord';
import { CallChunk } from './callChunk';
import { rowReader, rowsOf } from './rows';
import { StoredCall, placeOf, type CallSession } from './storedCall';

const MOST_CHUNKS = 50;

/**
 * Shows the calls of a conversation that count to `look`, from `since` on and before `until`, by ids: as they were read,
 * not by time. The same object each time: who wants to keep a call copies what it is after.
 */
export function sessionCalls(
  db: DatabaseSync,
  session: number,
  look: (call: StoredCall) => void,
  since = -Infinity,
  until = Infinity,
): void {
  showCounted(db, 'session_id = ?', [session], since, until, look);
}

/** The same for those of all conversations. */
export function callsBetween(db: DatabaseSync, since: number, until: number, look: (call: StoredCall) => void): void {
  showCounted(db, 'TRUE', [], since, until, look);
}

/** Counted or not; undefined: there is no such call. */
export function callById(db: DatabaseSync, id: number): StoredCall | undefined {
  const place = placeOf(id);
  const [row] = rowsOf(db, 'SELECT * FROM call_chunk WHERE id = ?', place.chunk);
  if (!row) return undefined;
  const chunk = CallChunk.unpack(row);
  const call = place.row < chunk.count ? new StoredCall(chunk, place.row) : undefined;
  return call?.removed ? undefined : call;
}

/** All calls, counted or not, by a text that is their key or response id. */
export function callsNamed(db: DatabaseSync, text: string): StoredCall[] {
  const found: StoredCall[] = [];
  // As it stands in the chunk's list.
  const rows = rowsOf(db, 'SELECT * FROM call_chunk WHERE instr(texts, ?) > 0 ORDER BY id', JSON.stringify(text));
  for (const row of rows) {
    show(CallChunk.unpack(row), (call) => {
      if (call.dedupKey === text || call.responseId === text) found.push(new StoredCall(call.chunk, call.row));
    });
  }
  return found;
}

/** What the calls of a session have in common. Remembers the last one asked for. */
export function sessionReader(db: DatabaseSync): (id: number) => CallSession {
  const read = rowReader(db, 'SELECT source, conversation_id FROM session WHERE id = ?');
  let last: CallSession & { id: number } = { id: 0, source: 'claude-code', conversationId: '' };
  return (id) => {
    if (last.id === id) return last;
    const [source, conversation] = read(id)[0] ?? ['', ''];
    last = { id, source: source as SourceId, conversationId: String(conversation) };
    return last;
  };
}

/** Shows all calls of a chunk, counted or not; the same object each time. */
export function show(chunk: CallChunk, look: (call: StoredCall) => void): void {
  const call = new StoredCall(chunk, 0);
  for (; call.row < chunk.count; call.row++) if (!call.removed) look(call);
}

/** A few chunks at a time: there are conversations without end. */
function showCounted(
  db: DatabaseSync,
  where: string,
  values: readonly number[],
  since: number,
  until: number,
  look: (call: StoredCall) => void,
): void {
  const sql = `SELECT * FROM call_chunk WHERE ${where} AND last_at >= ? AND first_at < ? AND id > ? ORDER BY id LIMIT ?`;
  const next = rowReader(db, sql);
  for (let last = 0; ;) {
    const rows = next(...values, since, until, last, MOST_CHUNKS);
    for (const row of rows) {
      show(CallChunk.unpack(row), (call) => {
        if (call.counted && call.timestamp >= since && call.timestamp < until) look(call);
      });
    }
    if (rows.length < MOST_CHUNKS) return;
    last = Number(rows.at(-1)![0]);
  }
}
