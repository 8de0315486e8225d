/** Equal bytes? */
export function equalBytes(a: usize, b: usize, length: usize): bool {
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) !== load<u8>(b + i)) return false;
  return true;
}

/** Memory that grows: its bytes may move whenever some are added. */
@unmanaged
export class Bytes {
  at: usize;
  length: usize;
  private capacity: usize;

  static create(capacity: usize): Bytes {
    const bytes = changetype<Bytes>(heap.alloc(offsetof<Bytes>()));
    bytes.at = heap.alloc(capacity);
    bytes.length = 0;
    bytes.capacity = capacity;
    return bytes;
  }

  /** The address of `length` more bytes. */
  add(length: usize): usize {
    const from = this.length;
    this.reserve(from + length);
    this.length = from + length;
    return this.at + from;
  }

  reserve(length: usize): void {
    if (length <= this.capacity) return;
    this.capacity = max(length, this.capacity * 2);
    this.at = heap.realloc(this.at, this.capacity);
  }
}
