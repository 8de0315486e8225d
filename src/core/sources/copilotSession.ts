import type { LogFile, LogParser, Sink } from './source';
import { isObject, objectAt, objectsOf, parseJson, textOr, tokenCount, type JsonObject } from './copilotJson';
import { TurnBlocks } from './copilotBlocks';
import { estimateCalls, type Call } from './copilotEstimate';
import { creditsInCaption, modelInCaption, nanoFromCredits, splitModelId, type ModelName } from './copilotModel';
import { copilotRecord, timeOr } from './copilotRecord';
import { storeOf } from './copilotStore';
import { readTurn, type Summary, type Turn, type TurnUsage } from './copilotTurn';
import { workspaceOf } from './copilotWorkspace';
import { MutationLog } from './mutationLog';

/** The newest session format whose meaning we know. */
const KNOWN_VERSION = 3;

/** A session is written to while it is answered, but not while a tool runs. */
const LONGEST_PAUSE_MS = 60 * 60_000;

/** Reads VS Code's own chat sessions: one JSON document, or the mutation log of one. */
export class CopilotSessionParser implements LogParser {
  private readonly fileId: string;
  private readonly workspace: string;

  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
  ) {
    this.fileId = storeOf(file.path)?.id ?? '';
    this.workspace = workspaceOf(file.companion);
  }

  whole(bytes: Uint8Array): void {
    if (this.file.path.endsWith('.jsonl')) this.mutationLog(bytes);
    else {
      const state = parseJson(bytes);
      if (!isObject(state)) this.sink.problem('malformed-line', 0);
      else this.session(state, requestFinder(bytes));
    }
  }

  private mutationLog(bytes: Uint8Array): void {
    const log = new MutationLog();
    let orphans = 0;
    for (let start = 0; start < bytes.length;) {
      const lineFeed = bytes.indexOf(10, start);
      const end = lineFeed < 0 ? bytes.length : lineFeed;
      const entry = end > start ? parseJson(bytes, start, end) : null;
      if (entry === undefined) {
        // A last line without its line feed is still being written.
        if (lineFeed >= 0) this.sink.problem('malformed-line', start);
      } else if (entry !== null && !log.apply(entry, start)) {
        if (log.state === undefined) orphans++;
        else this.sink.problem('malformed-line', start);
      }
      start = end + 1;
    }
    if (isObject(log.state)) this.session(log.state, (request) => log.originOf(request) ?? 0);
    else this.sink.problem('unknown-format', 0, orphans > 0 ? 'no initial state' : 'empty');
  }

  private session(state: JsonObject, offsetOf: (request: JsonObject) => number): void {
    if (typeof state.version === 'number' && state.version > KNOWN_VERSION) {
      // Versions so far only added fields: what we know is still read.
      this.sink.problem('unknown-format', 0, `version ${state.version}`);
    }
    const conversation = textOr(state.sessionId, this.fileId);
    const selected = objectAt(state, 'inputState', 'selectedModel');
    const window = tokenCount(objectAt(selected.metadata).maxInputTokens) || undefined;
    const requests = objectsOf(state.requests);
    const isRecent = this.file.readAt - this.file.modifiedAt < LONGEST_PAUSE_MS;
    const turns = requests.map((request, r) => readTurn(request, isRecent && r === requests.length - 1));
    const calls = estimateCalls(turns, window);
    turns.forEach((turn, t) => {
      const at = offsetOf(turn.request);
      const key = `${conversation}:${turn.id || `#${t}`}`;
      const turnWriter = new TurnWriter(this.file, this.sink, turn, {
        conversation,
        key,
        at,
        workspace: this.workspace,
        fallbackModel: textOr(selected.identifier, ''),
        time: timeOr(turn.request.timestamp ?? state.creationDate, this.file, this.sink, at),
      });
      turnWriter.write(calls[t]!);
    });
  }
}

interface Place {
  conversation: string;
  key: string;
  at: number;
  workspace: string;
  fallbackModel: string;
  time: number;
}

/** Turns one request into records and blocks. */
class TurnWriter {
  private readonly name: ModelName;
  private readonly served: string;

  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
    private readonly turn: Turn,
    private readonly place: Place,
  ) {
    const result = objectAt(turn.request, 'result');
    this.name = splitModelId(textOr(turn.request.modelId, place.fallbackModel));
    const unnamed = this.name.model === '' || this.name.model === 'auto';
    const resolved = splitModelId(textOr(objectAt(result.metadata).resolvedModel, '')).model;
    this.served = resolved || (unnamed ? modelInCaption(textOr(result.details, '')) : '');
  }

  write(calls: readonly Call[]): void {
    const { turn, place, sink } = this;
    const times = turn.rounds.map(({ timestamp }) =>
      timestamp === undefined ? place.time : timeOr(timestamp, this.file, sink, place.at),
    );
    const summed = turn.usage.totals.length > 0;
    const keys = summed ? this.totals() : this.calls(calls, times);
    // The sums cover compactions and sub-agents as well.
    if (!summed) turn.summaries.forEach((summary, i) => this.compaction(summary, `${place.key}:compaction:${i}`));
    new TurnBlocks(this.file, sink, turn, {
      ...place,
      times,
      callKeys: keys.map((key) => `copilot-chat:${key}`),
    }).emit();
  }

  /** Emits one record per call and gives the calls' keys. */
  private calls(calls: readonly Call[], times: readonly number[]): string[] {
    const { place, turn } = this;
    return calls.map((call, i) => {
      const key = `${place.key}:${i}`;
      if (Number.isNaN(call.input) || Number.isNaN(call.output)) {
        this.sink.problem('implausible-number', place.at);
        return key;
      }
      const served = splitModelId(call.round.modelId).model || this.served;
      this.record({
        key,
        id: call.round.id || turn.id,
        timestamp: times[i]!,
        responseModel: served,
        input: call.input,
        output: call.output,
        toolCalls: call.round.tools.length,
        // What the turn cost stands with its last call only.
        reportedCostNano: i === calls.length - 1 ? this.cost() : undefined,
        error: call.error,
      });
      return key;
    });
  }

  /** Whole-turn sums by model: right to the token, but one record stands for all calls of that model. */
  private totals(): string[] {
    const { totals } = this.turn.usage;
    const operation = isOneCall(this.turn.usage) ? 'chat' : 'turn';
    return totals.map((total, i) => {
      const model = splitModelId(textOr(total.model, '')).model;
      const key = `${this.place.key}:total:${model}`;
      const [input, output, cacheRead] = [total.inputTokens, total.outputTokens, total.cachedTokens].map(
        (n) => tokenCount(n) ?? 0,
      );
      if (Number.isNaN(input! + output! + cacheRead!)) this.sink.problem('implausible-number', this.place.at);
      else {
        this.record({
          key,
          id: this.turn.id,
          timestamp: this.place.time,
          responseModel: model,
          input: input!,
          output: output!,
          cacheRead: cacheRead!,
          operation,
          toolCalls: i === 0 ? this.turn.rounds.reduce((n, round) => n + round.tools.length, 0) : 0,
          reportedCostNano: i === totals.length - 1 ? this.cost() : undefined,
        });
      }
      return key;
    });
  }

  private compaction(summary: Summary, key: string): void {
    if (!summary.usage) return;
    const input = tokenCount(summary.usage.prompt_tokens);
    const output = tokenCount(summary.usage.completion_tokens);
    const cacheRead = tokenCount(objectAt(summary.usage.prompt_tokens_details).cached_tokens) ?? 0;
    if (!input && !output) return;
    if (Number.isNaN((input ?? 0) + (output ?? 0) + cacheRead)) this.sink.problem('implausible-number', this.place.at);
    else {
      this.record({
        key,
        id: this.turn.id,
        timestamp: this.place.time,
        responseModel: splitModelId(summary.modelId).model || this.served,
        input: input ?? 0,
        output: output ?? 0,
        cacheRead,
        operation: 'compaction',
      });
    }
  }

  private record(call: Omit<Parameters<typeof copilotRecord>[3], 'conversation' | 'name' | 'workspace'>): void {
    const { conversation, workspace, at } = this.place;
    this.sink.record(
      copilotRecord(this.file, 'ChatSession', at, { ...call, conversation, workspace, name: this.name }),
    );
  }

  private cost(): number | undefined {
    const { copilotCredits, result } = this.turn.request;
    const credits =
      typeof copilotCredits === 'number' ? copilotCredits : creditsInCaption(textOr(objectAt(result).details, ''));
    return credits !== undefined && credits >= 0 && credits < 1e6 ? nanoFromCredits(credits) : undefined;
  }
}

/** Nothing was sent before the prompt of the last call. */
function isOneCall({ totals, lastInput }: TurnUsage): boolean {
  return totals.length === 1 && totals[0]!.inputTokens === lastInput;
}

/** Where in a document a request's id stands. Ids are looked for in the document's order. */
function requestFinder(bytes: Uint8Array): (request: JsonObject) => number {
  let from = 0;
  return (request) => {
    const id = textOr(request.requestId, '');
    if (!id) return 0;
    const needle = new TextEncoder().encode(`"${id}"`);
    const found = indexOf(bytes, needle, from);
    if (found < 0) return 0;
    from = found + needle.length;
    const key = bytes.lastIndexOf(34, bytes.lastIndexOf(34, found - 1) - 1);
    return Math.max(0, key);
  };
}

function indexOf(bytes: Uint8Array, needle: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(needle[0]!, from); at >= 0; at = bytes.indexOf(needle[0]!, at + 1)) {
    let n = 1;
    while (n < needle.length && bytes[at + n] === needle[n]) n++;
    if (n === needle.length) return at;
  }
  return -1;
}
