import type { LogFile, LogParser, Sink } from './source';
import { isObject, objectAt, parseJson, textOr, tokenCount } from './copilotJson';
import { nanoFromUnits, splitModelId } from './copilotModel';
import { childCall } from './copilotChild';
import { copilotRecord, timeOr } from './copilotRecord';
import { storeOf } from './copilotStore';
import { workspaceOf } from './copilotWorkspace';

/**
 * Reads the agent debug log: `debug-logs/<session>/main.jsonl` and one `<label>-<child session>.jsonl` for each side
 * task (title, categorisation, sub-agent). A child's calls stand in the child's file only; the parent refers to it.
 */
export class CopilotDebugLogParser implements LogParser {
  private readonly conversation: string;
  private readonly workspace: string;
  private readonly stem: string;

  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
  ) {
    this.conversation = storeOf(file.path)?.id ?? '';
    this.workspace = workspaceOf(file.companion);
    this.stem = file.path.slice(file.path.lastIndexOf('/') + 1, -'.jsonl'.length);
  }

  line(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const entry = parseJson(bytes, start, end);
    if (!isObject(entry)) {
      this.sink.problem('malformed-line', offset);
      return;
    }
    if (entry.type !== 'llm_request') return;
    const attrs = objectAt(entry.attrs);
    const input = tokenCount(attrs.inputTokens);
    const output = tokenCount(attrs.outputTokens);
    // A call that failed before it was answered reports no tokens.
    if (input === undefined && output === undefined) return;
    const cacheRead = tokenCount(attrs.cachedTokens) ?? 0;
    if (Number.isNaN((input ?? 0) + (output ?? 0) + cacheRead)) {
      this.sink.problem('implausible-number', offset);
      return;
    }
    const spanId = textOr(entry.spanId, '');
    this.sink.record(
      copilotRecord(this.file, 'DebugLog', offset, {
        ...childCall(this.label(textOr(entry.sid, '')), textOr(attrs.debugName, '')),
        key: `${this.conversation}:span:${spanId || `${this.stem}@${offset}`}`,
        id: textOr(attrs.responseId, spanId),
        conversation: this.conversation,
        workspace: this.workspace,
        timestamp: timeOr(entry.ts, this.file, this.sink, offset),
        name: splitModelId(textOr(attrs.model, '')),
        input: input ?? 0,
        output: output ?? 0,
        cacheRead,
        reportedCostNano: nanoFromUnits(attrs.copilotUsageNanoAiu),
      }),
    );
  }

  /** What a child's file is about; '' for the conversation itself. */
  private label(sid: string): string {
    if (this.stem === 'main' || this.stem === this.conversation) return '';
    return sid && this.stem.endsWith(`-${sid}`) ? this.stem.slice(0, -sid.length - 1) : this.stem.split('-', 1)[0]!;
  }
}
