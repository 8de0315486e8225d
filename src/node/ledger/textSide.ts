import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BlockChunk } from '../../core/usage/blockRows';

/** Keeps the text side of readings: packed blocks by file and session, and the user's prompts as turns. */
export class TextSide {
  private readonly insertChunk: StatementSync;
  private readonly insertTurn: StatementSync;
  private readonly remove: StatementSync;

  constructor(db: DatabaseSync) {
    this.insertChunk = db.prepare('INSERT INTO block_chunk (file_id, session_id, texts, data) VALUES (?, ?, ?, ?)');
    this.insertTurn = db.prepare('INSERT OR IGNORE INTO turn VALUES (?, ?, ?, ?, ?)');
    this.remove = db.prepare('DELETE FROM block_chunk WHERE file_id = ?');
  }

  add(chunks: readonly BlockChunk[], file: number, sessionOf: (conversation: string) => number): void {
    for (const { conversationId, rows, texts, turns } of chunks) {
      const session = sessionOf(conversationId);
      this.insertChunk.run(file, session, texts, rows);
      for (const turn of turns) this.insertTurn.run(session, turn.at, turn.hash, file, turn.offset);
    }
  }

  /** Drops what was kept of a file that is read anew. */
  forget(file: number): void {
    this.remove.run(file);
  }
}
