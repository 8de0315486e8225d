import type { ReadTask } from './reading';

/** What a scanning thread is told to do. */
export interface ScanRole {
  /** Files to be read, some at a time. */
  bundles: ReadTask[][];
  queue: Int32Array<SharedArrayBuffer>;
  /** Which of the threads this is. */
  place: number;
}

/** So many bundles may be read before the first of them is written: what was found in them is held in memory. */
const MOST_AHEAD = 128;
/** A thread that waits looks by itself so often, should nobody wake it. */
const LOOK_MS = 100;

const enum Word {
  /** The first bundle that nobody has taken. */
  Next,
  /** The first bundle that is not written yet. */
  Due,
  Count,
  /** From here on, for each thread: the bundle that it reads, from 1 on; 0: none. */
  AtWork,
}

/** Numbers of bundles, for several threads to take one after the other: nobody waits for somebody to be given one. */
export class SharedQueue {
  constructor(readonly shared: Int32Array<SharedArrayBuffer>) {}

  static of(bundles: number, threads: number): SharedQueue {
    const shared = new Int32Array(new SharedArrayBuffer((Word.AtWork + threads) * Int32Array.BYTES_PER_ELEMENT));
    shared[Word.Count] = bundles;
    return new SharedQueue(shared);
  }

  /** The next bundle; undefined: there is none, or too many are waiting to be written. */
  take(): number | undefined {
    for (;;) {
      const next = Atomics.load(this.shared, Word.Next);
      if (next >= this.shared[Word.Count]! || next >= Atomics.load(this.shared, Word.Due) + MOST_AHEAD)
        return undefined;
      if (Atomics.compareExchange(this.shared, Word.Next, next, next + 1) === next) return next;
    }
  }

  /** All bundles there are for a thread, until none is left; waits where it is too far ahead. */
  *takeAll(place: number): Generator<number> {
    const { shared } = this;
    for (;;) {
      const due = Atomics.load(shared, Word.Due);
      const index = this.take();
      if (index !== undefined) {
        Atomics.store(shared, Word.AtWork + place, index + 1);
        yield index;
        Atomics.store(shared, Word.AtWork + place, 0);
      } else if (Atomics.load(shared, Word.Next) >= shared[Word.Count]!) return;
      else Atomics.wait(shared, Word.Due, due, LOOK_MS);
    }
  }

  /** The bundle that a thread was at when it ended. */
  atWorkOn(place: number): number | undefined {
    const index = Atomics.load(this.shared, Word.AtWork + place);
    return index === 0 ? undefined : index - 1;
  }

  /** All before `due` are written. */
  delivered(due: number): void {
    Atomics.store(this.shared, Word.Due, due);
    Atomics.notify(this.shared, Word.Due);
  }
}
