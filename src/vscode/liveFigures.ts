import * as vscode from 'vscode';
import type { WorkerEvent } from '../protocol/messages';
import type { GaugeView } from '../protocol/views';
import type { SampleMode } from './sampleMode';
import type { Settings } from './settings';
import { firstWeekday } from './firstWeekday';
import type { WorkerClient } from './workerClient';

/** Answers are asked for no more often than this. */
const PACE = 150;
/** A day ends, and a forecast moves, without any log changing. */
const CLOCK = 60_000;

/** Today's figures, kept fresh: what the gauge shows and the budgets are judged by. */
export class LiveFigures implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #client: WorkerClient;
  readonly #settings: Settings;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #view: GaugeView | undefined;
  #indexing = false;
  /** Grows with each question, so that a late answer to an old one is recognised. */
  #asked = 0;

  constructor(client: WorkerClient, settings: Settings, sample: SampleMode, log: vscode.LogOutputChannel) {
    this.#client = client;
    this.#settings = settings;
    this.#log = log;
    const onEvent = (event: WorkerEvent) => this.#onEvent(event);
    const onState = () => this.#onState();
    client.on('event', onEvent);
    client.on('state', onState);
    const clock = setInterval(() => this.#schedule(), CLOCK);
    this.#subscriptions = vscode.Disposable.from(
      settings.onDidChange(() => this.#schedule()),
      // The one's figures must not stand under the other's name, not even for a moment.
      sample.onDidChange(() => (this.#view = undefined)),
      { dispose: () => client.off('event', onEvent).off('state', onState) },
      { dispose: () => clearInterval(clock) },
      { dispose: () => clearTimeout(this.#timer) },
      this.#changed,
    );
  }

  /** undefined before the first answer. */
  get view(): GaugeView | undefined {
    return this.#view;
  }

  get indexing(): boolean {
    return this.#indexing && this.#client.state === 'running';
  }

  /** Why nothing is counted any more; '' as long as it is. */
  get failure(): string {
    return this.#client.state === 'failed' ? this.#client.reason : '';
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #onEvent(event: WorkerEvent): void {
    if (event.type === 'changed') this.#schedule();
    if (event.type !== 'progress' || event.indexing === this.#indexing) return;
    this.#indexing = event.indexing;
    this.#changed.fire();
  }

  #onState(): void {
    // Another thread may keep another ledger: what the last one said no longer holds.
    if (this.#client.state === 'stopped') this.#view = undefined;
    if (this.#client.state === 'running') this.#schedule();
    this.#changed.fire();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#ask();
    }, PACE);
  }

  async #ask(): Promise<void> {
    if (this.#client.state !== 'running') return;
    const question = ++this.#asked;
    try {
      const weekStart = firstWeekday(this.#settings.value.firstDay, vscode.env.language);
      const view = await this.#client.query('gauge', { weekStart });
      if (question !== this.#asked) return;
      this.#view = view;
      this.#changed.fire();
    } catch (error) {
      this.#log.warn(`gauge: ${String(error)}`);
    }
  }
}
