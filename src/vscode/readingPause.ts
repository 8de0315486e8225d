import type * as vscode from 'vscode';

export const PAUSED = 'paused';

/** After "Delete All Data" nothing is read again until the user asks for it, in this window or a later one. */
export class ReadingPause {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get on(): boolean {
    return this.#state.get(PAUSED) === true;
  }

  async set(on: boolean): Promise<void> {
    if (on !== this.on) await this.#state.update(PAUSED, on || undefined);
  }
}
