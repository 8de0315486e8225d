import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import type {
  CommandName,
  Commands,
  FromWorker,
  QueryName,
  QueryParams,
  QueryResult,
  StopFlag,
  WorkerConfig,
  WorkerEvent,
  WorkerRequest,
} from '../protocol/messages';
import type { Service } from '../node/service';

/** 'failed': it crashed too often; only `start` tries again. */
export type ClientState = 'stopped' | 'running' | 'restarting' | 'failed';

const CRASHES_ALLOWED = 3;
const CRASH_WINDOW = 5 * 60_000;

interface Pending {
  request: WorkerRequest;
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

export interface WorkerClientOptions {
  /** Path of the worker's script. */
  script: string;
  config(): WorkerConfig;
  /** Of the thread, for who looks at the process from outside. */
  name?: string;
  /** Milliseconds before the first restart after a crash; doubles with each further one. */
  backOff?: number;
}

/** Short-lived objects are collected sooner: over a year of logs that is 100 MB less at the peak, in the same time. */
const YOUNG_MB = 24;

/**
 * The service, in a thread of its own: keeps the thread alive, hands requests over and answers back.
 * Events: 'event' for what the worker tells unasked, 'state' when the thread starts, crashes or is given up.
 */
export class WorkerClient extends EventEmitter<{ event: [WorkerEvent]; state: [ClientState] }> implements Service {
  readonly #options: WorkerClientOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #state: ClientState = 'stopped';
  #config = '';
  #ledgerFile = '';
  #nextId = 1;
  #crashes: number[] = [];
  #restartTimer: NodeJS.Timeout | undefined;
  #reason = '';

  constructor(options: WorkerClientOptions) {
    super();
    this.#options = options;
  }

  get state(): ClientState {
    return this.#state;
  }

  /** Why it failed; '' as long as it did not. */
  get reason(): string {
    return this.#reason;
  }

  /** Starts the thread; after a failure, forgets the crashes. Without effect while it runs. */
  start(): void {
    if (this.#worker) return;
    clearTimeout(this.#restartTimer);
    if (this.#state === 'failed') this.#crashes = [];
    this.#spawn();
  }

  /** Tells the thread of a changed configuration. Another ledger means another thread. */
  async configure(): Promise<void> {
    const config = this.#options.config();
    if (!this.#worker || JSON.stringify(config) === this.#config) return;
    if (config.ledgerFile !== this.#ledgerFile) {
      await this.close();
      this.start();
      return;
    }
    this.#config = JSON.stringify(config);
    await this.run('configure', config);
    this.emit('state', this.#state);
  }

  query<Q extends QueryName>(name: Q, params: QueryParams<Q>, stop?: StopFlag): Promise<QueryResult<Q>> {
    return this.#request(name, params, stop) as Promise<QueryResult<Q>>;
  }

  run<C extends CommandName>(name: C, params: Parameters<Commands[C]>[0]): Promise<ReturnType<Commands[C]>> {
    return this.#request(name, params) as Promise<ReturnType<Commands[C]>>;
  }

  async close(): Promise<void> {
    clearTimeout(this.#restartTimer);
    const worker = this.#worker;
    this.#rejectAll(new Error('stopped'));
    this.#setState('stopped');
    await worker?.terminate();
  }

  /** Without a thread the request waits for the next one, unless there will be none. */
  #request(method: QueryName | CommandName, params: unknown, stop?: StopFlag): Promise<unknown> {
    if (this.#state === 'failed') return Promise.reject(new Error(this.#reason));
    return new Promise((resolve, reject) => {
      const request: WorkerRequest = { id: this.#nextId++, method, params, stop };
      this.#pending.set(request.id, { request, resolve, reject });
      this.#worker?.postMessage(request);
    });
  }

  #spawn(): void {
    const config = this.#options.config();
    this.#config = JSON.stringify(config);
    this.#ledgerFile = config.ledgerFile;
    const worker = new Worker(this.#options.script, {
      workerData: { config },
      name: this.#options.name ?? 'tokenmin',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker = worker;
    worker.on('message', (message: FromWorker) => this.#worker === worker && this.#receive(message));
    worker.on('error', (error) => this.#crashed(worker, String(error.stack ?? error)));
    worker.on('exit', (code) => this.#crashed(worker, `exit ${code}`));
    for (const { request } of this.#pending.values()) worker.postMessage(request);
    this.#setState('running');
  }

  #receive(message: FromWorker): void {
    if (message.type !== 'reply' && message.type !== 'failure') {
      this.emit('event', message);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === 'reply') pending?.resolve(message.result);
    else pending?.reject(new Error(message.message));
  }

  #crashed(worker: Worker, reason: string): void {
    // 'exit' follows 'error', and also our own `terminate`.
    if (this.#worker !== worker) return;
    this.#rejectAll(new Error(reason));
    this.emit('event', { type: 'log', level: 'error', message: `worker: ${reason}` });
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASH_WINDOW), now];
    this.#reason = reason;
    if (this.#crashes.length > CRASHES_ALLOWED) {
      this.#setState('failed');
      return;
    }
    const delay = (this.#options.backOff ?? 1000) * 2 ** (this.#crashes.length - 1);
    this.#restartTimer = setTimeout(() => this.#spawn(), delay);
    this.#setState('restarting');
  }

  #rejectAll(reason: Error): void {
    this.#worker = undefined;
    for (const pending of this.#pending.values()) pending.reject(reason);
    this.#pending.clear();
  }

  #setState(state: ClientState): void {
    if (state === 'running') this.#reason = '';
    this.#state = state;
    this.emit('state', state);
  }
}
