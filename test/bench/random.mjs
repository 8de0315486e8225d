/** A small seeded generator (mulberry32): the same seed gives the same logs on every machine. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ x < 1 */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(p) {
    return this.next() < p;
  }

  /** low ≤ n ≤ high */
  int(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** Many small, few large: uniform in the logarithm. */
  spread(low, high) {
    return Math.floor(Math.exp(Math.log(low) + this.next() * (Math.log(high) - Math.log(low))));
  }

  /** Letters and digits, as ids have them. */
  id(length) {
    let s = '';
    while (s.length < length)
      s += Math.floor(this.next() * 36 ** 6)
        .toString(36)
        .padStart(6, '0');
    return s.slice(0, length);
  }

  uuid() {
    const h = () =>
      Math.floor(this.next() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    const [a, b, c, d] = [h(), h(), h(), h()];
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
  }
}
