import fs from 'node:fs';
import zlib from 'node:zlib';
import { DatabaseSync } from 'node:sqlite';
import type { LogFile, LogParser, ProblemCode, Sink } from '../../core/sources/source';
import { openLog } from '../../core/sources/openLog';
import type { BlockChunk } from '../../core/usage/blockRows';
import { packRecords, type RecordRows } from '../../core/usage/recordRows';
import { latestPlausible } from '../../core/usage/timestamp';
import type { UsageRecord } from '../../core/usage/usageRecord';
import { MOST_VALUES, hasTooManyValues } from '../../core/sources/tooManyValues';
import { BlockPacker } from '../ledger/blockPacker';
import { BESIDE, isBusy } from '../ledger/openLedger';
import { openRegularFile, refuseOther } from '../openRegularFile';
import { readSmallFile } from '../readSmallFile';
import { codeOf } from './logFiles';
import { readInBulk, readLines } from './lineReader';
import { hashAt, tailHash } from './logHash';
import { emptyReading, type FoundProblem, type ReadTask, type Reading } from './reading';

/** Documents and unpacked files are held in memory as a whole: beyond this they are passed over, with the reason. */
const LARGEST_WHOLE = 128 << 20;
/** Of a log of lines so much is read at a time: what is found there is held in memory until it is written. */
const AT_ONCE = 16 << 20;
const HEAD = 1024;
const COMPANION = 64 << 10;

/** Reads what is new in a log, `most` bytes or a little more. Never throws for what is in the file or happens to it. */
export function readLog(task: ReadTask, most = AT_ONCE): Reading {
  const records: UsageRecord[] = [];
  let scanned: RecordRows | undefined;
  let chunks: BlockChunk[] | undefined;
  const packer = new BlockPacker();
  const problems = new Map<ProblemCode, FoundProblem>();
  const sink: Sink = {
    record: (record) => void records.push(record),
    block: (block) => packer.add(block),
    scanned(log) {
      const { numbers, texts, identities } = log;
      scanned = { numbers, texts, identities };
      chunks = log.chunks;
    },
    problem(code, offset, detail = '') {
      const known = problems.get(code);
      if (known) known.count++;
      else problems.set(code, { code, count: 1, offset, detail: detail.slice(0, 200) });
    },
  };
  const reading = emptyReading(task);
  let fd: number | undefined;
  try {
    fd = openRegularFile(task.path);
    const { readTo, state } = parseLog(task, fd, sink, most);
    reading.readTo = readTo;
    reading.state = state;
    const size = fs.fstatSync(fd).size;
    reading.headLength = Math.min(HEAD, size);
    reading.headHash = hashAt(fd, 0, reading.headLength);
    reading.tailHash = tailHash(fd, reading.readTo);
    reading.bytesRead = reading.readTo - task.from;
    // Last of all: of a reading that failed nothing is kept, so none may follow it.
    reading.more = task.format.as === 'lines' && reading.bytesRead >= most;
  } catch (error) {
    reading.failed = isBusy(error)
      ? { code: 'locked', count: 1, offset: 0, detail: 'database is locked' }
      : { code: 'unreadable', count: 1, offset: 0, detail: codeOf(error) };
  } finally {
    if (fd !== undefined) fs.closeSync(fd);
  }
  reading.records = scanned ?? packRecords(records);
  reading.blocks = chunks ?? packer.chunks();
  reading.problems = [...problems.values()];
  return reading;
}

/** Hands an open log to its source's parser. Returns up to which byte it is done, and what the next reading needs. */
export function parseLog(task: ReadTask, fd: number, sink: Sink, most = Infinity): { readTo: number; state: unknown } {
  const file: LogFile = {
    path: task.path,
    root: task.root,
    format: task.format,
    modifiedAt: timeForCalls(task),
    readAt: task.readAt,
    companion: readCompanion(task.companion),
  };
  const parser = openLog(task.source, file, sink, task.from > 0 ? task.state : undefined);
  const readTo = readAs(task, fd, parser, sink, most);
  return { readTo, state: parser.end?.() };
}

/**
 * The file's time, for calls that tell none. It is compared to the fraction of a millisecond, but here it is whole; and of a
 * file that a wrong clock or a tool has dated before 1970 or ahead, no day that is asked for would have the calls.
 */
function timeForCalls({ modifiedAt, readAt }: ReadTask): number {
  return modifiedAt > latestPlausible(readAt) ? readAt : Math.max(0, Math.floor(modifiedAt));
}

/** Up to which byte the file is done. */
function readAs(task: ReadTask, fd: number, parser: LogParser, sink: Sink, most: number): number {
  const onLine = {
    line: (bytes: Uint8Array, start: number, end: number, offset: number) => parser.line?.(bytes, start, end, offset),
    tooLong: (offset: number, length: number) => sink.problem('line-too-long', offset, `${length} bytes`),
  };
  switch (task.format.as) {
    case 'lines':
      return parser.bulk
        ? readInBulk(fd, task.from, parser.bulk, onLine.tooLong, { most })
        : readLines(fd, task.from, onLine, { most });
    case 'zstd-lines': {
      eachLine(unpackZstd(fd, sink), onLine.line);
      return task.size;
    }
    case 'whole': {
      const size = fs.fstatSync(fd).size;
      const bytes = size > LARGEST_WHOLE ? undefined : readUpTo(fd, size);
      if (!bytes) sink.problem('line-too-long', 0, `${size} bytes`);
      else if (hasTooManyValues(bytes)) sink.problem('line-too-long', 0, `more than ${MOST_VALUES} values`);
      else parser.whole?.(bytes);
      return task.size;
    }
    case 'database':
      readDatabase(task.path, task.format.query, parser, sink);
      return task.size;
  }
}

/** All frames of a file, one after the other; of a damaged one, those before the damage. */
function unpackZstd(fd: number, sink: Sink): Buffer {
  const frames: Buffer[] = [];
  if (typeof zlib.zstdDecompressSync !== 'function') {
    sink.problem('unknown-format', 0, 'compressed logs need Node 22.15 or later');
    return Buffer.alloc(0);
  }
  const packed = readUpTo(fd, Math.min(fs.fstatSync(fd).size, LARGEST_WHOLE));
  let at = 0;
  let room = LARGEST_WHOLE;
  try {
    do {
      const { buffer, engine } = unpackFrame(packed.subarray(at), room);
      frames.push(buffer);
      at += engine.bytesWritten;
      room = Math.max(1, room - buffer.length);
    } while (at < packed.length);
  } catch (error) {
    sink.problem(codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'line-too-long' : 'corrupt', at, codeOf(error));
  }
  return frames.length === 1 ? frames[0]! : Buffer.concat(frames);
}

/** Node unpacks the first frame only; `engine` tells how many bytes that was. */
function unpackFrame(packed: Buffer, maxOutputLength: number): { buffer: Buffer; engine: { bytesWritten: number } } {
  const unpacked: unknown = zlib.zstdDecompressSync(packed, { maxOutputLength, info: true });
  return unpacked as ReturnType<typeof unpackFrame>;
}

function eachLine(bytes: Buffer, line: (b: Uint8Array, start: number, end: number, offset: number) => void): void {
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    if (end > start) line(bytes, start, end, start);
    start = end + 1;
  }
}

function readDatabase(file: string, query: string, parser: LogParser, sink: Sink): void {
  let db: DatabaseSync | undefined;
  // SQLite opens what lies beside the file without a look at what it is.
  for (const end of BESIDE) refuseOther(file + end, fs.statSync(file + end, { throwIfNoEntry: false }));
  try {
    db = new DatabaseSync(file, { readOnly: true, allowExtension: false });
    db.exec('PRAGMA busy_timeout = 500; PRAGMA trusted_schema = OFF');
    const statement = db.prepare(query);
    // Else one integer beyond 2^53 would end the reading: so it is a number that the parser finds implausible.
    statement.setReadBigInts(true);
    for (const row of statement.iterate()) parser.row?.(withNumbers(row));
  } catch (error) {
    // Its owner will let go of it: nothing is known of it until then.
    if (isBusy(error)) throw error;
    sink.problem('corrupt', 0, error instanceof Error ? error.message : String(error));
  } finally {
    db?.close();
  }
}

function withNumbers(row: Record<string, unknown>): Record<string, unknown> {
  for (const column in row) {
    const value = row[column];
    if (typeof value === 'bigint') row[column] = Number(value);
  }
  return row;
}

function readCompanion(path: string | undefined): Uint8Array | undefined {
  if (path === undefined) return undefined;
  const bytes = readSmallFile(path, COMPANION);
  return typeof bytes === 'string' ? undefined : bytes;
}

function readUpTo(fd: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  while (filled < size) {
    const read = fs.readSync(fd, bytes, filled, size - filled, filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
