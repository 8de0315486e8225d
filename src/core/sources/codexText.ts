import { BlockKind } from '../usage/blockKind';
import { emptyBlock, type TextBlock } from '../usage/textBlock';
import { textHash } from '../usage/textHash';
import { segment } from '../prompts/segment';
import { KeySet, decodeString } from './jsonSkim';
import { elementsOf, fieldsOf, textOf, type Field, type Fields } from './codexFields';
import { changeEdits, type FileEdit } from './codexPatch';
import { commandOutput } from './codexOutput';
import { CodexEstimate, type EstimateState } from './codexEstimate';
import { commandProgram, toolUse, type ToolUse } from './codexTool';

/** A tool call is answered within a few lines; a log that never answers must not make us remember for ever. */
const MOST_OPEN = 200;
const MOST_PARTS = 50;

/** What is read of a response item's or an event's payload. */
export const ITEM = new KeySet([
  'type',
  'info',
  'role',
  'content',
  'summary',
  'name',
  'call_id',
  'arguments',
  'input',
  'action',
  'output',
  'success',
  'changes',
  'message',
]);
type Item = Fields<NonNullable<ReturnType<typeof ITEM.find>>>;
const PART = new KeySet(['type', 'text', 'image_url']);
const OUTPUT = new KeySet(['content', 'success']);

/** How an output begins when the tool failed … */
const FAILURE =
  /^(?:Exit code: -?[1-9]|Process exited with code -?[1-9]|execution error|exec_command failed|failed to |apply_patch verification failed)/m;
/** … and how it ended when it was a JSON document. */
const FAILURE_AFTER = /"exit_code":\s*-?[1-9]/;

interface OpenTool {
  name: string;
  target: string;
  edits: FileEdit[];
}

export interface TextState {
  tools: [id: string, tool: OpenTool][];
  waiting: TextBlock[];
  held: TextBlock[];
  said: number[];
  lastCall: string;
  estimate: EstimateState;
}

/** What all blocks of a line share. */
export type LineFacts = Pick<TextBlock, 'conversationId' | 'agentName' | 'timestamp' | 'at'>;

/**
 * Turns the text side of a rollout into blocks.
 *
 * - What the model writes stands before the token event of its call: such blocks wait for it to learn their call.
 * - A prompt is written twice: as the item sent, and as the event that shows what the user said. The event is
 *   believed; the item, which also carries what the harness added, only fills in for a missing event.
 * - Assistant text and reasoning are written as items and as events: the items count.
 */
export class CodexText {
  private readonly tools: Map<string, OpenTool>;
  private waiting: TextBlock[];
  /** The item's parts that look as if the user wrote them, until it is clear whether an event says so too. */
  private held: TextBlock[];
  /** Hashes of this turn's user parts that were handed on. */
  private readonly said: Set<number>;
  /** dedupKey of the call whose tools are running. */
  private lastCall: string;
  readonly estimate: CodexEstimate;

  constructor(
    private readonly sink: (block: TextBlock) => void,
    state: TextState | undefined,
  ) {
    this.estimate = new CodexEstimate(state?.estimate);
    this.tools = new Map(state?.tools);
    this.waiting = [...(state?.waiting ?? [])];
    this.held = [...(state?.held ?? [])];
    this.said = new Set(state?.said);
    this.lastCall = state?.lastCall ?? '';
  }

  state(): TextState {
    const { tools, waiting, held, said, lastCall, estimate } = this;
    return { tools: [...tools], waiting, held, said: [...said], lastCall, estimate: estimate.toJSON() };
  }

  /** A call was counted: what waited is its work. */
  called(key: string): void {
    this.answered();
    this.lastCall = key;
    this.release(key);
  }

  /** What waits has no call that could still be counted. */
  turnEnded(): void {
    this.answered();
    this.release('');
  }

  private release(key: string): void {
    for (const block of this.waiting) this.sink({ ...block, callKey: key });
    this.waiting = [];
  }

  /** The model has answered: what the user's turn consisted of is known. */
  private answered(): void {
    for (const block of this.held) if (!this.said.has(block.hash)) this.emit(block);
    this.held = [];
    this.said.clear();
  }

  /** A `response_item` or `event_msg` by its payload. */
  item(type: string, bytes: Uint8Array, f: Item, facts: LineFacts): void {
    switch (type) {
      case 'message':
        return this.message(textOf(bytes, f.role), bytes, f.content, facts);
      case 'user_message':
        return this.userMessage(bytes, f.message, facts);
      case 'reasoning':
        return this.thinking(bytes, [...elementsOf(bytes, f.summary), ...elementsOf(bytes, f.content)], facts);
      case 'function_call':
      case 'custom_tool_call':
      case 'local_shell_call':
      case 'web_search_call':
      case 'tool_search_call':
      case 'image_generation_call': {
        const name = textOf(bytes, f.name) || type.replace(/_call$/, '');
        return this.toolCall(name, textOf(bytes, f.call_id), bytes, f.arguments ?? f.input ?? f.action, facts);
      }
      case 'function_call_output':
      case 'custom_tool_call_output':
      case 'tool_search_output':
        return this.toolResult(textOf(bytes, f.call_id), bytes, f.output, facts);
      case 'patch_apply_end':
        return this.patchApplied(textOf(bytes, f.call_id), bytes, f.success, f.changes, facts);
      case 'error':
      case 'turn_aborted':
        this.turnEnded();
        return this.emit({ ...makeBlock(BlockKind.Error, bytes, f.message, facts), name: type, isError: true });
    }
  }

  compacted(bytes: Uint8Array, payload: Field, facts: LineFacts): void {
    this.answered();
    const block = makeBlock(BlockKind.Compaction, bytes, fieldsOf(bytes, payload, ITEM).message, facts);
    this.estimate.compacted(block.bytes);
    this.sink(block);
  }

  instructions(bytes: Uint8Array, text: Field | undefined, facts: LineFacts): void {
    if (text && text.to > text.from) this.emit(makeBlock(BlockKind.Instructions, bytes, text, facts));
  }

  private message(role: string, bytes: Uint8Array, content: Field | undefined, facts: LineFacts): void {
    for (const element of elementsOf(bytes, content)) {
      const part = fieldsOf(bytes, element, PART);
      if (part.image_url) this.emit(makeBlock(BlockKind.Image, bytes, part.image_url, facts));
      if (!part.text) continue;
      if (role === 'assistant') this.wait(makeBlock(BlockKind.AssistantText, bytes, part.text, facts));
      else if (role === 'user') {
        const parts = userParts(bytes, part.text, facts);
        this.say(parts.filter((block) => block.kind === BlockKind.Injected));
        this.held.push(...parts.filter((block) => block.kind !== BlockKind.Injected));
      } else this.instructions(bytes, part.text, facts);
    }
  }

  private userMessage(bytes: Uint8Array, message: Field | undefined, facts: LineFacts): void {
    this.release('');
    this.held = [];
    if (message) this.say(userParts(bytes, message, facts));
  }

  /** Hands on the parts of one message but for what the other channel told already. */
  private say(parts: readonly TextBlock[]): void {
    const told = parts.filter((block) => !this.said.has(block.hash));
    for (const block of told) this.emit(block);
    for (const block of told) this.said.add(block.hash);
  }

  private thinking(bytes: Uint8Array, parts: Field[], facts: LineFacts): void {
    for (const part of parts) {
      const { text } = fieldsOf(bytes, part, PART);
      if (text && text.to > text.from) this.wait(makeBlock(BlockKind.Thinking, bytes, text, facts));
    }
  }

  private toolCall(name: string, id: string, bytes: Uint8Array, args: Field | undefined, facts: LineFacts): void {
    const raw = args ? decodeString(bytes, args.from, args.to) : '';
    const { target, edits, isSimple }: ToolUse =
      name === 'local_shell' ? { target: shellTarget(raw), edits: [], isSimple: false } : toolUse(raw);
    const kind = name === 'spawn_agent' ? BlockKind.SubAgent : BlockKind.ToolCall;
    this.wait({ ...makeBlock(kind, bytes, args, facts), name, target, isSimple });
    if (id && this.tools.size < MOST_OPEN) this.tools.set(id, { name, target, edits });
  }

  private toolResult(id: string, bytes: Uint8Array, output: Field | undefined, facts: LineFacts): void {
    const tool = this.tools.get(id);
    this.tools.delete(id);
    const { content, success } = fieldsOf(bytes, output, OUTPUT);
    const text = content ?? output;
    const isError = (success && bytes[success.from] === 102) || isFailure(bytes, text);
    const result = makeBlock(BlockKind.ToolResult, bytes, text, facts);
    // The same output is the same text, whatever its frame.
    const inner = text?.isText ? commandOutput(bytes, text.from, text.to) : undefined;
    if (inner) result.hash = textHash(bytes, inner.from, inner.to);
    this.emit({ ...result, name: tool?.name ?? '', target: tool?.target ?? '', isError });
    if (tool && !isError) this.edits(tool.edits, facts);
  }

  private patchApplied(
    id: string,
    bytes: Uint8Array,
    success: Field | undefined,
    changes: Field | undefined,
    facts: LineFacts,
  ): void {
    // The event tells better than the call what became of the files, and comes before the call's result.
    const tool = this.tools.get(id);
    if (tool) tool.edits = [];
    if (!changes || (success && bytes[success.from] !== 116)) return;
    try {
      this.edits(changeEdits(JSON.parse(utf8.decode(bytes.subarray(changes.from, changes.to)))), facts);
    } catch {
      // Skimmed well but is no JSON: an edit less, nothing else.
    }
  }

  private edits(edits: readonly FileEdit[], facts: LineFacts): void {
    for (const { path, added, removed } of edits) {
      const edit = makeBlock(BlockKind.Edit, EMPTY, undefined, facts);
      this.emit({ ...edit, callKey: this.lastCall, name: 'apply_patch', target: path, added, removed });
    }
  }

  private wait(block: TextBlock): void {
    this.answered();
    if (this.waiting.length >= MOST_OPEN) this.release('');
    this.waiting.push(block);
    this.estimate.received(block.bytes);
  }

  /** Hands on a block of what the model was, or could have been, sent. */
  private emit(block: TextBlock): void {
    if (SENT.has(block.kind)) this.estimate.sent(block.bytes);
    this.sink(block);
  }
}

const SENT = new Set([
  BlockKind.Typed,
  BlockKind.Pasted,
  BlockKind.Injected,
  BlockKind.ToolResult,
  BlockKind.Instructions,
]);
const EMPTY = new Uint8Array(0);
const utf8 = new TextDecoder();
const encoder = new TextEncoder();

function makeBlock(kind: BlockKind, bytes: Uint8Array, text: Field | undefined, facts: LineFacts): TextBlock {
  return {
    ...emptyBlock(kind, 'codex'),
    ...facts,
    bytes: text ? text.to - text.from : 0,
    hash: text ? textHash(bytes, text.from, text.to) : 0,
  };
}

/** A user's text by how it came about. In a sub-agent's thread no person speaks: all of it is the harness's. */
function userParts(bytes: Uint8Array, text: Field, facts: LineFacts): TextBlock[] {
  if (facts.agentName) return [{ ...makeBlock(BlockKind.Injected, bytes, text, facts), name: 'agent-prompt' }];
  const decoded = textOf(bytes, text);
  const blocks: TextBlock[] = [];
  for (const { kind, start, end } of segment(decoded)) {
    const part = encoder.encode(decoded.slice(start, end));
    // Nobody's message has so many parts: the rest is added to what there is of its kind.
    const sum = blocks.length < MOST_PARTS ? undefined : blocks.find((block) => block.kind === kind);
    if (sum) sum.bytes += part.length;
    else blocks.push(makeBlock(kind, part, { from: 0, to: part.length, isText: true }, facts));
  }
  return blocks;
}

function isFailure(bytes: Uint8Array, text: Field | undefined): boolean {
  if (!text) return false;
  const head = decodeString(bytes, text.from, Math.min(text.to, text.from + 200));
  if (!head.startsWith('{')) return FAILURE.test(head.split('\nOutput:', 1)[0]!);
  return FAILURE_AFTER.test(decodeString(bytes, Math.max(text.from, text.to - 120), text.to).replaceAll('\\', ''));
}

function shellTarget(action: string): string {
  try {
    return commandProgram((JSON.parse(action) as { command?: unknown } | null)?.command);
  } catch {
    return '';
  }
}
