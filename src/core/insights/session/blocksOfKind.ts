import type { BlockKind } from '../../usage/blockKind';
import type { PlacedBlock, Thread } from './sessionFacts';

/** Blocks of one kind in their order, and where each stands in its thread. */
export interface KindBlocks {
  readonly blocks: readonly PlacedBlock[];
  readonly places: readonly number[];
}

const NONE: KindBlocks = { blocks: [], places: [] };
const known = new WeakMap<Thread, (KindBlocks | undefined)[]>();

/** A thread's blocks of one kind: most rules look at few of them, and the thread is gone through once for all. */
export function blocksOfKind(thread: Thread, kind: BlockKind): KindBlocks {
  let kinds = known.get(thread);
  if (!kinds) known.set(thread, (kinds = sort(thread)));
  return kinds[kind] ?? NONE;
}

function sort({ blocks }: Thread): (KindBlocks | undefined)[] {
  const kinds: ({ blocks: PlacedBlock[]; places: number[] } | undefined)[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!;
    const list = (kinds[block.kind] ??= { blocks: [], places: [] });
    list.blocks.push(block);
    list.places.push(i);
  }
  return kinds;
}
