import type * as vscode from 'vscode';
import type { LogWatch } from './logWatch';
import type { SampleMode } from './sampleMode';
import type { WorkerClient } from './workerClient';

/** Everything that costs time happens after `activate` has returned. */
export function startReading(
  client: WorkerClient,
  sample: SampleMode,
  watch: LogWatch,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const soon = setImmediate(() => {
    client.start();
    if (!sample.on) return;
    sample.write(client).then(
      () => watch.refresh(),
      (error: unknown) => log.error(`sample month: ${String(error)}`),
    );
  });
  return { dispose: () => clearImmediate(soon) };
}
