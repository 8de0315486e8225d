import os from 'node:os';
import type { Worker } from 'node:worker_threads';
import { SCAN_THREAD } from '../loadScan';
import type { Reading } from './reading';
import type { ScanRole } from './sharedQueue';

/** Less than this is read faster than a thread starts. */
const WORTH_A_THREAD = 12 << 20;
/** More than this only warm the disk. */
const MOST_THREADS = 8;

export interface ThreadListener {
  read(index: number, readings: Reading[]): void;
  /** It will answer no more. */
  ended(place: number, reason: string): void;
}

/**
 * Threads that read logs, one for each further processor. They take a while to start, so they are started as soon as
 * it is clear that there is much to read.
 */
export class ScanThreads {
  private readonly threads: Worker[] = [];
  private Thread: typeof Worker | undefined;

  /** `script`: the bundle that runs `scanThread`. */
  constructor(private readonly script: string) {}

  get count(): number {
    return this.threads.length;
  }

  /** To be called before `expect`. A look at logs that have not changed is done in the time that this takes. */
  async prepare(): Promise<void> {
    this.Thread ??= (await import('node:worker_threads')).Worker;
  }

  /** So many bytes at least are to be read. */
  expect(bytes: number): void {
    if (!this.Thread || bytes < WORTH_A_THREAD || this.count > 0) return;
    const others = Math.min(os.availableParallelism(), MOST_THREADS) - 1;
    for (let n = 0; n < others; n++) {
      this.threads.push(new this.Thread(this.script, { workerData: SCAN_THREAD }).on('error', ignored));
    }
  }

  /** Lets them read what is to be read. */
  read(work: Omit<ScanRole, 'place'>, listener: ThreadListener): void {
    this.threads.forEach((thread, place) => {
      thread.on('message', ({ index, readings }: { index: number; readings: Reading[] }) =>
        listener.read(index, readings),
      );
      thread.on('error', (error) => listener.ended(place, error.message));
      thread.on('exit', (code) => listener.ended(place, `the reader ended (${code})`));
      thread.postMessage({ ...work, place });
    });
  }

  async end(): Promise<void> {
    await Promise.all(
      this.threads.splice(0).map((thread) => {
        // What it still has to say is of no use to anybody.
        thread.removeAllListeners().on('error', ignored);
        return thread.terminate();
      }),
    );
  }
}

/** One that fails before or after it has work is none that anybody waits for. */
function ignored(): void {}
