import path from 'node:path';
import type { WorkerConfig } from '../protocol/messages';
import type { SourceId } from '../core/usage/usageRecord';
import type { SettingValues } from './settingValues';

/** Where Tokenmin runs, as far as the worker has to know. */
export interface Place {
  home: string;
  env: Record<string, string | undefined>;
  /** The extension's global storage. */
  storage: string;
  systemTimezone: string;
  machine: string;
}

/** What the worker is to read and where it keeps it: the user's own logs, or the sample month beside them. */
export function workerConfig(place: Place, settings: SettingValues, sample: boolean): WorkerConfig {
  const common = {
    timezone: settings.timezone || place.systemTimezone,
    prices: settings.prices,
    machine: place.machine,
  };
  if (sample) {
    return {
      ...common,
      home: sampleHome(place.storage),
      env: {},
      ledgerFile: path.join(sampleFolder(place.storage), 'ledger.sqlite'),
      // As on Linux, whatever this machine is.
      userDataFolders: [path.join(sampleHome(place.storage), '.config/Code/User')],
      extraFolders: {},
      disabledSources: [],
    };
  }
  return {
    ...common,
    home: place.home,
    env: place.env,
    ledgerFile: path.join(place.storage, 'ledger.sqlite'),
    userDataFolders: userDataFolders(place.storage),
    extraFolders: Object.fromEntries(
      Object.entries(settings.extraFolders).map(([id, folders]) => [
        id,
        folders.map((folder) => absolute(folder, place.home)).filter((folder) => folder !== undefined),
      ]),
    ) as Partial<Record<SourceId, string[]>>,
    disabledSources: settings.disabledSources,
  };
}

/** Everything the sample month needs, in one folder that can be deleted as one. */
export function sampleFolder(storage: string): string {
  return path.join(storage, 'sample');
}

export function sampleHome(storage: string): string {
  return path.join(sampleFolder(storage), 'home');
}

/** Global storage lies in `…/User/globalStorage/ID`, with a profile in `…/User/profiles/P/globalStorage/ID`. */
function userDataFolders(storage: string): string[] {
  const match = /^(.*[\\/]User)(?:[\\/]profiles[\\/][^\\/]+)?[\\/]globalStorage[\\/][^\\/]+[\\/]?$/.exec(storage);
  return match?.[1] ? [match[1]] : [];
}

function absolute(folder: string, home: string): string | undefined {
  const expanded = /^~(?=$|[\\/])/.test(folder) ? home + folder.slice(1) : folder;
  return path.isAbsolute(expanded) ? expanded : undefined;
}
