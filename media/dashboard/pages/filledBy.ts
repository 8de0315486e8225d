import type { ContextPart } from '../../../src/protocol/views';
import type { StringKey } from '../../../src/protocol/strings';
import { bytes } from '../format';
import { t } from '../setup';

const KINDS: Record<string, StringKey> = {
  Typed: 'block.Typed',
  Pasted: 'block.Pasted',
  Injected: 'block.Injected',
  AssistantText: 'block.AssistantText',
  Thinking: 'block.Thinking',
  ToolCall: 'block.ToolCall',
  ToolResult: 'block.ToolResult',
  Edit: 'block.Edit',
  Compaction: 'block.Compaction',
  SubAgent: 'block.SubAgent',
  Error: 'block.Error',
  Instructions: 'block.Instructions',
  Image: 'block.Image',
};

export function blockName({ kind, name }: ContextPart): string {
  const words = Object.hasOwn(KINDS, kind) ? t(KINDS[kind]!) : kind;
  return name ? `${words} (${name})` : words;
}

/** What came into the context before a call, largest first, on one line. */
export function filledByText(parts: readonly ContextPart[]): string {
  return parts
    .toSorted((a, b) => b.bytes - a.bytes)
    .map((part) => `${blockName(part)}${part.count > 1 ? ` ×${part.count}` : ''} ${bytes(part.bytes)}`)
    .join(', ');
}
