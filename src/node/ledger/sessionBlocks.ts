import type { DatabaseSync } from 'node:sqlite';
import { agentsIn, unpackBlocks, type StoredBlock } from '../../core/usage/blockRows';
import { rowsOf } from './rows';

/**
 * Shows the blocks of one conversation in log order to `look`, each once: several files may tell the same conversation.
 * The same object each time: who keeps a block copies it.
 */
export function sessionBlocks(db: DatabaseSync, session: number, look: (block: StoredBlock) => void): void {
  const sql = 'SELECT file_id, texts, data FROM block_chunk WHERE session_id = ? ORDER BY id';
  const chunks = rowsOf(db, sql, session).flatMap(([id, texts, data]) =>
    data instanceof Uint8Array ? [{ fileId: Number(id), texts: String(texts), data }] : [],
  );
  const isCopy = copyFinder(chunks);
  for (const { fileId, texts, data } of chunks) {
    unpackBlocks(data, texts, fileId, (block) => {
      if (!isCopy(block)) look(block);
    });
  }
}

interface Chunk {
  fileId: number;
  texts: string;
  data: Uint8Array;
}

/**
 * A copy stands in another file than what it copies; two equal blocks of one file are two. Mostly each agent has a file
 * to itself, and nothing needs to be compared.
 */
function copyFinder(chunks: readonly Chunk[]): (block: StoredBlock) => boolean {
  const filesByAgent = new Map<string, Set<number>>();
  if (new Set(chunks.map(({ fileId }) => fileId)).size > 1) {
    for (const { fileId, texts, data } of chunks) {
      for (const agent of agentsIn(data, texts)) {
        const files = filesByAgent.get(agent);
        if (files) files.add(fileId);
        else filesByAgent.set(agent, new Set([fileId]));
      }
    }
  }
  const shared = new Set([...filesByAgent].filter(([, files]) => files.size > 1).map(([agent]) => agent));
  if (shared.size === 0) return () => false;
  const files = new Map<string, number>();
  return ({ kind, timestamp, agentName, hash, bytes, fileId }) => {
    if (!shared.has(agentName)) return false;
    const key = `${kind} ${timestamp} ${agentName} ${hash} ${bytes}`;
    const first = files.get(key);
    if (first === undefined) files.set(key, fileId);
    return first !== undefined && first !== fileId;
  };
}
