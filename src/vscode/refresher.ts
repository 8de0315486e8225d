/** A refresh reads either the files named, or all. */
export type Refresh = (paths?: string[]) => Promise<unknown>;

/** More files than this at once are no longer looked at one by one. */
const MANY = 200;

/**
 * Gathers what changed for a moment, then has it read: never two readings at once, and nothing that is reported
 * during one is lost.
 */
export class Refresher {
  readonly #refresh: Refresh;
  readonly #delay: number;
  readonly #paths = new Set<string>();
  #all = false;
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  constructor(refresh: Refresh, delay = 200) {
    this.#refresh = refresh;
    this.#delay = delay;
  }

  file(path: string): void {
    this.#paths.add(path);
    this.#schedule(this.#delay);
  }

  all(): void {
    this.#all = true;
    this.#schedule(0);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#paths.clear();
    this.#all = false;
  }

  #schedule(delay: number): void {
    if (this.#running) return;
    if (this.#timer && delay > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(), delay);
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    const paths = this.#all || this.#paths.size > MANY ? undefined : [...this.#paths];
    this.#all = false;
    this.#paths.clear();
    this.#running = true;
    try {
      await this.#refresh(paths);
    } catch {
      // Whoever refreshes reports it; the next change or poll tries again.
    } finally {
      this.#running = false;
      if (this.#all || this.#paths.size > 0) this.#schedule(this.#delay);
    }
  }
}
