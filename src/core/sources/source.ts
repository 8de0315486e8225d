import type { SourceId, UsageRecord } from '../usage/usageRecord';
import type { BlockChunk } from '../usage/blockRows';
import type { TextBlock } from '../usage/textBlock';
import type { RecordRows } from '../usage/recordRows';

/** The machine as a source sees it. Paths use '/' on every system; Node accepts that on Windows too. */
export interface Environment {
  home: string;
  platform: 'linux' | 'darwin' | 'win32';
  /** Empty when a home directory was named explicitly: its own overrides would lead elsewhere. */
  env: Readonly<Record<string, string | undefined>>;
  /** User-data folders the editor itself told us about (`…/Code/User`), and folders from settings. */
  userDataFolders: readonly string[];
  extraFolders: Readonly<Partial<Record<SourceId, readonly string[]>>>;
  temporaryFolder: string;
}

/** A folder (or single file) to look in. What is looked for is listed even where nothing exists. */
export interface LogRoot {
  path: string;
  /** Why this folder: 'default', 'CLAUDE_CONFIG_DIR', 'setting', 'VS Code Insiders' … shown as it is. */
  label: string;
  /** How many folders deep logs may lie below `path`. 0: only files directly in it. */
  depth: number;
}

/**
 * How node/ hands a file to its parser.
 * - lines: append-only; only new whole lines are handed over, the parser's state is kept in between
 * - whole: small enough to be read as one (JSON documents, mutation logs); read anew when it changes
 * - database: SQLite, read-only; every row of `query` is handed over
 */
export type LogFormat = { as: 'lines' } | { as: 'zstd-lines' } | { as: 'whole' } | { as: 'database'; query: string };

export interface LogFile {
  path: string;
  root: LogRoot;
  format: LogFormat;
  modifiedAt: number;
  /** The bytes of the file that `Source.companion` names, where there is one. */
  companion?: Uint8Array;
  /** When it is being read, epoch ms: times far beyond that are implausible. */
  readAt: number;
}

/** Why something in a log was passed over. The code names the wording; counts and one example are kept per file. */
export type ProblemCode =
  | 'malformed-line' // not JSON, or not of the expected shape
  | 'line-too-long'
  | 'implausible-number' // negative, not whole, or too large: the call is left out
  | 'implausible-time' // before 2020 or more than a day ahead: kept, at the file's own time
  | 'unknown-format' // a version we do not know
  | 'unreadable' // permission, I/O
  | 'locked' // a database held by someone else
  | 'corrupt'; // a database or compressed file that does not open

/** Where a parser puts what it finds. Nothing is kept of what is not put here. */
export interface Sink {
  record(record: UsageRecord): void;
  /** The rows of a call that is written more than once in a row, one by one. From `scanned` logs `record` gets them so. */
  repeated?(row: UsageRecord): void;
  /** Read during the call only: the parser may use the same object for the next block. */
  block(block: TextBlock): void;
  /**
   * The text of the block that was just handed over, for whoever reads a log once more to show it. Only of documents,
   * whose texts are put together from several places; in a log of lines a block's text is a value of its line.
   */
  text?(text: string): void;
  problem(code: ProblemCode, offset: number, detail?: string): void;
  /** All records and blocks of a log in one go, in place of `record` and `block`, from parsers that have them so. */
  scanned?(log: ScannedLog): void;
}

/** What a log holds, as rows of numbers. */
export interface ScannedLog extends RecordRows {
  /** A conversation that others interrupt has several. */
  chunks: BlockChunk[];
}

/**
 * Reads one file. Exactly the method that fits the file's format is called.
 * A parser never throws on bad input: it reports a problem and goes on.
 */
export interface LogParser {
  /** One line without its line feed: `bytes[start…end)`, whose first byte is at `offset` in the file. */
  line?(bytes: Uint8Array, start: number, end: number, offset: number): void;
  /** In place of `line`, where a parser can: lines are read where it wants their bytes put. */
  readonly bulk?: BulkReader;
  whole?(bytes: Uint8Array): void;
  row?(row: Readonly<Record<string, unknown>>): void;
  /** Called once after the last line of this reading. What it returns (JSON, small) is handed to `open` the next time. */
  end?(): unknown;
}

export interface BulkReader {
  /** Where so many bytes can be put; what stood there may move. */
  room(length: number): Uint8Array;
  /**
   * Reads the whole lines among the first `filled` bytes of the room, which stand at `offset` in the file; before
   * `known` there is no line feed. Moves what is left to the front, and says how many bytes that is.
   */
  readLines(known: number, filled: number, offset: number): number;
  /** Reads the first `filled` bytes, if they are a whole line that only lacks its line feed. */
  readLast(filled: number, offset: number): boolean;
}

export const CAPABILITIES = [
  'per-call-usage',
  'cache-split',
  'cache-ttl',
  'reasoning',
  'prompts',
  'tool-calls',
  'tool-results',
  'edits',
  'compactions',
  'sub-agents',
  'effort',
] as const;

/** What every log of a source tells; rules that need more are hidden with the reason. */
export type Capability = (typeof CAPABILITIES)[number];

export interface Source {
  readonly id: SourceId;
  /** As the assistant is called. */
  readonly name: string;
  readonly capabilities: readonly Capability[];
  roots(environment: Environment): LogRoot[];
  /**
   * Is there any sense in looking into this folder below a root? Asked for every folder before it is opened, so that
   * the walk stays out of other extensions' storage. Absent: every folder within the root's depth.
   */
  enters?(relativeFolder: string, root: LogRoot): boolean;
  /** The format of a file below a root, by its path relative to that root ('/' separated); undefined: not a log. */
  classify(relativePath: string, root: LogRoot): LogFormat | undefined;
  /**
   * A small file (at most 64 KB) beside a log that says what the log itself does not, by its path relative to the root
   * ('/' separated): handed over as `LogFile.companion`. A missing or unreadable one is no problem.
   */
  companion?(relativePath: string, root: LogRoot): string | undefined;
}

/** `state` is what the parser's `end` returned when this file was last read and has only grown since. */
export type OpenLog = (file: LogFile, sink: Sink, state: unknown) => LogParser;
