import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from './blocksOfKind';
import type { SessionFacts } from './sessionFacts';
import { PRIOR, estimateBlock } from './tokenEstimate';
import { tokensPerO200k } from './tokenizerDrift';

/** Reasoning tokens of the main thread's calls: recorded, or what is left of the output. */
export function reasoningByCall({ threads, capabilities }: SessionFacts): number[] {
  const main = threads[0]!;
  const { calls } = main;
  if (capabilities.has('reasoning')) return calls.map(({ reasoning }) => reasoning);
  const visible = new Float64Array(calls.length);
  for (const kind of [BlockKind.AssistantText, BlockKind.ToolCall, BlockKind.SubAgent]) {
    for (const block of blocksOfKind(main, kind).blocks) {
      if (block.writtenBy >= 0) visible[block.writtenBy]! += estimateBlock(block, PRIOR);
    }
  }
  return calls.map(({ output, model }, j) => Math.max(0, output - visible[j]! * tokensPerO200k(model).high));
}
