import { remembered } from '../../usage/remembered';
import { BlockKind } from '../../usage/blockKind';
import { callOfResult, commandOf } from '../activity/toolUse';
import type { PlacedBlock, SessionFacts } from '../session/sessionFacts';
import { commandFacts, type CommandFacts } from './commandFacts';

const SHELL =
  /^(?:bash|sh|shell|local_shell(?:_call)?|shell_command|exec(?:_command)?|container\.exec|powershell|run_?in_?terminal|copilot_runInTerminal|run_terminal_cmd|execute_command|mcp__\w+__(?:bash|shell|exec|execute_command|run_command))$/i;
const isShellTool = remembered((name) => SHELL.test(name));
/** Longer calls carry a file in them: their beginnings tell what they are. */
const LONGEST = 100_000;
const NEAR = 50;

/** Is this the call or the result of a tool that runs command lines? */
export function isShell({ name }: Pick<PlacedBlock, 'name'>): boolean {
  return isShellTool(name);
}

/** What a tool call does as a command line; undefined: it is none, or nobody knows what it said. */
export type CommandReader = (call: PlacedBlock | undefined) => CommandFacts | undefined;

/** Reads command lines out of the log, each once, and at most so many different ones. */
export function commandReader(session: Pick<SessionFacts, 'textOf'>, most: number): CommandReader {
  const known = new Map<string, CommandFacts | undefined>();
  return (call) => {
    if (!call || call.kind !== BlockKind.ToolCall || !isShell(call) || call.bytes > LONGEST) return undefined;
    const key = `${call.bytes} ${call.hash}`;
    let facts = known.get(key);
    if (facts || known.has(key) || known.size >= most) return facts;
    const line = commandOf(session.textOf(call) ?? '');
    facts = line === '' ? undefined : commandFacts(line);
    known.set(key, facts);
    return facts;
  };
}

/** The call that a result answers; older logs do not tell sub-agents apart that work at once: then it stands some blocks before. */
export function callBehind(blocks: readonly PlacedBlock[], index: number): PlacedBlock | undefined {
  const answered = callOfResult(blocks, index);
  if (answered) return answered;
  const { name, target } = blocks[index]!;
  const near = blocks.slice(Math.max(0, index - NEAR), index);
  return near.findLast((block) => block.kind === BlockKind.ToolCall && block.name === name && block.target === target);
}
