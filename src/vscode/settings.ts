import * as vscode from 'vscode';
import type { SettingValues } from './settingValues';
import { readSettingValues } from './settingValues';

/** The only reader of settings: live values, and an event when one of them has changed. */
export class Settings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<SettingValues>();
  readonly onDidChange = this.#changed.event;
  readonly #subscription: vscode.Disposable;
  readonly #log: vscode.LogOutputChannel;
  /** Read when first asked for: an editor that starts has better things to do. */
  #value: SettingValues | undefined;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('tokenmin')) return;
      this.#value = undefined;
      this.#changed.fire(this.value);
    });
  }

  get value(): SettingValues {
    return (this.#value ??= this.#read());
  }

  /** As they are for a file: those of its folder count. */
  for(resource: vscode.Uri): SettingValues {
    return this.#read(resource);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #read(resource?: vscode.Uri): SettingValues {
    const configuration = vscode.workspace.getConfiguration('tokenmin', resource);
    const values = readSettingValues((key) => configuration.get(key));
    for (const problem of values.problems) this.#log.warn(`settings: ${problem}`);
    return values;
  }
}
