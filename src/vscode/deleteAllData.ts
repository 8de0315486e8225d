import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { PAUSED, type ReadingPause } from './readingPause';
import type { SampleMode } from './sampleMode';
import type { WorkerClient } from './workerClient';

export interface DataKeepers {
  context: vscode.ExtensionContext;
  client: WorkerClient;
  sample: SampleMode;
  pause: ReadingPause;
}

/** Asks, then forgets everything Tokenmin has stored. The assistants' own logs are not touched. */
export async function confirmAndDeleteAllData(keepers: DataKeepers): Promise<void> {
  const deleteAll = vscode.l10n.t('Delete All Data');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Delete everything that Tokenmin has stored?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'This includes the history of calls whose logs your assistants have deleted; it cannot be rebuilt. The logs themselves and your settings stay as they are. Nothing is counted again until you choose "Refresh Now".',
      ),
    },
    deleteAll,
  );
  if (choice === deleteAll) await deleteAllData(keepers);
}

async function deleteAllData({ context, client, sample, pause }: DataKeepers): Promise<void> {
  await pause.set(true);
  await sample.set(false);
  await client.configure();
  await client.run('deleteAll', {});
  for (const key of context.globalState.keys()) {
    if (key !== PAUSED) await context.globalState.update(key, undefined);
  }
  await removeAllBut(context.globalStorageUri.fsPath, /^ledger\.sqlite(-journal|-wal|-shm)?$/);
}

/** The new, empty ledger is open; everything beside it goes, set-aside ledgers and the sample included. */
async function removeAllBut(folder: string, kept: RegExp): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    if (!kept.test(name)) await fs.rm(path.join(folder, name), { recursive: true, force: true });
  }
}
