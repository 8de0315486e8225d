import { BlockKind, emptyBlock, type TextBlock } from '../usage/textBlock';
import { textHash } from '../usage/textHash';
import { segment } from '../prompts/segment';
import type { Sink } from './source';
import type { ClaudeContent } from './claudeContent';
import type { ClaudeRow } from './claudeRow';
import { decodeString } from './jsonSkim';

const EDIT_TOOLS = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit']);
const SUB_AGENT_TOOLS = new Set(['Task', 'Agent']);
/** A tool call is answered within a few rows; a log that never answers must not make us remember for ever. */
const MOST_OPEN_TOOLS = 200;
/** Nobody's message has more parts. */
const MOST_PARTS = 50;

/** A tool call whose result is still to come. */
export type OpenTool = [id: number, name: string, target: string];

/** Turns the text side of a transcript into blocks. */
export class ClaudeText {
  private readonly tools: Map<number, { name: string; target: string }>;
  /** The one block that is handed over again and again. */
  private readonly block: TextBlock & { at: { offset: number } };

  constructor(
    file: string,
    private readonly sink: Sink,
    tools: readonly OpenTool[] = [],
  ) {
    this.tools = new Map(tools.map(([id, name, target]) => [id, { name, target }]));
    this.block = { ...emptyBlock(BlockKind.Typed, 'claude-code'), at: { file, offset: 0 } };
  }

  openTools(): OpenTool[] {
    return [...this.tools].map(([id, { name, target }]) => [id, name, target]);
  }

  /** Does a row hold the result of an edit? */
  answersEdit(row: ClaudeRow): boolean {
    for (const { toolId } of row.content) if (EDIT_TOOLS.has(this.tools.get(toolId)?.name ?? '')) return true;
    return false;
  }

  /** Hands over the blocks of a row. */
  row(row: ClaudeRow, bytes: Uint8Array, offset: number): void {
    if (row.type !== 'system' && row.content.length === 0) return;
    const { block } = this;
    block.conversationId = row.sessionId;
    block.agentName = row.isSidechain ? row.agentId || 'sub-agent' : '';
    block.timestamp = row.timestamp;
    block.callKey = row.type === 'assistant' ? row.messageId : '';
    block.at.offset = offset;
    if (row.type === 'system' && row.subtype.endsWith('compact_boundary')) {
      this.emit(BlockKind.Compaction, bytes, 0, 0, row.compactTrigger);
      return;
    }
    for (const item of row.content) {
      switch (item.type) {
        case 'text':
          if (row.isApiError) this.emit(BlockKind.Error, bytes, item.from, item.to);
          else if (row.type === 'assistant') this.emit(BlockKind.AssistantText, bytes, item.from, item.to);
          else if (row.type === 'user') this.userText(row, bytes, item);
          break;
        case 'thinking':
          this.emit(BlockKind.Thinking, bytes, item.from, item.to);
          break;
        case 'tool_use':
          this.remember(item);
          this.emitTool(SUB_AGENT_TOOLS.has(item.name) ? BlockKind.SubAgent : BlockKind.ToolCall, bytes, item);
          break;
        case 'tool_result': {
          const tool = this.tools.get(item.toolId);
          this.tools.delete(item.toolId);
          item.name = tool?.name ?? '';
          item.target = tool?.target ?? '';
          this.emitTool(BlockKind.ToolResult, bytes, item);
          if (!item.isError && EDIT_TOOLS.has(item.name)) this.edit(row, bytes, item);
          break;
        }
        case 'image':
          this.emit(BlockKind.Image, bytes, item.from, item.to);
          break;
        case 'other':
      }
    }
  }

  private remember({ toolId, name, target }: ClaudeContent): void {
    const { tools } = this;
    // A call is answered soon or never: the oldest one gives way.
    for (const oldest of tools.keys()) {
      if (tools.size < MOST_OPEN_TOOLS) break;
      tools.delete(oldest);
    }
    tools.set(toolId, { name, target });
  }

  private userText(row: ClaudeRow, bytes: Uint8Array, item: ClaudeContent): void {
    const by = injectedBy(row);
    if (by) {
      this.emit(BlockKind.Injected, bytes, item.from, item.to, by);
      return;
    }
    const text = decodeString(bytes, item.from, item.to);
    const spans = segment(text);
    if (spans.length === 1) {
      this.emit(spans[0]!.kind, bytes, item.from, item.to);
      return;
    }
    const parts: { kind: BlockKind; text: string }[] = [];
    for (const { kind, start, end } of spans) {
      // The rest is added to what there is of its kind.
      const same = parts.length < MOST_PARTS ? undefined : parts.find((part) => part.kind === kind);
      if (same) same.text += text.slice(start, end);
      else parts.push({ kind, text: text.slice(start, end) });
    }
    for (const part of parts) {
      const encoded = encoder.encode(part.text);
      this.emit(part.kind, encoded, 0, encoded.length);
    }
  }

  private edit(row: ClaudeRow, bytes: Uint8Array, item: ClaudeContent): void {
    const { block } = this;
    block.added = row.added;
    block.removed = row.removed;
    this.emit(BlockKind.Edit, bytes, 0, 0, item.name, item.target);
    block.added = block.removed = 0;
  }

  private emitTool(kind: BlockKind, bytes: Uint8Array, item: ClaudeContent): void {
    this.block.isError = item.isError;
    this.emit(kind, bytes, item.from, item.to, item.name, item.target);
    this.block.isError = false;
  }

  /** What all blocks of a row share is set in `row`. */
  private emit(kind: BlockKind, bytes: Uint8Array, from: number, to: number, name = '', target = ''): void {
    const { block } = this;
    block.kind = kind;
    block.bytes = to - from;
    block.hash = textHash(bytes, from, to);
    block.name = name;
    block.target = target;
    this.sink.block(block);
  }
}

const encoder = new TextEncoder();

/** Who wrote a user row's text, if it was not the user; in a side thread no person speaks. */
function injectedBy(row: ClaudeRow): string {
  if (row.isCompactSummary) return 'compact-summary';
  if (row.isMeta) return 'meta';
  return row.isSidechain ? 'agent-prompt' : '';
}
