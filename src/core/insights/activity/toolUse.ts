import { BlockKind } from '../../usage/blockKind';
import { remembered } from '../../usage/remembered';
import type { PlacedBlock } from '../session/sessionFacts';

/** Nobody runs more tools at once. */
const MOST_AT_ONCE = 200;

/**
 * The call that the tool result at `index` answers: of those that the same answer of the model made with the same name
 * and target, the one of the same rank. undefined where there is none.
 */
export function callOfResult(blocks: readonly PlacedBlock[], index: number): PlacedBlock | undefined {
  const result = blocks[index]!;
  let rank = 0;
  const calls: PlacedBlock[] = [];
  for (let i = index - 1; i >= 0 && i > index - MOST_AT_ONCE && blocks[i]!.first === result.first; i--) {
    const { kind, name, target } = blocks[i]!;
    if (name !== result.name || target !== result.target) continue;
    if (kind === BlockKind.ToolResult) rank++;
    else if (kind === BlockKind.ToolCall || kind === BlockKind.SubAgent) calls.push(blocks[i]!);
  }
  return calls.at(-1 - rank) ?? calls[0];
}

/** The command line in a tool call's arguments; '' where there is none. */
export function commandOf(args: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(args);
  } catch {
    return '';
  }
  if (typeof parsed !== 'object' || parsed === null) return '';
  const { command, cmd } = parsed as Record<string, unknown>;
  const given = command ?? cmd;
  if (typeof given === 'string') return given;
  if (!Array.isArray(given)) return '';
  const words = given.filter((word): word is string => typeof word === 'string');
  // ["bash", "-lc", script], or a program with its arguments
  return /^-\w*c$/.test(words[1] ?? '') ? (words[2] ?? '') : words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const READS =
  /^(?:Read|NotebookRead|read_?file|copilot_readFile|view|view_file|open_file|mcp__\w+__read_(?:text_)?file)$/i;

/** Is this tool's result a file's content? */
export function readsFile({ name }: Pick<PlacedBlock, 'name'>): boolean {
  return reads(name);
}

const reads = remembered((name) => READS.test(name));

const PATH = /[\\/]|^[\w@.-]+\.[A-Za-z]\w{0,9}$/;

/** The file that a tool was used on; '' where the target is a program or unknown. */
export function pathOf({ target }: Pick<PlacedBlock, 'target'>): string {
  return target === '' ? '' : pathIn(target);
}

const pathIn = remembered((target) => (PATH.test(target) ? target.replaceAll('\\', '/') : ''));
