import type { DatabaseSync } from 'node:sqlite';
import { unpackBlocks, type StoredBlock } from './blockChunk';

/**
 * Shows the blocks of one conversation in log order to `look`, each once: several files may tell the same conversation.
 * The same object each time: who keeps a block copies it.
 */
export function sessionBlocks(db: DatabaseSync, session: number, look: (block: StoredBlock) => void): void {
  /** A copy stands in another file than what it copies; two equal blocks of one file are two. */
  const files = new Map<string, number>();
  const chunks = db
    .prepare('SELECT file_id, texts, data FROM block_chunk WHERE session_id = ? ORDER BY id')
    .all(session);
  const isAlone = new Set(chunks.map((row) => row['file_id'])).size < 2;
  for (const row of chunks) {
    const { file_id: id, texts, data } = row;
    if (!(data instanceof Uint8Array)) continue;
    const fileId = Number(id);
    const once = (block: StoredBlock): void => {
      const key = `${block.kind} ${block.timestamp} ${block.agentName} ${block.hash} ${block.bytes}`;
      const first = files.get(key);
      if (first !== undefined && first !== fileId) return;
      files.set(key, fileId);
      look(block);
    };
    unpackBlocks(data, String(texts), fileId, isAlone ? look : once);
  }
}
