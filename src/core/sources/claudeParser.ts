import { BlockColumn } from '../usage/blockColumn';
import { unpackBlocks, type BlockChunk } from '../usage/blockRows';
import { textIn, type JoinedTexts } from '../usage/joinedTexts';
import { unpackRecords } from '../usage/recordReader';
import { RecordColumn } from '../usage/recordColumn';
import { identitiesOf } from '../usage/recordRows';
import { EARLIEST, latestPlausible } from '../usage/timestamp';
import { ClaudeScanner } from './claudeScanner';
import type { BulkReader, LogFile, LogParser, ScannedLog, Sink } from './source';

/** What a transcript's later rows need of its earlier ones, when only these are read. */
interface State {
  /** Of the last row that has one; NaN, which is null once it was stored, for none. */
  time: number | null;
  cwd: string;
  tools: [id: number, name: string, target: string][];
  /** The call that was being written when the log was last read: its further rows may be still to come. */
  last?: { key: string; variant: string; toolCalls: number };
}

const WORD = 4;
const TOOL_WORDS = 3;
const CHUNK_WORDS = 4;
const TURN_NUMBERS = 3;
const BLOCK_BYTES = BlockColumn.Count * WORD;

/** Reads Claude Code's transcripts, in WebAssembly. Format and dedupe rules: see claudeCode.ts. */
export class ClaudeParser implements LogParser, BulkReader {
  readonly bulk = this;
  private readonly scanner: ClaudeScanner;

  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
    state: unknown,
  ) {
    this.scanner = ClaudeScanner.take((code, offset) => sink.problem(code, offset));
    const { scanner } = this;
    const { exports } = scanner;
    exports.open(file.modifiedAt, EARLIEST, latestPlausible(file.readAt), sink.repeated !== undefined);
    const fileName = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.jsonl$/, '');
    const { time, cwd = '', tools = [], last } = (state as Partial<State> | undefined) ?? {};
    exports.resume(time ?? NaN, scanner.textOf(cwd), scanner.textOf(fileName));
    for (const [id, name, target] of tools) exports.resumeTool(id, scanner.textOf(name), scanner.textOf(target));
    if (last) exports.resumeCall(scanner.textOf(last.key), scanner.textOf(last.variant), last.toolCalls);
  }

  line(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.room(end - start).set(bytes.subarray(start, end));
    this.scanner.exports.readOne(end - start, offset);
  }

  room(length: number): Uint8Array {
    const at = this.scanner.exports.room(length);
    return this.scanner.bytes().subarray(at, at + length);
  }

  readLines(known: number, filled: number, offset: number): number {
    return this.scanner.exports.readLines(known, filled, offset);
  }

  readLast(filled: number, offset: number): boolean {
    return this.scanner.exports.readLast(filled, offset) !== 0;
  }

  end(): State {
    const { scanner, sink } = this;
    const { exports } = scanner;
    exports.close();
    const { buffer } = exports.memory;
    const [recordsAt, toolsAt] = [exports.recordsAt(), exports.toolsAt()];
    const numbers = new Float64Array(buffer.slice(recordsAt, recordsAt + exports.recordsLength()));
    const tools = new Uint32Array(buffer, toolsAt, exports.toolCount() * TOOL_WORDS).slice();
    const [time, folder] = [exports.timeAtEnd(), exports.folderAtEnd()];
    const [key, variant, toolCalls] = [exports.lastKey(), exports.lastVariant(), exports.lastToolCalls()];
    const plainIdentities = scanner.identities(numbers.length / RecordColumn.Count);
    const texts = scanner.texts();
    const identities = plainIdentities ?? identitiesOf(numbers, texts);
    const log: ScannedLog = { numbers, texts, identities, chunks: chunksIn(exports, texts) };
    if (sink.scanned) sink.scanned(log);
    else this.handOver(log, new Uint32Array(buffer, exports.callsAt()));
    scanner.release();
    return {
      time,
      cwd: textIn(texts, folder),
      tools: Array.from({ length: tools.length / TOOL_WORDS }, (_, i) => {
        const [id, name, target] = tools.subarray(i * TOOL_WORDS);
        return [id!, textIn(texts, name!), textIn(texts, target!)];
      }),
      last: key === 0 ? undefined : { key: textIn(texts, key), variant: textIn(texts, variant), toolCalls },
    };
  }

  /** One by one, to who takes them so. `calls`: the number of each block's call among the texts. */
  private handOver(log: ScannedLog, calls: Uint32Array): void {
    const { sink, file } = this;
    for (const record of unpackRecords(log, file.path)) sink.record(record);
    let count = 0;
    for (const { conversationId, rows, texts } of log.chunks) {
      unpackBlocks(rows, texts, 0, (b) => {
        sink.block({
          kind: b.kind,
          source: 'claude-code',
          conversationId,
          agentName: b.agentName,
          timestamp: b.timestamp,
          bytes: b.bytes,
          hash: b.hash,
          callKey: textIn(log.texts, calls[count++]!),
          name: b.name,
          target: b.target,
          isError: b.isError,
          isSimple: b.isSimple,
          added: b.added,
          removed: b.removed,
          at: { file: file.path, offset: b.offset },
        });
      });
    }
  }
}

/** The blocks that were found, from where src/wasm/blocks.ts has put them. */
function chunksIn(exports: ClaudeScanner['exports'], texts: JoinedTexts): BlockChunk[] {
  const { buffer } = exports.memory;
  const heads = new Uint32Array(buffer, exports.chunksAt(), exports.chunksLength() / WORD);
  const numbers = new Uint32Array(buffer, exports.chunkTextsAt(), exports.chunkTextsLength() / WORD);
  const turns = new Float64Array(buffer, exports.turnsAt(), exports.turnsLength() / 8);
  const ends = [exports.blocksLength() / BLOCK_BYTES, numbers.length, turns.length / TURN_NUMBERS] as const;
  const chunks: BlockChunk[] = [];
  for (let at = 0; at < heads.length; at += CHUNK_WORDS) {
    const [conversation = 0, block = 0, text = 0, turn = 0] = heads.subarray(at);
    const [, blockEnd = ends[0], textEnd = ends[1], turnEnd = ends[2]] = heads.subarray(at + CHUNK_WORDS);
    const from = exports.blocksAt();
    chunks.push({
      conversationId: textIn(texts, conversation),
      rows: new Uint8Array(buffer.slice(from + block * BLOCK_BYTES, from + blockEnd * BLOCK_BYTES)),
      texts: JSON.stringify(Array.from(numbers.subarray(text, textEnd), (number) => textIn(texts, number))),
      turns: Array.from({ length: turnEnd - turn }, (_, i) => {
        const [time, hash, offset] = turns.subarray((turn + i) * TURN_NUMBERS);
        return { at: time!, hash: hash!, offset: offset! };
      }),
    });
  }
  return chunks;
}
