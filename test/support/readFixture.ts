import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdDecompressSync } from 'node:zlib';
import type {
  Environment,
  LogFile,
  LogFormat,
  LogRoot,
  ProblemCode,
  Sink,
  Source,
} from '../../src/core/sources/source';
import { sources } from '../../src/core/sources/index';
import { openLog } from '../../src/core/sources/openLog';
import { mergeCalls } from '../../src/core/usage/dedupe';
import type { TextBlock } from '../../src/core/usage/textBlock';
import type { UsageRecord } from '../../src/core/usage/usageRecord';
import { environment } from './environment';

/** Fixtures are dated from 2026 on; the moment at which they are read must not depend on the machine. */
export const READ_AT = Date.UTC(2027, 0, 1);
export const FIXTURE_MODIFIED_AT = Date.UTC(2026, 11, 31);

export interface Reading {
  /** Calls after dedupe, in the order of the files' paths. */
  records: UsageRecord[];
  /** As the parsers gave them. */
  raw: UsageRecord[];
  blocks: TextBlock[];
  problems: { code: ProblemCode; offset: number; detail?: string; file: string }[];
}

/** What a fixture's `expected.json` states. */
export interface Expected {
  requests: number;
  inputTokens: number;
  cacheReadInputTokens: number;
  outputTokens: number;
  reasoningOutputTokens: number;
  /** Absent: none. */
  estimatedRequests?: number;
  problems: Partial<Record<ProblemCode, number>>;
}

/**
 * Reads `dir/home` with every source, each file in one go, as node/ would: an in-memory ledger without a database.
 * `dir/environment.json` may override parts of the environment ($HOME stands for that home). A database is kept as the
 * SQL that makes it, under its own name plus '.sql'.
 */
export function readFixture(dir: string, platform: Environment['platform'] = 'linux'): Reading {
  const home = join(dir, 'home').replaceAll('\\', '/');
  const reading: Reading = { records: [], raw: [], blocks: [], problems: [] };
  for (const source of sources) {
    const seen = new Set<string>();
    const machine = environment({ home, platform, temporaryFolder: `${home}/tmp`, ...overridesIn(dir, home) });
    for (const root of source.roots(machine)) {
      for (const { relativePath, format } of logsBelow(source, root)) {
        const path = relativePath ? `${root.path}/${relativePath}` : root.path;
        if (seen.has(path)) continue;
        seen.add(path);
        const companion = source.companion?.(relativePath, root);
        readLog(source, { ...fixtureFile(path, root, format), companion: companionBytes(root, companion) }, reading);
      }
    }
  }
  reading.records = dedupe(reading.raw);
  return reading;
}

/** The figures of a reading in the form of an `expected.json`. */
export function figures({ records, problems }: Pick<Reading, 'records' | 'problems'>): Expected {
  const sum = (key: 'inputTokens' | 'cacheReadInputTokens' | 'outputTokens' | 'reasoningOutputTokens'): number =>
    records.reduce((total, record) => total + record[key], 0);
  const counts: Expected['problems'] = {};
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
  const estimated = records.filter((record) => record.basis === 'estimated').length;
  return {
    ...(estimated > 0 && { estimatedRequests: estimated }),
    requests: records.length,
    inputTokens: sum('inputTokens'),
    cacheReadInputTokens: sum('cacheReadInputTokens'),
    outputTokens: sum('outputTokens'),
    reasoningOutputTokens: sum('reasoningOutputTokens'),
    problems: counts,
  };
}

/** Copies of calls merged; of a conversation that several stores hold only the best store. */
export function dedupe(records: readonly UsageRecord[]): UsageRecord[] {
  const best = new Map<string, number>();
  const name = (r: UsageRecord): string => `${r.source} ${r.conversationId}`;
  for (const r of records) best.set(name(r), Math.max(r.storeRank, best.get(name(r)) ?? -Infinity));
  return mergeCalls(records.filter((r) => r.storeRank === best.get(name(r))));
}

export function emptyReading(): Reading {
  return { records: [], raw: [], blocks: [], problems: [] };
}

export function fixtureFile(path: string, root: LogRoot, format: LogFormat): LogFile {
  return { path, root, format, modifiedAt: FIXTURE_MODIFIED_AT, readAt: READ_AT };
}

/** A file in memory, for a source whose logs are lines: `cuts` are the sizes that it had when it was read before. */
export function readBytes(source: Source, path: string, bytes: Uint8Array, cuts: readonly number[] = []): Reading {
  const root: LogRoot = { path: '/fixture', label: 'default', depth: 8 };
  const file = fixtureFile(path, root, { as: 'lines' });
  const reading = emptyReading();
  let from = 0;
  let state: unknown;
  for (const size of [...cuts, bytes.length].sort((a, b) => a - b)) {
    const read = readLines(source, file, bytes.subarray(0, size), from, sinkInto(reading, file), state);
    from = read.to;
    // What a ledger keeps of a state is JSON.
    state = JSON.parse(JSON.stringify(read.state ?? null)) ?? undefined;
  }
  reading.records = dedupe(reading.raw);
  return reading;
}

function readLog(source: Source, file: LogFile, into: Reading): void {
  const sink = sinkInto(into, file);
  const { format } = file;
  if (format.as === 'database') {
    const parser = openLog(source.id, file, sink, undefined);
    const database = new DatabaseSync(':memory:');
    database.exec(readFileSync(`${file.path}.sql`, 'utf8'));
    for (const row of database.prepare(format.query).all()) parser.row?.(row);
    database.close();
    parser.end?.();
    return;
  }
  const bytes = readFileSync(file.path);
  if (format.as === 'lines') readLines(source, file, bytes, 0, sink, undefined);
  else if (format.as === 'whole') {
    const parser = openLog(source.id, file, sink, undefined);
    parser.whole?.(bytes);
    parser.end?.();
  } else {
    try {
      readLines(source, file, zstdDecompressSync(bytes), 0, sink, undefined);
    } catch {
      sink.problem('corrupt', 0);
    }
  }
}

/** Hands on the whole lines from `from` on; a torn last line waits for its end. */
function readLines(
  source: Source,
  file: LogFile,
  bytes: Uint8Array,
  from: number,
  sink: Sink,
  state: unknown,
): { to: number; state: unknown } {
  const parser = openLog(source.id, file, sink, state);
  let at = from;
  for (let feed = bytes.indexOf(10, at); feed >= 0; feed = bytes.indexOf(10, at)) {
    parser.line?.(bytes, at, feed, at);
    at = feed + 1;
  }
  return { to: at, state: parser.end?.() };
}

function sinkInto(reading: Reading, file: LogFile): Sink {
  return {
    record: (record) => void reading.raw.push(record),
    // A parser may use the same object for the next block.
    block: (block) => void reading.blocks.push({ ...block, at: { ...block.at } }),
    problem: (code, offset, detail) => void reading.problems.push({ code, offset, detail, file: file.path }),
  };
}

function logsBelow(source: Source, root: LogRoot): { relativePath: string; format: LogFormat }[] {
  const found: { relativePath: string; format: LogFormat }[] = [];
  const walk = (folder: string, depth: number): void => {
    for (const entry of readdirSync(`${root.path}/${folder}`, { withFileTypes: true }).sort(byName)) {
      const name = entry.name.replace(/\.sql$/, '');
      const relativePath = folder ? `${folder}/${name}` : name;
      if (entry.isDirectory()) {
        if (depth > 0 && (source.enters?.(relativePath, root) ?? true)) walk(relativePath, depth - 1);
      } else {
        const format = source.classify(relativePath, root);
        if (format) found.push({ relativePath, format });
      }
    }
  };
  if (!existsSync(root.path)) return found;
  if (statSync(root.path).isDirectory()) walk('', root.depth);
  else {
    const format = source.classify('', root);
    if (format) found.push({ relativePath: '', format });
  }
  return found;
}

function overridesIn(dir: string, home: string): Partial<Environment> {
  const path = join(dir, 'environment.json');
  return existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8').replaceAll('$HOME', home)) as Partial<Environment>)
    : {};
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function companionBytes(root: LogRoot, relativePath: string | undefined): Uint8Array | undefined {
  const path = `${root.path}/${relativePath}`;
  return relativePath !== undefined && existsSync(path) ? readFileSync(path) : undefined;
}
