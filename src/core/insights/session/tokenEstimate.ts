import { BlockKind } from '../../usage/blockKind';
import type { LooseBlock } from './placeBlocks';

/** Bytes that one token holds, by what a text is. */
export type BytesPerToken = Readonly<Record<TextClass, number>>;

/** Blocks whose texts are alike enough to share a ratio. */
export const TEXT_CLASSES = ['prose', 'pasted', 'injected', 'result', 'call'] as const;
export type TextClass = (typeof TEXT_CLASSES)[number];

/**
 * Measured with o200k_base on real documents, code and logs (COACHING B): prose 4.28 characters, code 3.98, logs 2.81;
 * Chinese, Japanese and Korean hold fewer characters in a token and more bytes in a character, which evens out.
 * Results and calls stand in logs with JSON's escapes.
 */
export const PRIOR: BytesPerToken = { prose: 4.3, pasted: 3.5, injected: 4.2, result: 3.6, call: 3.6 };

/** What an image costs beside text: about width × height / 750 for Claude; most screenshots are scaled down to this. */
const IMAGE_TOKENS = 1500;

export function classOf(kind: BlockKind): TextClass | undefined {
  switch (kind) {
    case BlockKind.Typed:
    case BlockKind.AssistantText:
    case BlockKind.Thinking:
      return 'prose';
    case BlockKind.Pasted:
      return 'pasted';
    case BlockKind.Injected:
    case BlockKind.Instructions:
    case BlockKind.Compaction:
      return 'injected';
    case BlockKind.ToolResult:
      return 'result';
    case BlockKind.ToolCall:
    case BlockKind.SubAgent:
      return 'call';
    // An edit repeats its call; an error is the program's, not the model's.
    case BlockKind.Edit:
    case BlockKind.Error:
    case BlockKind.Image:
      return undefined;
  }
}

export function estimateBlock(block: Pick<LooseBlock, 'kind' | 'bytes'>, ratios: BytesPerToken): number {
  if (block.kind === BlockKind.Image) return IMAGE_TOKENS;
  const text = classOf(block.kind);
  return text === undefined ? 0 : block.bytes / ratios[text];
}
