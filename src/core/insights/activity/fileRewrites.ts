import { sharedLines } from '../../prompts/shorten/data/lineHashes';
import { remembered } from '../../usage/remembered';
import { BlockKind } from '../../usage/blockKind';
import { typedText } from './promptTexts';
import type { PlacedBlock, SessionFacts, Thread } from '../session/sessionFacts';
import { pathOf } from './toolUse';

/** Shorter files are as quickly written as edited. */
const LEAST_LINES = 100;
/** Above, writing the file anew is the shorter way: an edit names the old lines as well as the new ones. */
const MOST_CHANGED = 0.3;
/** What an edit needs beside its lines. */
const EDIT_OVERHEAD = 1.2;
/** No file of 100 lines has fewer. */
const LEAST_WRITTEN = 400;
/** Lines of code have more bytes on average: a write that shorter ones would make worth a look is of a new file. */
const LEAST_LINE_BYTES = 15;
/** Tool results passed in looking for a failed edit; sources looked at for an answer. */
const LOOK_BACK = 12;
const MOST_SOURCES = 4;

const WRITES = /^(?:Write|create_file|write_file|write|overwrite_file|mcp__\w+__write_file)$/;
const writesFile = remembered((name) => WRITES.test(name));
const EDITS = /^(?:Edit|MultiEdit|apply_patch|replace_string_in_file|str_replace\w*|edit_file)$/;
/** Written by programs, or by formatters all over: nobody edits them in place. */
const GENERATED =
  /(?:^|\/)(?:dist|build|out|target|node_modules|vendor|generated|__generated__|__snapshots__|coverage)\/|\.(?:min|generated|gen|pb|g)\.\w+$|\.(?:snap|lock|map|svg)$|-lock\.\w+$/;

/** Is this an edit that writes nothing but what it changes? */
export function isEditInPlace({ kind, name }: PlacedBlock): boolean {
  return kind === BlockKind.Edit && !writesFile(name);
}

/** A whole file written for a few lines of it. */
export interface FileRewrite {
  block: PlacedBlock;
  lines: number;
  changed: number;
  /** Tokens that need not have been written. */
  spare: number;
}

/**
 * Writes to files that were there, of at least 100 lines of which at most 30 % changed; and answers that show a file
 * again, of which 80 % stand in something that was read. Not generated files, not the way out after an edit that failed,
 * not what was asked for as a whole. `reads.left` counts down the texts that may be read.
 */
export function fileRewrites(session: SessionFacts, { blocks }: Thread, reads: { left: number }): FileRewrite[] {
  const found: FileRewrite[] = [];
  /** The latest write to a file that has not yet been answered. */
  const open = new Map<string, PlacedBlock>();
  for (let i = 0; i < blocks.length && reads.left > 0; i++) {
    const block = blocks[i]!;
    if (block.kind === BlockKind.ToolCall && writesFile(block.name)) open.set(block.target, block);
    else if (block.kind === BlockKind.Edit && writesFile(block.name)) {
      const write = open.get(block.target);
      open.delete(block.target);
      if (!write || !mayBeRewrite(write, block) || failedBefore(blocks, i, block.target)) continue;
      reads.left--;
      const rewrite = rewriteOf(session, write, block);
      if (rewrite) found.push(rewrite);
    } else if (block.kind === BlockKind.AssistantText && block.tokens >= LEAST_WRITTEN) {
      const told = toldAgain(session, blocks, i, reads);
      if (told) found.push(told);
    }
  }
  return found;
}

/** By what is known without the text. A file that was not there has no removed lines, and all of it is added. */
function mayBeRewrite(write: PlacedBlock, edit: PlacedBlock): boolean {
  const changed = Math.max(edit.added, edit.removed);
  if (write.tokens < LEAST_WRITTEN || changed === 0 || GENERATED.test(pathOf(edit))) return false;
  return changed * LEAST_LINE_BYTES <= MOST_CHANGED * write.bytes;
}

function rewriteOf(
  session: SessionFacts,
  write: PlacedBlock,
  { added, removed }: PlacedBlock,
): FileRewrite | undefined {
  const content = contentOf(session.textOf(write));
  if (content === undefined) return undefined;
  const lines = content.split('\n').length;
  const changed = Math.max(added, removed);
  if (lines < LEAST_LINES || changed > MOST_CHANGED * lines) return undefined;
  return { block: write, lines, changed, spare: spareOf(write.tokens, lines, added + removed) };
}

function spareOf(written: number, lines: number, named: number): number {
  return Math.floor(written - (EDIT_OVERHEAD * written * named) / lines);
}

function failedBefore(blocks: readonly PlacedBlock[], index: number, target: string): boolean {
  let looked = 0;
  for (let i = index - 1; i >= 0 && looked < LOOK_BACK; i--) {
    const { kind, isError, name, target: of } = blocks[i]!;
    if (kind !== BlockKind.ToolResult) continue;
    if (isError && EDITS.test(name) && of === target) return true;
    looked++;
  }
  return false;
}

/** Then all of it was asked for. */
const ALL_OF_IT =
  /\b(?:whole|entire|full|complete|all of (?:it|the)|ganze[nrsm]?|gesamte[nrsm]?|vollständig\w*)\b|전체|전부|全体|全文|全部|すべて|整个|完整/i;
const CODE = /^[ \t]*```[^\n]*\n([\s\S]*?)^[ \t]*```/gm;

/** An answer that shows a file again, which was read before, with a few lines changed. */
function toldAgain(
  session: SessionFacts,
  blocks: readonly PlacedBlock[],
  index: number,
  reads: { left: number },
): FileRewrite | undefined {
  const answer = blocks[index]!;
  const sources: PlacedBlock[] = [];
  for (let i = index - 1; i >= Math.max(0, index - 200) && sources.length < MOST_SOURCES; i--) {
    const { kind, bytes, isError, end } = blocks[i]!;
    const isFile =
      (kind === BlockKind.ToolResult && !isError && pathOf(blocks[i]!) !== '') || kind === BlockKind.Pasted;
    if (isFile && end > answer.writtenBy && bytes >= LEAST_WRITTEN * 2) sources.push(blocks[i]!);
  }
  if (sources.length === 0) return undefined;
  reads.left--;
  const text = session.textOf(answer) ?? '';
  for (const [, code] of text.matchAll(CODE)) {
    const lines = code!.split('\n').length - 1;
    if (lines < LEAST_LINES) continue;
    const turn = session.turns.findLast(({ first }) => first <= answer.writtenBy);
    if (turn && ALL_OF_IT.test(typedText(session, turn))) return undefined;
    for (const source of sources) {
      const there = session.textOf(source);
      const { match, share } =
        there === undefined ? { match: 'different', share: 0 } : sharedLines(code!, unnumbered(there));
      if (match === 'different') continue;
      const changed = Math.round(lines * (1 - share));
      const written = (answer.tokens * code!.length) / text.length;
      return { block: answer, lines, changed, spare: spareOf(written, lines, 2 * changed) };
    }
  }
  return undefined;
}

function unnumbered(text: string): string {
  return text.replace(/^\s*\d+(?:→|\t)/gm, '');
}

function contentOf(args: string | undefined): string | undefined {
  if (args === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(args);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { content } = parsed as Record<string, unknown>;
    return typeof content === 'string' ? content : undefined;
  } catch {
    return undefined;
  }
}
