import { BlockKind } from '../usage/blockKind';
import { emptyBlock, type TextBlock } from '../usage/textBlock';
import { textHash } from '../usage/textHash';
import { segment } from '../prompts/segment';
import { program } from './program';
import { isSimpleCommand } from './simpleCommand';
import type { LogFile, Sink } from './source';
import { arrayOf, objectAt, objectsOf, parseJson, textOr, type JsonObject } from './copilotJson';
import { textOf } from './copilotText';
import { pathOfUri } from './copilotWorkspace';
import { isSubAgents, type ToolUse, type Turn } from './copilotTurn';

interface Place {
  conversation: string;
  at: number;
  time: number;
  /** One per round. */
  times: readonly number[];
  /** One per round; of one record for all rounds there is one. */
  callKeys: readonly string[];
}

/**
 * The text side of a request. Only chat sessions give it: debug logs and spans cut texts off or leave them out, and
 * transcripts repeat what the session holds.
 */
export class TurnBlocks {
  constructor(
    private readonly file: LogFile,
    private readonly sink: Sink,
    private readonly turn: Turn,
    private readonly place: Place,
  ) {}

  emit(): void {
    this.prompt();
    const invocations = invocationsOf(this.turn);
    this.turn.rounds.forEach((round, r) => {
      const { callKeys, times } = this.place;
      const by = { callKey: callKeys[r] ?? callKeys[0] ?? '', timestamp: times[r]! };
      this.text(BlockKind.Thinking, round.thinking, by);
      this.text(BlockKind.AssistantText, round.text, by);
      for (const tool of round.tools) this.tool(tool, invocations.get(tool), by);
    });
    this.edits();
    for (const summary of this.turn.summaries) this.text(BlockKind.Compaction, summary.text);
    this.text(BlockKind.Error, textOr(objectAt(this.turn.request, 'result', 'errorDetails').message, ''), {
      isError: true,
    });
  }

  private prompt(): void {
    const { message, rendered, globalContext, request } = this.turn;
    for (const span of segment(message)) this.text(span.kind, message.slice(span.start, span.end));
    // Around the user's own words Copilot puts context, attachments and reminders.
    this.text(BlockKind.Injected, rendered && message ? rendered.replace(message, () => '') : rendered, {
      name: 'context',
    });
    this.text(BlockKind.Injected, globalContext, { name: 'global-context' });
    for (const variable of objectsOf(objectAt(request.variableData).variables)) {
      const attached = attachedAs(variable);
      // Its text, where it is kept, stands in what was put around the prompt.
      if (attached) this.sink.block({ ...this.empty(BlockKind.Injected), name: attached });
      if (variable.kind !== 'image') continue;
      const { value } = variable;
      const bytes = typeof value === 'string' ? value.length : Object.keys(value ?? {}).length;
      this.sink.block({ ...this.empty(BlockKind.Image), bytes, name: textOr(variable.mimeType, '') });
    }
  }

  private tool(tool: ToolUse, invocation: JsonObject | undefined, by: Partial<TextBlock>): void {
    const args = objectAt(parseJson(encoder.encode(tool.args)));
    const target = targetOf(args);
    const isError = tool.isError || objectAt(invocation, 'resultDetails').isError === true;
    const specific = objectAt(invocation, 'toolSpecificData');
    if (specific.kind === 'subagent') {
      const name = textOr(specific.agentName, textOr(args.agentName, 'subagent'));
      this.block(BlockKind.SubAgent, textOr(specific.prompt, tool.args), { ...by, name });
      const result = tool.result || textOf(specific.result);
      if (result) this.block(BlockKind.ToolResult, result, { ...by, callKey: '', name: tool.name, isError });
      return;
    }
    const isSimple = typeof args.command === 'string' && isSimpleCommand(args.command);
    this.block(BlockKind.ToolCall, tool.args, { ...by, name: tool.name, target, isSimple });
    if (tool.result)
      this.block(BlockKind.ToolResult, tool.result, { ...by, callKey: '', name: tool.name, target, isError });
  }

  /** One block per edited file. What was undone afterwards counts no lines. */
  private edits(): void {
    const files = new Map<string, { added: number; removed: number }>();
    for (const part of objectsOf(this.turn.request.response)) {
      if (part.kind !== 'textEditGroup') continue;
      const path = pathOfUri(part.uri);
      const lines = files.get(path) ?? { added: 0, removed: 0 };
      for (const edit of arrayOf(part.edits).flatMap(objectsOf)) countLines(edit, lines);
      files.set(path, lines);
    }
    const fates = new Map(
      objectsOf(this.turn.request.editedFileEvents).map((event) => [pathOfUri(event.uri), event.eventKind]),
    );
    for (const [target, lines] of files) {
      const fate = fates.get(target);
      const undone = fate === FATE_UNDONE;
      const name = undone ? 'undone' : fate === FATE_KEPT ? 'kept' : '';
      const { added, removed } = undone ? { added: 0, removed: 0 } : lines;
      const callKey = this.place.callKeys.at(-1) ?? '';
      this.sink.block({ ...this.empty(BlockKind.Edit), name, target, added, removed, callKey });
    }
  }

  private text(kind: BlockKind, text: string, more?: Partial<TextBlock>): void {
    if (text) this.block(kind, text, more);
  }

  private block(kind: BlockKind, text: string, more?: Partial<TextBlock>): void {
    const bytes = encoder.encode(text);
    this.sink.block({ ...this.empty(kind), bytes: bytes.length, hash: textHash(bytes, 0, bytes.length), ...more });
    this.sink.text?.(text);
  }

  private empty(kind: BlockKind): TextBlock {
    const { conversation, at, time } = this.place;
    return {
      ...emptyBlock(kind, 'copilot-chat'),
      conversationId: conversation,
      timestamp: time,
      at: { file: this.file.path, offset: at },
    };
  }
}

const encoder = new TextEncoder();

/** Chips that name a file or a part of one. What is open is `implicit`, and sent only where it is enabled. */
const IN_FILES: ReadonlySet<unknown> = new Set(['file', 'symbol', 'implicit', 'paste', 'diagnostic', 'notebookOutput']);

/** undefined: it names no place. Neither do instructions, which VS Code adds by itself. */
function attachedAs({ kind, isFile, isDirectory, enabled, automaticallyAdded }: JsonObject): string | undefined {
  if (automaticallyAdded === true || enabled === false) return undefined;
  if (kind === 'directory' || isDirectory === true) return 'directory';
  return IN_FILES.has(kind) || (kind === undefined && isFile === true) ? 'file' : undefined;
}

/** What the response shows of each tool call. Releases before 2026 gave it an id of its own there: then order tells. */
function invocationsOf(turn: Turn): Map<ToolUse, JsonObject> {
  const parts = objectsOf(turn.request.response).filter(
    (part) => part.kind === 'toolInvocationSerialized' && !isSubAgents(part),
  );
  const byId = new Map(parts.map((part) => [part.toolCallId, part]));
  const tools = turn.rounds.flatMap((round) => round.tools);
  const inOrder = parts.length === tools.length;
  const found = new Map<ToolUse, JsonObject>();
  tools.forEach((tool, i) => {
    const part = byId.get(tool.id) ?? (inOrder ? parts[i] : undefined);
    if (part) found.set(tool, part);
  });
  return found;
}

/** `eventKind` of an edited file. */
const FATE_KEPT = 1;
const FATE_UNDONE = 2;

function targetOf(args: JsonObject): string {
  const path = [args.filePath, args.file_path, args.path, args.dirPath].find((value) => typeof value === 'string');
  if (typeof path === 'string') return path.slice(0, 1000);
  return typeof args.command === 'string' ? program(args.command) : '';
}

/** Lines of an edit: those of its text are added, those its range spans are removed. */
function countLines(edit: JsonObject, lines: { added: number; removed: number }): void {
  const text = textOr(edit.text, '');
  lines.added += text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const { startLineNumber, endLineNumber, startColumn, endColumn } = objectAt(edit.range);
  if (![startLineNumber, endLineNumber, startColumn, endColumn].every(Number.isSafeInteger)) return;
  const [from, to] = [startLineNumber as number, endLineNumber as number];
  if (from === to && startColumn === endColumn) return;
  lines.removed += Math.max(0, to - from) + ((endColumn as number) > 1 ? 1 : 0);
}
