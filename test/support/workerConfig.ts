import { NO_PRICE_SETTINGS } from '../../src/core/pricing/priceSettings';
import type { WorkerConfig } from '../../src/protocol/messages';

/** A worker that would read an invented home, with nothing set, unless said otherwise. */
export function workerConfig(fields: Partial<WorkerConfig> = {}): WorkerConfig {
  return {
    home: '/home/dev',
    env: {},
    ledgerFile: ':memory:',
    timezone: 'UTC',
    userDataFolders: [],
    extraFolders: {},
    disabledSources: [],
    prices: NO_PRICE_SETTINGS,
    machine: 'desk',
    ...fields,
  };
}
