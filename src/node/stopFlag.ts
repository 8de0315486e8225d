import type { StopFlag } from '../protocol/messages';

export function stopFlag(): StopFlag {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

export function stop(flag: StopFlag): void {
  Atomics.store(flag, 0, 1);
}

/** @throws {Error} 'stopped' */
export function throwIfStopped(flag: StopFlag | undefined): void {
  if (flag && Atomics.load(flag, 0) !== 0) throw new Error('stopped');
}
