const NONE: readonly number[] = [];
/** For some 30,000 calls: half a megabyte. */
const FEWEST_PLACES = 2 ** 17;

/** Which calls have a key of some hash: some 16 bytes for each, where a Map of keys would take ten times that. */
export class CallIndex {
  /** Hash (signed) and id in turn; id 0: nobody is here. A power of two of such places. */
  private places: Int32Array;
  private size = 0;

  /** `expected`: how many calls will come at least. */
  constructor(expected = 0) {
    this.places = new Int32Array(2 ** Math.ceil(Math.log2(4 * expected + FEWEST_PLACES)));
  }

  /** Adds a call unless there is one with this hash. */
  addNew(hash: number, id: number): boolean {
    if (this.size * 4 >= this.places.length) this.grow();
    let at = this.placeOf(hash);
    for (; this.places[at + 1] !== 0; at = this.after(at)) if (this.places[at] === hash) return false;
    this.places[at] = hash;
    this.places[at + 1] = id;
    this.size++;
    return true;
  }

  add(hash: number, id: number): void {
    // Half empty, so that what is looked for stands near to where it should.
    if (this.size * 4 >= this.places.length) this.grow();
    let at = this.placeOf(hash);
    while (this.places[at + 1] !== 0) at = this.after(at);
    this.places[at] = hash;
    this.places[at + 1] = id;
    this.size++;
  }

  /** The calls in question. */
  find(hash: number): readonly number[] {
    let found: number[] | undefined;
    for (let at = this.placeOf(hash); this.places[at + 1] !== 0; at = this.after(at)) {
      if (this.places[at] === (hash | 0)) (found ??= []).push(this.places[at + 1]!);
    }
    return found ?? NONE;
  }

  private placeOf(hash: number): number {
    return (Math.imul(hash, 0x9e3779b1) >>> Math.clz32(this.places.length - 2)) & ~1;
  }

  private after(at: number): number {
    return (at + 2) & (this.places.length - 1);
  }

  private grow(): void {
    const { places } = this;
    this.places = new Int32Array(places.length * 4);
    this.size = 0;
    for (let at = 0; at < places.length; at += 2) if (places[at + 1] !== 0) this.add(places[at]!, places[at + 1]!);
  }
}
