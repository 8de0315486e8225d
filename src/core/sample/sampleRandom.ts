import { fnv1a } from '../usage/fnv1a';
import { seededRandom } from '../usage/seededRandom';

/** The same seed gives the same month on every machine. */
export class SampleRandom {
  /** 0 ≤ x < 1 */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seededRandom(seed);
  }

  /** low ≤ n ≤ high */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T {
    const item = list[Math.floor(this.next() * list.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** Letters and digits, as providers' ids have them. */
  id(length: number): string {
    let s = '';
    while (s.length < length)
      s += this.int(0, 36 ** 6 - 1)
        .toString(36)
        .padStart(6, '0');
    return s.slice(0, length);
  }

  uuid(): string {
    const hex = () =>
      this.int(0, 2 ** 32 - 1)
        .toString(16)
        .padStart(8, '0');
    const [a, b, c, d] = [hex(), hex(), hex(), hex()] as const;
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
  }
}

/** The id of a sample session: the same whatever the seed, so that what is planted in it can be named. */
export function sampleSessionId(name: string): string {
  return new SampleRandom(fnv1a(name)).uuid();
}
