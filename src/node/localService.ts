import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { PriceBook } from '../core/pricing/priceBook';
import type { Environment } from '../core/sources/source';
import { sources } from '../core/sources/index';
import type {
  CommandName,
  Commands,
  QueryName,
  QueryParams,
  QueryResult,
  StopFlag,
  WorkerConfig,
} from '../protocol/messages';
import type { Note } from '../protocol/views';
import { dismiss, snooze, tagSession, unfollow } from './coach/adviceState';
import type { follow as Follow } from './coach/follow';
import { ingest, type IngestFacts } from './ingest/ingest';
import { Lease, leaseOwner } from './ledger/lease';
import { Ledger } from './ledger/ledger';
import { inodeOf, isBusy, isCorrupt, isFull, openLedger, removeLedger, setAside } from './ledger/openLedger';
import { loadBundle } from './loadBundle';
import { openPriceBook } from './priceData';
import { answerOf } from './queries/index';
import type { QueryContext, RunFacts } from './queryContext';
import type { writeSampleMonth as WriteSampleMonth } from './sampleMonth';
import type { Service, ServiceListener } from './service';
import { throwIfStopped } from './stopFlag';

/** Shown at most so often while indexing. */
const PROGRESS_MS = 100;
/** How often a look is taken at what other windows wrote. */
const OTHERS_MS = 1000;

interface OpenLedger {
  ledger: Ledger;
  lease: Lease;
  prices: PriceBook;
  /** A second connection: answers come from what is committed while the first one writes. */
  reader: DatabaseSync | undefined;
  file: string;
  /** Tells the file from another one put in its place; undefined: it was removed just when it was opened. */
  inode: number | undefined;
}

/**
 * The service in this very thread: the command line's, and the worker's. `scripts` is the folder of the bundles and of
 * prices.json.
 */
export function openService(config: WorkerConfig, listener: ServiceListener, scripts = __dirname): Service {
  return new LocalService(config, listener, scripts);
}

class LocalService implements Service {
  private opened: OpenLedger | undefined;
  private readonly leaseOwner = leaseOwner(process.pid);
  private othersTimer: NodeJS.Timeout | undefined;
  private facts: IngestFacts | undefined;
  private notes: Note[] = [];
  private indexing = false;
  private closed = false;
  /** Commands run one after the other. */
  private queue: Promise<unknown> = Promise.resolve();
  private readonly commands: {
    [C in CommandName]: (p: Parameters<Commands[C]>[0]) => Promise<ReturnType<Commands[C]>>;
  } = {
    refresh: ({ paths }) => this.refresh(paths),
    configure: async (config) => this.configure(config),
    deleteAll: async () => this.deleteAll(),
    writeSample: ({ folder, endDay, until }) => {
      const { writeSampleMonth } = loadBundle<{ writeSampleMonth: typeof WriteSampleMonth }>(this.scripts, 'sample.js');
      return writeSampleMonth(folder, { seed: 1, endDay, until });
    },
    snooze: async ({ ruleId, workspace, until }) => this.change((db) => snooze(db, ruleId, workspace, until)),
    dismiss: async ({ ruleId, workspace, reason, lowNano }) =>
      this.change((db) => dismiss(db, { ruleId, workspace, reason, at: Date.now(), lowNano })),
    follow: async (p) => {
      const { follow } = loadBundle<{ follow: typeof Follow }>(this.scripts, 'coach.js');
      return this.change(() => follow(this.context(), p));
    },
    unfollow: async ({ id, back = false }) => this.change((db) => unfollow(db, id, back ? undefined : Date.now())),
    tagSession: async ({ session, tag }) => this.change((db) => tagSession(db, session, tag, Date.now())),
  };

  constructor(
    private config: WorkerConfig,
    private readonly listener: ServiceListener,
    private readonly scripts: string,
  ) {}

  async query<Q extends QueryName>(name: Q, params: QueryParams<Q>, stop?: StopFlag): Promise<QueryResult<Q>> {
    throwIfStopped(stop);
    const answer = () => answerOf(name, this.scripts)({ ...this.context(), stop }, params);
    return this.surviving(answer, () => this.run('refresh', {}));
  }

  run<C extends CommandName>(name: C, params: Parameters<Commands[C]>[0]): Promise<ReturnType<Commands[C]>> {
    if (!Object.hasOwn(this.commands, name)) return Promise.reject(new Error(`no such method: ${String(name)}`));
    const done = this.queue.then(() => this.commands[name](params));
    this.queue = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.othersTimer);
    await this.queue;
    this.shut();
  }

  private async refresh(paths: string[] | undefined): Promise<ReturnType<Commands['refresh']>> {
    const read = async (): Promise<ReturnType<Commands['refresh']>> => {
      const opened = this.open();
      const { ledger, lease, file } = opened;
      // A look at single files tells nothing of the folders: before anything else, everything is looked at once.
      const only = this.facts ? paths : undefined;
      let shownAt = 0;
      try {
        const facts = await ingest({
          ledger,
          sources: sources.filter((s) => !this.config.disabledSources.includes(s.id)),
          environment: this.environment(),
          now: Date.now(),
          paths: only,
          scripts: this.scripts,
          mayGoOn: () => (this.indexing = lease.acquire(Date.now())),
          progress: (p) => {
            if (Date.now() - shownAt < PROGRESS_MS) return;
            shownAt = Date.now();
            this.listener({ type: 'progress', indexing: true, ...p });
          },
          stopped: () => this.closed,
        });
        if (!only) this.facts = facts;
        // What is counted in memory for want of space stays there until the next start.
        const over = file === ':memory:' ? ['indexed-elsewhere'] : ['indexed-elsewhere', 'disk-full'];
        this.notes = this.notes.filter((n) => !over.includes(n.kind));
        if (facts.elsewhere) this.note({ kind: 'indexed-elsewhere' });
        if (facts.recordsAdded > 0 || facts.filesRead > 0) this.listener({ type: 'changed' });
        return { recordsAdded: facts.recordsAdded, bytesRead: facts.bytesRead, elsewhere: facts.elsewhere ?? false };
      } catch (error) {
        // The system may say anything of a file that another window has put another one in the place of.
        if (!this.sameFile(opened)) throw error;
        if (isBusy(error)) this.note({ kind: 'indexed-elsewhere' });
        else if (isFull(error)) this.note({ kind: 'disk-full', detail: (error as Error).message });
        else throw error;
        return { recordsAdded: 0, bytesRead: 0, elsewhere: isBusy(error) };
      } finally {
        if (this.indexing) this.release(lease);
        this.indexing = false;
        if (shownAt > 0) {
          this.listener({
            type: 'progress',
            indexing: false,
            filesDone: 0,
            filesTotal: 0,
            bytesDone: 0,
            bytesTotal: 0,
          });
        }
      }
    };
    return this.surviving(read, async () => undefined);
  }

  private context(): QueryContext {
    const { ledger, reader, prices, file } = this.open();
    let { db } = ledger;
    if (ledger.writing && file !== ':memory:') {
      db = reader ?? (this.opened!.reader = new DatabaseSync(file, { readOnly: true }));
    }
    const config = { ...this.config, ledgerFile: file };
    return { db, config, now: Date.now(), priceBook: prices, run: this.runFacts(), scripts: this.scripts };
  }

  /** Something of the user's own goes into the ledger: every window shows it. */
  private change<T>(act: (db: DatabaseSync) => T): Promise<T> {
    const done = () => {
      const result = act(this.open().ledger.db);
      this.listener({ type: 'changed' });
      return result;
    };
    // A command itself, it would wait for itself in the queue.
    return this.surviving(done, () => this.refresh(undefined));
  }

  private release(lease: Lease): void {
    try {
      lease.release();
    } catch {
      // It runs out by itself.
    }
  }

  private configure(config: WorkerConfig): void {
    const moved = config.ledgerFile !== this.config.ledgerFile || config.home !== this.config.home;
    this.config = config;
    this.facts = undefined;
    if (moved) this.shut();
    else if (this.opened) {
      const prices = openPriceBook(this.config.prices, path.join(this.scripts, 'prices.json'));
      this.opened.prices = prices;
      this.setPrices(this.opened.ledger, prices);
    }
    this.listener({ type: 'changed' });
  }

  private deleteAll(): void {
    const file = this.config.ledgerFile;
    this.shut();
    if (file !== ':memory:') removeLedger(file);
    this.facts = undefined;
    this.notes = [];
    this.listener({ type: 'changed' });
  }

  private open(): OpenLedger {
    if (this.opened && !this.sameFile(this.opened)) {
      this.listener({
        type: 'log',
        level: 'warn',
        message: 'The ledger was removed or replaced; reading the logs again.',
      });
      this.shut();
      this.facts = undefined;
    }
    if (this.opened) return this.opened;
    const { db, file, notes } = openLedger(this.config.ledgerFile);
    for (const note of notes) this.note(note);
    try {
      const prices = openPriceBook(this.config.prices, path.join(this.scripts, 'prices.json'));
      const ledger = new Ledger(db, prices);
      this.setPrices(ledger, prices);
      const lease = new Lease(db, this.leaseOwner);
      this.opened = { ledger, lease, prices, reader: undefined, file, inode: inodeOf(file) };
      this.othersTimer ??= setInterval(() => this.noticeOthers(), OTHERS_MS).unref();
      this.listener({ type: 'opened', inMemory: file === ':memory:' });
      return this.opened;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Where another window is writing, costs are computed anew when this one next writes. */
  private setPrices(ledger: Ledger, prices: PriceBook): void {
    try {
      ledger.setPrices(prices);
    } catch (error) {
      if (!isBusy(error) && !isFull(error)) throw error;
    }
  }

  /** Tells when another window has written into this ledger, or removed it. */
  private noticeOthers(): void {
    if (!this.opened || this.indexing) return;
    try {
      if (!this.sameFile(this.opened) || this.opened.ledger.changedElsewhere()) this.listener({ type: 'changed' });
    } catch {
      // A damaged or locked ledger is dealt with when it is next asked.
    }
  }

  private shut(): void {
    const { ledger, reader } = this.opened ?? {};
    this.opened = undefined;
    try {
      reader?.close();
      ledger?.close();
    } catch (error) {
      this.listener({ type: 'log', level: 'warn', message: `Closing the ledger: ${String(error)}` });
    }
  }

  private sameFile({ file, inode }: OpenLedger): boolean {
    return file === ':memory:' || (inode !== undefined && inodeOf(file) === inode);
  }

  /**
   * Does it once more with a new ledger when the old one turns out to be damaged, or no longer there; not before `readAgain`
   * has filled it, or the answer would be that there is nothing.
   */
  private async surviving<T>(act: () => T | Promise<T>, readAgain: () => Promise<unknown>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      const { file, inode } = this.opened ?? { file: this.config.ledgerFile, inode: inodeOf(this.config.ledgerFile) };
      const isReplaced = this.opened !== undefined && !this.sameFile(this.opened);
      if (!isReplaced && (!isCorrupt(error) || file === ':memory:')) throw error;
      this.shut();
      this.facts = undefined;
      const notes = isReplaced ? [] : setAside(file, inode);
      for (const note of notes) this.note(note);
      const what = notes.length > 0 ? 'is damaged and was set aside' : 'was removed or replaced';
      this.listener({ type: 'log', level: 'error', message: `The ledger ${what}: ${String(error)}` });
      await readAgain();
      return act();
    }
  }

  private environment(): Environment {
    const { home, env, userDataFolders, extraFolders } = this.config;
    const slashed = (folder: string): string => folder.replaceAll('\\', '/').replace(/\/+$/, '');
    return {
      home: slashed(home),
      platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
      env: Object.fromEntries(Object.entries(env).map(([key, value]) => [key, value?.replaceAll('\\', '/')])),
      userDataFolders: userDataFolders.map(slashed),
      extraFolders: Object.fromEntries(Object.entries(extraFolders).map(([id, folders]) => [id, folders.map(slashed)])),
      // The machine's temporary folder is nobody's home.
      temporaryFolder: Object.keys(env).length === 0 ? '' : slashed(os.tmpdir()),
    };
  }

  private note(note: Note): void {
    this.notes = [...this.notes.filter((n) => n.kind !== note.kind), note];
  }

  private runFacts(): RunFacts {
    const { facts } = this;
    return {
      filesSeen: facts?.filesSeen ?? 0,
      filesRead: facts?.filesRead ?? 0,
      bytesRead: facts?.bytesRead ?? 0,
      unreadable: facts?.unreadable ?? [],
      notes: this.notes,
      indexing: this.indexing,
      roots: (facts?.roots ?? []).map(({ source, root, state, files }) => ({
        source,
        path: root.path,
        label: root.label,
        depth: root.depth,
        state,
        files,
      })),
    };
  }
}
