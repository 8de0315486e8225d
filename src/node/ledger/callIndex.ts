/** Which calls have a key of some hash: eight bytes or so for each, where a Map of keys would take a hundred. */
export class CallIndex {
  private hashes = new Uint32Array(1024);
  /** 0: nobody is here. */
  private ids = new Uint32Array(1024);
  private size = 0;

  add(hash: number, id: number): void {
    // Half empty, so that what is looked for stands near to where it should.
    if (this.size * 2 >= this.ids.length) this.grow(this.ids.length * 2);
    let slot = this.slotOf(hash);
    while (this.ids[slot] !== 0) slot = (slot + 1) & (this.ids.length - 1);
    this.hashes[slot] = hash;
    this.ids[slot] = id;
    this.size++;
  }

  /** Shows the calls in question to `look`. */
  find(hash: number, look: (id: number) => void): void {
    for (let slot = this.slotOf(hash); this.ids[slot] !== 0; slot = (slot + 1) & (this.ids.length - 1)) {
      if (this.hashes[slot] === hash) look(this.ids[slot]!);
    }
  }

  private slotOf(hash: number): number {
    return Math.imul(hash, 0x9e3779b1) >>> (Math.clz32(this.ids.length) + 1);
  }

  private grow(length: number): void {
    const { hashes, ids } = this;
    this.hashes = new Uint32Array(length);
    this.ids = new Uint32Array(length);
    this.size = 0;
    for (let slot = 0; slot < ids.length; slot++) if (ids[slot] !== 0) this.add(hashes[slot]!, ids[slot]!);
  }
}
