import fs from 'node:fs';
import path from 'node:path';
import type { Environment, Source } from '../../core/sources/source';
import type { KnownFile, Ledger } from '../ledger/ledger';
import { findLogs, findNamed, type FoundFile, type FoundRoot } from './logFiles';
import { openRegularFile } from '../openRegularFile';
import { SCAN_BUNDLE, loadScan } from '../loadScan';
import { hashAt, tailHash } from './logHash';
import type { ReadTask } from './reading';
import { readAll } from './scanPool';
import { ScanThreads } from './scanThreads';

/** After so many bytes read, what was found so far is made safe. */
const COMMIT_BYTES = 64 << 20;

/** What a run saw and did. */
export interface IngestFacts {
  filesSeen: number;
  filesRead: number;
  bytesRead: number;
  recordsAdded: number;
  unreadable: { path: string; reason: string }[];
  roots: (FoundRoot & { source: Source['id'] })[];
  /** Something is new, and somebody else is reading it. */
  elsewhere?: boolean;
}

export interface IngestOptions {
  ledger: Ledger;
  sources: readonly Source[];
  environment: Environment;
  now: number;
  /** Only these files, where somebody saw them change; else everything is looked at. */
  paths?: readonly string[];
  /** The folder of our bundles. */
  scripts: string;
  /** Called before anything is written, and before each further part; false: somebody else indexes now, stop here. */
  mayGoOn(): boolean;
  progress(facts: { filesDone: number; filesTotal: number; bytesDone: number; bytesTotal: number }): void;
  stopped(): boolean;
}

/**
 * Brings the ledger up to date with the logs: reads every byte that is new, once. Where nothing is new, nothing is
 * written, not even who is looking.
 */
export async function ingest(options: IngestOptions): Promise<IngestFacts> {
  const threads = new ScanThreads(path.join(options.scripts, SCAN_BUNDLE));
  try {
    return await ingestWith(threads, options);
  } finally {
    await threads.end();
  }
}

async function ingestWith(threads: ScanThreads, options: IngestOptions): Promise<IngestFacts> {
  const { ledger } = options;
  let news = await look(options, threads);
  if (news.tasks.length === 0 && news.gone.length === 0) return news.facts;
  if (!options.mayGoOn()) return { ...news.facts, elsewhere: true };
  // What was new a moment ago may have been read by another window meanwhile.
  if (ledger.writtenByOthers) news = await look(options, threads);
  await read(options, news.tasks, threads, news.known, news.facts);
  if (!options.stopped() && news.gone.length > 0) {
    ledger.begin();
    ledger.markGone(news.gone);
    ledger.commit();
  }
  return news.facts;
}

interface News {
  facts: IngestFacts;
  known: Map<string, KnownFile>;
  tasks: ReadTask[];
  /** The ledger's ids of files that are no longer there. */
  gone: number[];
}

async function look(options: IngestOptions, threads: ScanThreads): Promise<News> {
  const { ledger, sources, environment } = options;
  const paths = options.paths?.map((file) => file.replaceAll('\\', '/'));
  const known = ledger.files(paths?.map((file) => file.replace(/-(wal|shm|journal)$/, '')));
  const facts: IngestFacts = { filesSeen: 0, filesRead: 0, bytesRead: 0, recordsAdded: 0, unreadable: [], roots: [] };
  const tasks: ReadTask[] = [];
  const present = new Set<string>();
  // Where nothing is known yet, all that is found will be read.
  if (known.size === 0) await threads.prepare();
  let bytes = 0;
  const expect = known.size > 0 ? undefined : (file: FoundFile): void => threads.expect((bytes += file.size));
  for (const source of sources) {
    const logs = paths ? findNamed(source, environment, paths) : findLogs(source, environment, expect);
    facts.filesSeen += logs.files.length;
    facts.unreadable.push(...logs.unreadable);
    facts.roots.push(...logs.roots.map((root) => ({ ...root, source: source.id })));
    const news: ReadTask[] = [];
    for (const file of logs.files) {
      present.add(file.path);
      const task = taskFor(ledger, source, file, known.get(file.path), options.now);
      if (task) news.push(task);
    }
    // Forks come after what they were made from: Codex names its files by time, in whatever folder they are. Elsewhere
    // what belongs to one conversation lies in one folder, and is soonest read in one go.
    const keyOf = source.id === 'codex' ? nameOf : pathOf;
    for (const task of news.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) tasks.push(task);
  }
  const looked = new Set(sources.map((s) => s.id));
  const gone = [...known].filter(
    ([path, file]) =>
      !file.gone &&
      looked.has(file.source) &&
      !present.has(path) &&
      !facts.unreadable.some((u) => path.startsWith(u.path)),
  );
  return { facts, known, tasks, gone: gone.map(([, file]) => file.id) };
}

async function read(
  options: IngestOptions,
  tasks: readonly ReadTask[],
  threads: ScanThreads,
  known: ReadonlyMap<string, KnownFile>,
  facts: IngestFacts,
): Promise<void> {
  if (tasks.length === 0) return;
  const { ledger } = options;
  const bytesTotal = tasks.reduce((sum, t) => sum + Math.max(0, t.size - t.from), 0);
  await threads.prepare();
  threads.expect(bytesTotal);
  let filesDone = 0;
  let bytesDone = 0;
  let unsaved = 0;
  let stop = false;
  ledger.begin();
  try {
    await readAll(
      tasks,
      threads,
      loadScan(options.scripts).readLog,
      (task, reading) => {
        if (stop) return;
        facts.recordsAdded += ledger.apply(task, reading, known.get(task.path)?.id);
        facts.bytesRead += reading.bytesRead;
        if (reading.failed) facts.unreadable.push({ path: task.path, reason: reading.failed.detail });
        else if (!reading.more) facts.filesRead++;
        if (!reading.more) filesDone++;
        const bytes = reading.more ? reading.bytesRead : Math.max(0, task.size - task.from);
        bytesDone += bytes;
        unsaved += bytes;
        options.progress({ filesDone, filesTotal: tasks.length, bytesDone, bytesTotal });
        if (unsaved < COMMIT_BYTES) return;
        unsaved = 0;
        ledger.commit();
        stop = !options.mayGoOn();
        ledger.begin();
      },
      () => stop || options.stopped(),
    );
    ledger.commit();
  } catch (error) {
    ledger.rollback();
    throw error;
  }
  ledger.settle();
}

/** What is to be read of a file; undefined: nothing new. */
function taskFor(
  ledger: Ledger,
  source: Source,
  file: FoundFile,
  known: KnownFile | undefined,
  now: number,
): ReadTask | undefined {
  if (known && !known.gone && known.size === file.size && known.modifiedAt === file.modifiedAt) return undefined;
  const companion = source.companion?.(file.relativePath, file.root);
  const task: ReadTask = {
    source: source.id,
    path: file.path,
    root: file.root,
    format: file.format,
    companion: companion === undefined ? undefined : `${file.root.path}/${companion}`,
    size: file.size,
    modifiedAt: file.modifiedAt,
    readAt: now,
    from: 0,
    state: undefined,
  };
  if (known && file.format.as === 'lines' && hasGrown(file, known)) {
    task.from = known.readTo;
    task.state = ledger.stateOf(known.id);
  }
  return task;
}

/** Is what was read of the file still there, so that only what follows is new? */
function hasGrown(file: FoundFile, known: KnownFile): boolean {
  if (known.readTo === 0 || file.size < known.readTo) return false;
  let fd: number | undefined;
  try {
    fd = openRegularFile(file.path);
    return hashAt(fd, 0, known.headLength) === known.headHash && tailHash(fd, known.readTo) === known.tailHash;
  } catch {
    return false;
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
}

function pathOf({ path }: ReadTask): string {
  return path;
}

function nameOf({ path }: ReadTask): string {
  return `${path.slice(path.lastIndexOf('/') + 1)} ${path}`;
}
