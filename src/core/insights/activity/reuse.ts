import { BlockKind } from '../../usage/blockKind';
import { rareWords, wordsIn } from './rareWords';
import type { PlacedBlock, SessionFacts, Thread } from '../session/sessionFacts';

const WRITTEN = new Set([BlockKind.AssistantText, BlockKind.ToolCall, BlockKind.SubAgent]);
const READ = new Set([BlockKind.ToolResult, BlockKind.Typed, BlockKind.Pasted, BlockKind.Injected]);

/** Later texts looked at for one block: what is not taken up in so many is not taken up. */
const MOST_LATER = 40;
/** Texts of each side looked at for a stretch of calls; the newest half of what is written may be cut off. */
const MOST_EACH = 24;

/** What of a block came back. */
interface Reuse {
  /** Of its rare words. */
  share: number;
  /** Made-up names, which hardly come up by chance. */
  names: number;
}

/**
 * How much of a block was used again: its rare words that come back in what the assistant wrote or the user typed while
 * it was in the context, leaving out those that were asked for in `request`. Stops at `enough` of either.
 * undefined: its text is gone. At most 40 texts are read.
 */
export function reuseAfter(
  session: SessionFacts,
  { blocks }: Thread,
  index: number,
  { request = '', enough }: { request?: string; enough: Reuse },
): Reuse | undefined {
  const block = blocks[index]!;
  const text = session.textOf(block);
  if (text === undefined) return undefined;
  const words = rareWords(text);
  for (const asked of rareWords(request).keys()) words.delete(asked);
  const all = words.size;
  if (all === 0) return undefined;
  const reuse = { share: 0, names: 0 };
  let left = MOST_LATER;
  for (let i = index + 1; i < blocks.length && left > 0; i++) {
    const later = blocks[i]!;
    if (later.first > block.end || reuse.share >= enough.share || reuse.names >= enough.names) break;
    if (!WRITTEN.has(later.kind) && later.kind !== BlockKind.Typed) continue;
    left--;
    for (const word of wordsIn(session.textOf(later) ?? '')) {
      const isName = words.get(word);
      if (!words.delete(word)) continue;
      reuse.share += 1 / all;
      if (isName) reuse.names++;
    }
  }
  return reuse;
}

/**
 * Whether calls `first` to `end` lean on what their context held before: whether at least `share` of the rare words they
 * wrote stand in older blocks and in nothing that was read or said since. undefined: the texts are gone, or nothing was
 * written. At most 72 texts are read, and none once the answer is certain.
 */
export function leansOnOlder(
  session: SessionFacts,
  { blocks }: Thread,
  { since, first, end, share }: { since: number; first: number; end: number; share: number },
): boolean | undefined {
  const written: PlacedBlock[] = [];
  const fresh: PlacedBlock[] = [];
  const older: PlacedBlock[] = [];
  for (const block of blocks) {
    if (block.writtenBy >= first && block.writtenBy < end) {
      if (WRITTEN.has(block.kind)) written.push(block);
    } else if (block.first >= first && block.writtenBy < 0) {
      if (block.first < end && READ.has(block.kind)) fresh.push(block);
    } else if (block.first >= since && block.first <= first && block.hash !== 0) older.push(block);
  }
  const wrote = new Set<string>();
  let texts = 0;
  for (const block of written.slice(0, MOST_EACH)) {
    const text = session.textOf(block);
    if (text === undefined) continue;
    texts++;
    for (const word of rareWords(text).keys()) wrote.add(word);
  }
  if (texts === 0 || wrote.size === 0) return undefined;
  const unexplained = new Set(wrote);
  const drop = (block: PlacedBlock): void => {
    for (const word of wordsIn(session.textOf(block) ?? '')) unexplained.delete(word);
  };
  for (const block of fresh.slice(0, MOST_EACH)) {
    drop(block);
    // Even if all the others stood in older blocks.
    if (unexplained.size / wrote.size < share) return false;
  }
  const invented = unexplained.size;
  for (const block of older.sort((a, b) => b.tokens - a.tokens).slice(0, MOST_EACH)) {
    drop(block);
    if ((invented - unexplained.size) / wrote.size >= share) return true;
  }
  return false;
}
