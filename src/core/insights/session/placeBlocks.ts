import { BlockKind } from '../../usage/blockKind';
import type { CallFacts, Epoch, PlacedBlock, Thread } from './sessionFacts';
import { ADVISOR } from './setAdviceAside';

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

/** What came into a thread and when: all of a thread that does not depend on how many tokens a block has. */
export interface Arrivals {
  agent: string;
  calls: CallFacts[];
  /** By when they came, and within that in the log's order. */
  blocks: LooseBlock[];
  /** Between call j − 1 and call j: what call j − 1 wrote begins at 2j, what came from outside at 2j + 1. */
  starts: Int32Array;
  /** Calls that begin a context: the first one, and those before which it was cleared, compacted or rewound. */
  restarts: ReadonlySet<number>;
}

/** `calls` in time order, `blocks` in the log's. Linear in both. */
export function sortIntoSteps(agent: string, calls: CallFacts[], blocks: readonly LooseBlock[]): Arrivals {
  const stepOf = stepFinder(calls);
  const restarts = new Set<number>();
  const steps = new Int32Array(blocks.length);
  const starts = new Int32Array(2 * calls.length + 3);
  let [hash, own, time, next] = [0, -1, NaN, 0];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!;
    // Neighbours in a log mostly are of one call, or of one time.
    if (block.callHash !== hash) {
      hash = block.callHash;
      own = hash === 0 ? -1 : stepOf(hash);
    }
    if (own < 0 && block.at !== time) {
      time = block.at;
      next = firstCallFrom(calls, time);
    }
    if (block.kind === BlockKind.Compaction) restarts.add(own < 0 ? next : own);
    steps[i] = own < 0 ? 2 * next + 1 : 2 * own;
    starts[steps[i]! + 1]!++;
  }
  for (let step = 1; step < starts.length; step++) starts[step]! += starts[step - 1]!;
  const sorted = blocks.slice();
  const free = starts.slice();
  for (let i = 0; i < blocks.length; i++) sorted[free[steps[i]!]!++] = blocks[i]!;
  for (let j = 0; j < calls.length; j++) {
    const isReset = j === 0 || agent === ADVISOR || calls[j]!.input < calls[j - 1]!.input * RESET_SHARE;
    if (isReset) restarts.add(j);
  }
  return { agent, calls, blocks: sorted, starts, restarts };
}

/** The step after the call of a hash; -1: none. Mostly the log goes on with the call after the one asked for last. */
function stepFinder(calls: readonly CallFacts[]): (hash: number) => number {
  let steps: Map<number, number> | undefined;
  let last = 0;
  return (hash) => {
    if (calls[last]?.hash === hash) return ++last;
    steps ??= new Map(calls.map((call, j) => [call.hash, j + 1]));
    const step = steps.get(hash);
    if (step !== undefined) last = step;
    return step ?? -1;
  };
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

/**
 * Gives each block of a thread its place in the context (COACHING D0.1, D0.2). Only how the tokens between two calls
 * are shared out among the blocks there is estimated: their sum is what the context grew by, which is recorded.
 */
export function placeBlocks(arrivals: Arrivals, estimate: EstimateTokens): Thread {
  const { agent, calls, blocks } = arrivals;
  const layout = new Layout(arrivals, estimate);
  for (let j = 0; j <= calls.length; j++) layout.step(j);
  return { agent, calls, blocks, epochs: layout.epochs };
}

function isStanding({ kind }: LooseBlock): boolean {
  return kind === BlockKind.Instructions;
}

class Layout {
  readonly epochs: Epoch[] = [];
  /** Tokens that each block has by itself. */
  private readonly weights: Float64Array;
  /** Where the blocks begin that are in the context of the call before. */
  private live = 0;

  private readonly calls: readonly CallFacts[];

  constructor(
    private readonly arrivals: Arrivals,
    private readonly estimate: EstimateTokens,
  ) {
    this.calls = arrivals.calls;
    this.weights = new Float64Array(arrivals.blocks.length);
  }

  step(j: number): void {
    const { starts, restarts } = this.arrivals;
    const [written, incoming, next] = [starts[2 * j]!, starts[2 * j + 1]!, starts[2 * j + 2]!];
    const call = this.calls[j];
    const last = this.calls[j - 1];
    const model = (call ?? last)?.model ?? '';
    const ownSum = this.weigh(written, incoming, model);
    const sum = this.weigh(incoming, next, model);
    // What was said after the last call, or lost before the next, was never sent.
    if (!call) return this.put(j, written, next, last?.input ?? 0, 1, false);
    if (!last || restarts.has(j)) {
      this.restart(j, written);
      this.put(j, written, incoming, 0, 1, false);
      return this.begin(j, incoming, next, sum);
    }
    const grown = call.input - last.input;
    // What the model wrote comes back as input; how much that is, the call before has counted.
    const wrote = Math.min(last.output, Math.max(0, grown));
    const own = this.withThinking(written, incoming, ownSum, wrote);
    this.put(j, written, incoming, last.input, own > 0 ? Math.min(MOST_STRETCH, wrote / own) : 1, true);
    const room = Math.max(0, grown - wrote);
    if (sum === 0) return this.put(j, incoming, next, call.input, 1, true);
    // Without room something else was dropped at the same time: what is new stands at the end.
    const factor = room > 0 ? Math.min(MOST_STRETCH, room / sum) : Math.min(1, call.input / sum);
    this.put(j, incoming, next, room > 0 ? last.input + wrote : call.input - sum * factor, factor, true);
  }

  /** What was lost before the last restart has its end already. */
  private restart(j: number, before: number): void {
    const { blocks } = this.arrivals;
    for (let i = this.live; i < before; i++) if (blocks[i]!.end > j) blocks[i]!.end = j;
    this.live = before;
    const epoch = this.epochs.at(-1);
    if (epoch) epoch.end = j;
  }

  /** A context's first call: what nobody said is its prefix; of that, what the log shows lies at the end. */
  private begin(j: number, from: number, to: number, sum: number): void {
    const { input } = this.calls[j]!;
    const { blocks } = this.arrivals;
    let standing = 0;
    for (let i = from; i < to; i++) if (isStanding(blocks[i]!)) standing += this.weights[i]!;
    const said = sum - standing;
    const prefix = Math.max(0, Math.round(input - said));
    this.epochs.push({ first: j, end: this.calls.length, prefix });
    const inside = standing > 0 ? Math.min(1, prefix / standing) : 1;
    const behind = said > 0 ? Math.min(1, input / said) : 1;
    let [inPrefix, at] = [prefix - standing * inside, prefix];
    for (let i = from; i < to; i++) {
      const tokens = this.weights[i]!;
      if (isStanding(blocks[i]!)) {
        this.put(j, i, i + 1, inPrefix, inside, true);
        inPrefix += tokens * inside;
      } else {
        this.put(j, i, i + 1, at, behind, true);
        at += tokens * behind;
      }
    }
  }

  /** Of thinking a log mostly holds a short part or nothing: what can be seen does not account for is its. */
  private withThinking(from: number, to: number, sum: number, wrote: number): number {
    const { blocks } = this.arrivals;
    if (wrote <= sum) return sum;
    for (let i = from; i < to; i++) {
      if (blocks[i]!.kind !== BlockKind.Thinking) continue;
      this.weights[i]! += wrote - sum;
      return wrote;
    }
    return sum;
  }

  /** Notes of each block what it has by itself; gives the sum. */
  private weigh(from: number, to: number, model: string): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum += this.weights[i] = this.estimate(this.arrivals.blocks[i]!, model);
    return sum;
  }

  private put(j: number, from: number, to: number, start: number, factor: number, carried: boolean): void {
    const before = this.calls[j - 1]?.hash;
    let at = start;
    for (let i = from; i < to; i++) {
      const block = this.arrivals.blocks[i]!;
      const next = at + this.weights[i]! * factor;
      block.from = Math.round(at);
      block.tokens = Math.round(next) - block.from;
      block.first = j;
      block.end = carried ? this.calls.length : j;
      block.writtenBy = block.callHash !== 0 && before === block.callHash ? j - 1 : -1;
      at = next;
    }
  }
}
