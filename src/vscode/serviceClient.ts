import { isCoachQuery } from '../protocol/coachQueries';
import type { CommandName, Commands, QueryName, QueryParams, QueryResult, StopFlag } from '../protocol/messages';
import { WorkerClient, type WorkerClientOptions } from './workerClient';

/** So long after its last answer the coach's thread is ended: its memory is worth more than the tenth of a second. */
const IDLE = 120_000;

/**
 * The service in two threads: one reads logs and tallies, one is started for the coach, so that no gauge waits for
 * advice. Both have the ledger open, as two windows have; one that is only in memory they cannot share.
 */
export class ServiceClient extends WorkerClient {
  readonly #coach: WorkerClient;
  readonly #idle: number;
  /** Until then the coach must not open the ledger. */
  #removed: Promise<unknown> = Promise.resolve();
  /** Only the thread that reads has it, so that one answers everything. */
  #inMemory = false;
  #asked = 0;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: WorkerClientOptions & { idle?: number }) {
    super(options);
    this.#coach = new WorkerClient({ ...options, name: 'tokenmin coach' });
    this.#idle = options.idle ?? IDLE;
    this.on('event', (event) => {
      if (event.type === 'opened') this.#inMemory = event.inMemory;
    });
    // That something changed the other thread tells as well.
    this.#coach.on('event', (event) => event.type === 'log' && this.emit('event', event));
  }

  override start(): void {
    super.start();
    if (this.#asked > 0 || this.#coach.state === 'failed') this.#coach.start();
  }

  override query<Q extends QueryName>(name: Q, params: QueryParams<Q>, stop?: StopFlag): Promise<QueryResult<Q>> {
    const isForCoach = isCoachQuery(name) && !this.#inMemory && this.state !== 'failed';
    return isForCoach ? this.#askCoach(name, params, stop) : super.query(name, params, stop);
  }

  override async run<C extends CommandName>(
    name: C,
    params: Parameters<Commands[C]>[0],
  ): Promise<ReturnType<Commands[C]>> {
    if (name !== 'deleteAll') return super.run(name, params);
    // On Windows nobody can remove a file that somebody has open.
    const removed = this.#coach.close().then(() => super.run(name, params));
    this.#removed = removed.catch(() => undefined);
    return removed;
  }

  override async configure(): Promise<void> {
    // At once: what is asked next is to find both changed.
    await Promise.all([super.configure(), this.#coach.configure()]);
  }

  override async close(): Promise<void> {
    clearTimeout(this.#idleTimer);
    await Promise.all([super.close(), this.#coach.close()]);
  }

  async #askCoach<Q extends QueryName>(name: Q, params: QueryParams<Q>, stop?: StopFlag): Promise<QueryResult<Q>> {
    clearTimeout(this.#idleTimer);
    this.#asked++;
    try {
      await this.#removed;
      // Before the start it waits, as every question does.
      if (this.#coach.state === 'stopped' && this.state !== 'stopped') this.#coach.start();
      return await this.#coach.query(name, params, stop);
    } finally {
      this.#asked--;
      if (this.#asked === 0 && this.#coach.state === 'running') {
        this.#idleTimer = setTimeout(() => void this.#coach.close(), this.#idle);
      }
    }
  }
}
