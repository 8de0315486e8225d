import { emptyBlock, type BlockKind, type TextBlock } from '../usage/textBlock';
import { splitTexts, textIn } from '../usage/joinedTexts';
import { unpackRecords } from '../usage/recordRows';
import { EARLIEST, latestPlausible } from '../usage/timestamp';
import { ClaudeScanner } from './claudeScanner';
import { BlockColumn, type BulkReader, type LogFile, type LogParser, type ScannedLog, type Sink } from './source';

/** What a transcript's later rows need of its earlier ones, when only these are read. */
interface State {
  /** Of the last row that has one; NaN, which is null once it was stored, for none. */
  time: number | null;
  cwd: string;
  tools: [id: number, name: string, target: string][];
  /** The call that was being written when the log was last read: its further rows may be still to come. */
  last?: { key: string; variant: string; toolCalls: number };
}

const TOOL_WORDS = 3;

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
    const [recordsAt, blocksAt, toolsAt] = [exports.recordsAt(), exports.blocksAt(), exports.toolsAt()];
    const numbers = new Float64Array(buffer.slice(recordsAt, recordsAt + exports.recordsLength()));
    const blocks = new Uint32Array(buffer.slice(blocksAt, blocksAt + exports.blocksLength()));
    const tools = new Uint32Array(buffer, toolsAt, exports.toolCount() * TOOL_WORDS).slice();
    const [time, folder] = [exports.timeAtEnd(), exports.folderAtEnd()];
    const [key, variant, toolCalls] = [exports.lastKey(), exports.lastVariant(), exports.lastToolCalls()];
    const texts = scanner.texts();
    scanner.release();
    const log: ScannedLog = { numbers, texts, blocks };
    if (sink.scanned) sink.scanned(log);
    else this.handOver(log);
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

  /** One by one, to who takes them so. */
  private handOver(log: ScannedLog): void {
    const { sink, file } = this;
    const texts = splitTexts(log.texts);
    for (const record of unpackRecords(log, file.path)) sink.record(record);
    const { blocks: words } = log;
    const block: TextBlock & { at: { offset: number } } = {
      ...emptyBlock(0 as BlockKind, 'claude-code'),
      at: { file: file.path, offset: 0 },
    };
    for (let at = 0; at < words.length; at += BlockColumn.Count) {
      const word = (column: BlockColumn): number => words[at + column]!;
      block.kind = word(BlockColumn.Kind) & 255;
      block.isError = word(BlockColumn.Kind) > 255;
      block.agentName = texts[word(BlockColumn.Agent)]!;
      block.name = texts[word(BlockColumn.Name)]!;
      block.target = texts[word(BlockColumn.Target)]!;
      block.timestamp = word(BlockColumn.TimeHigh) * 2 ** 32 + word(BlockColumn.TimeLow);
      block.bytes = word(BlockColumn.Bytes);
      block.hash = word(BlockColumn.Hash);
      block.callKey = texts[word(BlockColumn.CallKey)]!;
      block.added = word(BlockColumn.Lines) >>> 16;
      block.removed = word(BlockColumn.Lines) & 65_535;
      block.at.offset = word(BlockColumn.OffsetHigh) * 2 ** 32 + word(BlockColumn.OffsetLow);
      block.conversationId = texts[word(BlockColumn.Conversation)]!;
      sink.block(block);
    }
  }
}
