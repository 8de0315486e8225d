import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, WorkerConfig, WorkerRequest } from '../protocol/messages';
import { openService } from './localService';
import { isQuery } from './queries/index';

/** Answers requests that come as messages; see protocol/messages. */
function ledgerThread(config: WorkerConfig): void {
  const port = parentPort!;
  const send = (message: FromWorker): void => port.postMessage(message);
  const service = openService(config, send);
  port.on('message', ({ id, method, params, stop }: WorkerRequest) => {
    const answer = isQuery(method)
      ? service.query(method as never, params as never, stop)
      : service.run(method as never, params as never);
    answer.then(
      (result) => send({ type: 'reply', id, result }),
      (error: unknown) =>
        send({ type: 'failure', id, message: error instanceof Error ? error.message : String(error) }),
    );
  });
}

ledgerThread((workerData as { config: WorkerConfig }).config);
