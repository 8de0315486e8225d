import fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { sampleFolder, sampleHome } from './workerConfig';
import type { WorkerClient } from './workerClient';

const ON = 'sample.on';
/** The last day of the month that was written. */
const END_DAY = 'sample.endDay';

/** Whether the invented month is shown instead of the user's own logs. It lives in a folder and a ledger of its own. */
export class SampleMode implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #state: vscode.Memento;
  readonly #storage: string;
  #on: boolean;

  constructor(context: vscode.ExtensionContext) {
    this.#state = context.globalState;
    this.#storage = context.globalStorageUri.fsPath;
    this.#on = process.env['TOKENMIN_SAMPLE'] === '1' || this.#state.get(ON) === true;
    this.#tell();
  }

  get on(): boolean {
    return this.#on;
  }

  async set(on: boolean): Promise<void> {
    if (on === this.#on) return;
    await this.#state.update(ON, on || undefined);
    this.#on = on;
    this.#tell();
    this.#changed.fire();
  }

  /** Writes the month that ends now, unless that was done before. */
  async write(client: WorkerClient): Promise<void> {
    const today = new Date();
    const endDay = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-');
    const home = sampleHome(this.#storage);
    const written = await fs.access(home).then(
      () => this.#state.get(END_DAY) === endDay,
      () => false,
    );
    if (written) return;
    await fs.rm(home, { recursive: true, force: true });
    await client.run('writeSample', { folder: home, endDay, until: today.getTime() });
    await this.#state.update(END_DAY, endDay);
  }

  /** Leaves nothing behind. The sample's ledger must not be open. */
  async delete(): Promise<void> {
    await fs.rm(sampleFolder(this.#storage), { recursive: true, force: true });
    await this.#state.update(END_DAY, undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', 'tokenmin.sample', this.#on);
  }
}
