import type { CallFacts, Thread } from '../insights/session/sessionFacts';
import { TakenCells } from './takenCells';

/** What a claim got: whole nano-dollars, and the billed tokens (each time a token was sent counts). */
export interface Claim {
  nano: number;
  tokens: number;
}

/** A claim as it was made. */
interface Entry {
  claim: Claim;
  /** The claim that it is a part of. */
  whole: Claim | undefined;
  make: (cells: TakenCells) => Claim;
}

/**
 * Who may say of which tokens that they could have been saved: every (call, offset) cell and every output token once
 * (COACHING D0.3). What a claim gets is what nobody had before; the claims on a call never exceed its cost. Whether a
 * rule speaks at all is known only once it has seen all sessions: what it gives back then goes to those that came after
 * it, whose claims grow in place.
 */
export class Claims {
  private cells = new TakenCells();
  private entries: Entry[] = [];
  private whole: Claim | undefined;
  private claimsLater = false;

  /** Tokens `from` to `to` of the context of calls `first` to `end` (excluded): they need not have been there. */
  context(calls: readonly CallFacts[], place: { from: number; to: number; first: number; end: number }): Claim {
    return this.enter((cells) => cells.context(calls, place));
  }

  /** Tokens `from` to `to` of one call were paid as written or uncached though they could have been read. */
  premium(call: CallFacts, from: number, to: number): Claim {
    return this.enter((cells) => cells.premium(call, from, to));
  }

  /** Output tokens that need not have been written. */
  output(call: CallFacts, tokens: number): Claim {
    return this.enter((cells) => cells.output(call, tokens));
  }

  /** A share (0…1) of all that is left of a call: another price for the same tokens. */
  share(call: CallFacts, share: number): Claim {
    return this.enter((cells) => cells.share(call, share));
  }

  /** Tokens of what a thread carried before anybody said a word, in all its calls. */
  prefix(thread: Pick<Thread, 'calls' | 'epochs'>, tokens: number): Claim {
    return this.enter((cells) => cells.prefix(thread, tokens));
  }

  /** All that is claimed by `parts`, as one claim. */
  together(parts: () => void, whole: Claim = { nano: 0, tokens: 0 }): Claim {
    this.whole = whole;
    try {
      parts();
    } finally {
      this.whole = undefined;
    }
    return whole;
  }

  /** Nano-dollars of a call that nobody has claimed. */
  leftOf(call: CallFacts): number {
    return this.cells.leftOf(call);
  }

  /** Somebody will claim once all sessions are known. */
  expectMore(): void {
    this.claimsLater = true;
  }

  /** Would anybody get more if another one gave something back? */
  get isContested(): boolean {
    return this.claimsLater || this.cells.contested;
  }

  /** Claims that nobody stands by any more get nothing, and the others what those had taken from them. */
  release(given: ReadonlySet<Claim>): void {
    const isGiven = ({ claim, whole }: Entry): boolean => given.has(whole ?? claim);
    const all = this.entries;
    this.entries = all.filter((entry) => !isGiven(entry));
    if (this.entries.length < all.length) {
      this.cells = new TakenCells();
      for (const entry of this.entries) change(entry, entry.make(this.cells));
    }
    for (const claim of given) [claim.nano, claim.tokens] = [0, 0];
  }

  private enter(make: Entry['make']): Claim {
    const entry = { claim: { nano: 0, tokens: 0 }, whole: this.whole, make };
    change(entry, make(this.cells));
    this.entries.push(entry);
    return entry.claim;
  }
}

function change({ claim, whole }: Entry, { nano, tokens }: Claim): void {
  if (whole) {
    whole.nano += nano - claim.nano;
    whole.tokens += tokens - claim.tokens;
  }
  claim.nano = nano;
  claim.tokens = tokens;
}
