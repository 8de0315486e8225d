/** Runs an action a moment after the last call: never twice at once, and once more when it was called meanwhile. */
export class AfterPause {
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #again = false;

  constructor(
    private readonly action: () => Promise<void>,
    private readonly pauseMs: number,
  ) {}

  call(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), this.pauseMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#again = false;
    try {
      await this.action();
    } finally {
      this.#running = false;
      if (this.#again) this.call();
    }
  }
}
