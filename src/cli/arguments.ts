import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { addDays, isValidTimezone } from '../core/usage/period';
import { NO_PRICE_SETTINGS } from '../core/pricing/priceSettings';
import { sources } from '../core/sources/index';
import type { SourceId } from '../core/usage/usageRecord';
import type { WorkerConfig } from '../protocol/messages';
import type { DaySpan } from '../protocol/views';
import { machineTimezone, zoneFor } from '../node/machineZone';
import { isForeignFile } from '../node/ledger/foreignFile';
import { isDay } from '../node/queries/spanRange';

/** The user's mistake, in one line: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export type Options = Record<string, { type: 'string' | 'boolean' }>;

export const COMMON_OPTIONS = {
  home: { type: 'string' },
  ledger: { type: 'string' },
  timezone: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies Options;

export interface Parsed {
  values: Record<string, string | boolean | undefined>;
  positionals: string[];
}

/**
 * Throws a UsageError for flags that are not among `options`, and for more or fewer words than `positionals` names; a last
 * name with '…' stands for one word or more.
 */
export function parse(args: string[], options: Options, positionals: readonly string[] = []): Parsed {
  let parsed: Parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true }) as Parsed;
  } catch (error) {
    // What Node adds after the first sentence explains its own conventions.
    throw new UsageError((error as Error).message.split(/\.\s|\n/, 1)[0]!.replace(/\.$/, ''));
  }
  const { length } = parsed.positionals;
  if (length < positionals.length) throw new UsageError(`${positionals[length]} is missing`);
  if (length > positionals.length && !positionals.at(-1)?.endsWith('…')) {
    throw new UsageError(`${JSON.stringify(parsed.positionals[positionals.length])} is one word too many`);
  }
  return parsed;
}

/** The folder that --home names, or the user's own. */
export function homeFrom(values: Parsed['values'], own: () => string = os.homedir): string {
  const home = values['home'] as string | undefined;
  if (home !== undefined) {
    if (!isFolder(home)) throw new UsageError(`--home: there is no folder ${JSON.stringify(home)}`);
    return path.resolve(home);
  }
  const folder = own();
  // With HOME set to nothing, the system answers nothing, and what is kept would go wherever one happens to be.
  if (!path.isAbsolute(folder)) throw new UsageError('the variable HOME names no folder: set it, or use --home');
  return folder;
}

/** What the common flags say. */
export function configFrom(values: Parsed['values']): WorkerConfig {
  const home = homeFrom(values);
  const isOther = values['home'] !== undefined;
  const timezone = values['timezone'] as string | undefined;
  if (timezone !== undefined && timezone !== 'UTC' && !isValidTimezone(timezone)) {
    throw new UsageError(`--timezone: ${JSON.stringify(timezone)} is no IANA time zone such as Europe/Berlin`);
  }
  const ledger = values['ledger'] as string | undefined;
  if (ledger === '') throw new UsageError('--ledger: a file or ":memory:"');
  return {
    home,
    env: isOther ? {} : { ...process.env },
    // A look at another home must not mix into the user's own history.
    ledgerFile:
      ledger === undefined
        ? isOther
          ? ':memory:'
          : defaultLedger(process.env, process.platform, home)
        : ledgerPath(ledger),
    timezone: timezone ?? machineTimezone(),
    userDataFolders: [],
    extraFolders: {},
    disabledSources: [],
    prices: NO_PRICE_SETTINGS,
    machine: os.hostname(),
  };
}

/** `--since` also takes a number of days up to today: 7d. `now` is epoch milliseconds. */
export function spanFrom(values: Parsed['values'], timezone: string, now: number): DaySpan {
  const { since, until } = values as Record<string, string | undefined>;
  const days = /^([1-9]\d{0,3})d$/.exec(since ?? '')?.[1];
  const span: DaySpan = {
    since: days === undefined ? since : addDays(zoneFor(timezone).dayOf(now), 1 - Number(days)),
    until,
  };
  for (const [flag, day] of Object.entries(span)) {
    if (day !== undefined && !isDay(day)) {
      throw new UsageError(`--${flag}: ${JSON.stringify(day)} is no day written YYYY-MM-DD`);
    }
  }
  if (span.since !== undefined && span.until !== undefined && span.since > span.until) {
    throw new UsageError('--since is after --until');
  }
  return span;
}

export function sourceFrom(values: Parsed['values']): SourceId | undefined {
  const id = values['source'];
  if (id === undefined) return undefined;
  const source = sources.find((s) => s.id === id);
  if (!source) throw new UsageError(`--source: one of ${sources.map((s) => s.id).join(', ')}`);
  return source.id;
}

function ledgerPath(file: string): string {
  if (file === ':memory:') return file;
  // Where the user names a file, it may be one of something else.
  if (isForeignFile(file)) throw new UsageError(`--ledger: ${JSON.stringify(file)} is no ledger of Tokenmin's`);
  return path.resolve(file);
}

/** In the user's data folder, as each system has it. */
export function defaultLedger(env = process.env, platform = process.platform, home = os.homedir()): string {
  if (platform === 'darwin') return path.posix.join(home, 'Library/Application Support/Tokenmin/ledger.sqlite');
  if (platform === 'win32') {
    return path.win32.join(env['LOCALAPPDATA'] || path.win32.join(home, 'AppData/Local'), 'Tokenmin/ledger.sqlite');
  }
  const data = env['XDG_DATA_HOME'] ?? '';
  // The specification: a path that is not absolute is to be ignored.
  return path.posix.join(data.startsWith('/') ? data : path.posix.join(home, '.local/share'), 'tokenmin/ledger.sqlite');
}

function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
