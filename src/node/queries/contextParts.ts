import type { DatabaseSync } from 'node:sqlite';
import { BlockKind } from '../../core/usage/blockKind';
import type { ContextPart, RequestRow } from '../../protocol/views';
import type { StoredBlock } from '../../core/usage/blockRows';
import { sessionBlocks } from '../ledger/sessionBlocks';

/** What comes into the context from outside; what the assistant wrote itself is no news to it. */
const INCOMING = new Set([
  BlockKind.Typed,
  BlockKind.Pasted,
  BlockKind.Injected,
  BlockKind.ToolResult,
  BlockKind.Instructions,
  BlockKind.Image,
]);

/** Notes on each call (of one session, in time order) what came between its agent's call before and this one. */
export function fillContext(db: DatabaseSync, session: number, requests: readonly RequestRow[]): void {
  const byAgent = new Map<string, StoredBlock[]>();
  sessionBlocks(db, session, (block) => {
    if (!INCOMING.has(block.kind)) return;
    const agent = block.agentName;
    const blocks = byAgent.get(agent);
    if (blocks) blocks.push({ ...block });
    else byAgent.set(agent, [{ ...block }]);
  });
  for (const blocks of byAgent.values()) blocks.sort((a, b) => a.timestamp - b.timestamp);
  const next = new Map<string, number>();
  for (const request of requests) {
    const blocks = byAgent.get(request.agentName) ?? [];
    const parts = new Map<string, ContextPart>();
    let at = next.get(request.agentName) ?? 0;
    for (; at < blocks.length && blocks[at]!.timestamp <= request.timestamp; at++) {
      const { kind, name, bytes } = blocks[at]!;
      const key = `${kind} ${name}`;
      const part = parts.get(key) ?? { kind: BlockKind[kind], name, count: 0, bytes: 0 };
      part.count++;
      part.bytes += bytes;
      parts.set(key, part);
    }
    next.set(request.agentName, at);
    request.filledBy = [...parts.values()].sort((a, b) => b.bytes - a.bytes);
  }
}
