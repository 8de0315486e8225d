import type { WorkerConfig } from '../protocol/messages';
import { openService } from '../node/localService';
import type { Service } from '../node/service';

/** Brings the ledger up to date with the logs, asks it, and closes it. Says on a terminal how far it is. */
export async function withService<T>(config: WorkerConfig, ask: (service: Service) => Promise<T>): Promise<T> {
  let shown = false;
  const service = openService(config, (event) => {
    if (event.type !== 'progress' || !event.indexing || !process.stderr.isTTY) return;
    const percent = event.bytesTotal > 0 ? Math.floor((100 * event.bytesDone) / event.bytesTotal) : 100;
    process.stderr.write(`\rReading logs: ${percent} %`);
    shown = true;
  });
  try {
    await service.run('refresh', {});
    if (shown) process.stderr.write('\r\u001b[K');
    return await ask(service);
  } finally {
    await service.close();
  }
}
