import type {
  CommandName,
  Commands,
  QueryName,
  QueryParams,
  QueryResult,
  StopFlag,
  WorkerEvent,
} from '../protocol/messages';

/**
 * Tokenmin without an editor: reads logs into the ledger and answers queries. The command line uses it in its own
 * process, the extension host through a worker (see node/worker).
 */
export interface Service {
  /** `stop`: an answer that takes long is given up, and the promise rejected, soon after it is set. */
  query<Q extends QueryName>(name: Q, params: QueryParams<Q>, stop?: StopFlag): Promise<QueryResult<Q>>;
  run<C extends CommandName>(name: C, params: Parameters<Commands[C]>[0]): Promise<ReturnType<Commands[C]>>;
  /** Stops after the current file; nothing that was read is lost. */
  close(): Promise<void>;
}

export type ServiceListener = (event: WorkerEvent) => void;
