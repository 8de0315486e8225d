import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { BlockKind } from '../../core/usage/textBlock';
import type { Reading } from '../ingest/reading';
import { CONVERSATION_COLUMN, TEXT_COLUMNS, WORDS, readTurn } from './blockChunk';
import type { Names } from './names';

/** Keeps the text side of readings: packed blocks by file and session, and the user's prompts as turns. */
export class TextSide {
  private readonly insertChunk: StatementSync;
  private readonly insertTurn: StatementSync;
  private readonly remove: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly names: Names,
  ) {
    this.insertChunk = db.prepare('INSERT INTO block_chunk (file_id, session_id, data) VALUES (?, ?, ?)');
    this.insertTurn = db.prepare('INSERT OR IGNORE INTO turn VALUES (?, ?, ?, ?, ?)');
    this.remove = db.prepare('DELETE FROM block_chunk WHERE file_id = ?');
  }

  add(reading: Reading, file: number, sessionOf: (conversation: string) => number): void {
    const { blocks, strings } = reading;
    const ids = new Int32Array(strings.length).fill(-1);
    const bySession = new Map<number, number[]>();
    const conversations = new Map<number, number>();
    let lastTurn = -1;
    for (let at = 0; at < blocks.length; at += WORDS) {
      const conversation = blocks[at + CONVERSATION_COLUMN]!;
      let session = conversations.get(conversation);
      if (session === undefined) {
        session = sessionOf(strings[conversation]!);
        conversations.set(conversation, session);
        bySession.set(session, []);
      }
      const turn = readTurn(blocks, at);
      // Only the main thread's prompts are the user's; one prompt may be several blocks of one line.
      if (
        (turn.kind === BlockKind.Typed || turn.kind === BlockKind.Pasted) &&
        strings[turn.agent] === '' &&
        turn.offset !== lastTurn
      ) {
        lastTurn = turn.offset;
        this.insertTurn.run(session, turn.timestamp, turn.hash, file, turn.offset);
      }
      for (const column of TEXT_COLUMNS) {
        const local = blocks[at + column]!;
        if (ids[local] === -1) ids[local] = this.names.idOf(strings[local]!);
        blocks[at + column] = ids[local]!;
      }
      bySession.get(session)!.push(at);
    }
    for (const [session, rows] of bySession) {
      // Nearly always a file is one session, and its rows go as they are.
      let data = blocks;
      if (bySession.size > 1) {
        data = new Uint32Array(rows.length * WORDS);
        rows.forEach((row, i) => data.set(blocks.subarray(row, row + WORDS), i * WORDS));
      }
      this.insertChunk.run(file, session, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    }
  }

  /** Drops what was kept of a file that is read anew. */
  forget(file: number): void {
    this.remove.run(file);
  }
}
