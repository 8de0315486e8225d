import { BlockKind } from '../usage/textBlock';
import type { CallFacts, Epoch, PlacedBlock, Thread } from './sessionFacts';

/**
 * A block that is to get its place, which is written into it: there are hundreds of thousands, and no use for a copy.
 * `callHash` names the call that wrote it, 0 for what came from outside.
 */
export type LooseBlock = PlacedBlock & { callHash: number };

/** Tokens that a block has by itself, as far as its size and kind tell. */
export type EstimateTokens = (block: LooseBlock, model: string) => number;

/** A context that shrinks below this share of the one before was cleared, compacted or rewound. */
const RESET_SHARE = 0.6;
/** What came in may be this much more than we take it for; beyond, something came that the log does not show. */
const MOST_STRETCH = 1.5;

/**
 * Gives each block of a thread its place in the context (COACHING D0.1, D0.2). Only how the tokens between two calls
 * are shared out among the blocks there is estimated: their sum is what the context grew by, which is recorded.
 * `calls` in time order, `blocks` in the log's. Linear in both.
 */
export function placeBlocks(
  agent: string,
  calls: CallFacts[],
  blocks: readonly LooseBlock[],
  estimate: EstimateTokens,
): Thread {
  const arrivals = sortIntoSteps(calls, blocks);
  const layout = new Layout(calls, estimate);
  for (let j = 0; j <= calls.length; j++) layout.step(j, arrivals[j] ?? NOTHING);
  return { agent, calls, blocks: layout.placed, epochs: layout.epochs };
}

/** What came between call j − 1 and call j. */
interface Arrivals {
  written: LooseBlock[];
  incoming: LooseBlock[];
  compacted: boolean;
}
const NOTHING: Arrivals = { written: [], incoming: [], compacted: false };

function sortIntoSteps(calls: readonly CallFacts[], blocks: readonly LooseBlock[]): (Arrivals | undefined)[] {
  const steps: (Arrivals | undefined)[] = Array.from({ length: calls.length + 1 });
  const stepOfCall = new Map<number, number>();
  for (const [j, call] of calls.entries()) stepOfCall.set(call.hash, j + 1);
  for (const block of blocks) {
    const own = block.callHash === 0 ? undefined : stepOfCall.get(block.callHash);
    const at = own ?? firstCallFrom(calls, block.at);
    const step = (steps[at] ??= { written: [], incoming: [], compacted: false });
    if (block.kind === BlockKind.Compaction) step.compacted = true;
    if (own === undefined) step.incoming.push(block);
    else step.written.push(block);
  }
  return steps;
}

/** Index of the first call that is not before `time`. */
function firstCallFrom(calls: readonly CallFacts[], time: number): number {
  let [low, high] = [0, calls.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (calls[middle]!.at < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Layout {
  readonly placed: PlacedBlock[] = [];
  readonly epochs: Epoch[] = [];
  /** In the context of the call before. */
  private live: PlacedBlock[] = [];

  constructor(
    private readonly calls: readonly CallFacts[],
    private readonly estimate: EstimateTokens,
  ) {}

  step(j: number, { written, incoming, compacted }: Arrivals): void {
    const call = this.calls[j];
    const last = this.calls[j - 1];
    const model = (call ?? last)?.model ?? '';
    const ownSum = this.weigh(written, model);
    const sum = this.weigh(incoming, model);
    // What was said after the last call, or lost before the next, was never sent.
    if (!call) return this.put(j, [...written, ...incoming], last?.input ?? 0, 1, false);
    if (!last || compacted || call.input < last.input * RESET_SHARE) {
      this.restart(j);
      this.put(j, written, 0, 1, false);
      const prefix = Math.max(0, Math.round(call.input - sum));
      this.epochs.push({ first: j, end: this.calls.length, prefix });
      return this.put(j, incoming, prefix, sum > 0 ? Math.min(1, call.input / sum) : 1, true);
    }
    const grown = call.input - last.input;
    // What the model wrote comes back as input; how much that is, the call before has counted.
    const wrote = Math.min(last.output, Math.max(0, grown));
    this.put(j, written, last.input, ownSum > 0 ? Math.min(MOST_STRETCH, wrote / ownSum) : 1, true);
    const room = Math.max(0, grown - wrote);
    if (sum === 0) return this.put(j, incoming, call.input, 1, true);
    // Without room something else was dropped at the same time: what is new stands at the end.
    const factor = room > 0 ? Math.min(MOST_STRETCH, room / sum) : Math.min(1, call.input / sum);
    this.put(j, incoming, room > 0 ? last.input + wrote : call.input - sum * factor, factor, true);
  }

  private restart(j: number): void {
    for (const block of this.live) block.end = j;
    this.live = [];
    const epoch = this.epochs.at(-1);
    if (epoch) epoch.end = j;
  }

  /** Notes on each block what it has by itself; gives the sum. */
  private weigh(blocks: readonly LooseBlock[], model: string): number {
    let sum = 0;
    for (const block of blocks) sum += block.tokens = this.estimate(block, model);
    return sum;
  }

  private put(j: number, blocks: readonly LooseBlock[], start: number, factor: number, carried: boolean): void {
    let at = start;
    for (const block of blocks) {
      const next = at + block.tokens * factor;
      block.from = Math.round(at);
      block.tokens = Math.round(next) - block.from;
      block.first = j;
      block.end = carried ? this.calls.length : j;
      block.writtenBy = block.callHash !== 0 && this.calls[j - 1]?.hash === block.callHash ? j - 1 : -1;
      this.placed.push(block);
      if (carried) this.live.push(block);
      at = next;
    }
  }
}
