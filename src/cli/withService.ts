import { setTimeout } from 'node:timers/promises';
import type { WorkerConfig } from '../protocol/messages';
import { openService } from '../node/localService';
import type { Service } from '../node/service';

/** For so long somebody else who reads the logs just now is given to finish. */
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/**
 * Brings the ledger up to date with the logs, asks it, and closes it. Says on a terminal how far it is. What another
 * window or command is reading is waited for: without it, the answer would be wrong.
 */
export async function withService<T>(config: WorkerConfig, ask: (service: Service) => Promise<T>): Promise<T> {
  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001b[K');
    shown = false;
  };
  const service = openService(config, (event) => {
    if (event.type !== 'progress' || !process.stderr.isTTY) return;
    // Also while the service is asked, where the ledger turns out to be damaged.
    if (!event.indexing) return clear();
    const percent = event.bytesTotal > 0 ? Math.floor((100 * event.bytesDone) / event.bytesTotal) : 100;
    process.stderr.write(`\rReading logs: ${percent} %`);
    shown = true;
  });
  try {
    const until = Date.now() + PATIENCE_MS;
    while ((await service.run('refresh', {})).elsewhere && Date.now() < until) await setTimeout(LOOK_AGAIN_MS);
    return await ask(service);
  } finally {
    await service.close();
  }
}
