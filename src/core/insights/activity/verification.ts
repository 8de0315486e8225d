import { remembered } from '../../usage/remembered';
import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../session/blocksOfKind';
import type { PlacedBlock, SessionFacts } from '../session/sessionFacts';
import { callBehind, commandReader, isShell, type CommandReader } from '../shell/commandReader';
import { LONGEST_REFUSAL, isRefusal, showsFailure } from '../shell/failedOutput';
import { isChecking } from '../shell/shellPrograms';

/** Tools that check, under a name of their own. */
const TOOL = /^(?:run_?tests?|get_?errors|test_failure|get_?diagnostics|mcp__\w+__get_?diagnostics)$/i;

/** Command lines of one conversation that are read, each once: of what failed, and of what may have failed unseen. */
const MOST_COMMANDS = 100;
const MOST_UNSEEN = 20;
/** Outputs that are read to see how a check ended, or that it was the user who would not have it. */
const MOST_OUTPUTS = 100;
const LONGEST_OUTPUT = 100_000;
/** Programs that mostly run another one, or stand before it: their names alone do not tell. */
const BEFORE_CHECK = new Set(
  'cd pushd source . env export set timeout time nice nohup sudo command exec npx bunx pnpx uv uvx pipx poetry pdm pipenv hatch rye conda mamba bundle docker docker-compose podman kubectl ssh bash sh zsh dash fish pwsh powershell wsl nix nix-shell direnv mise asdf xvfb-run stdbuf script unbuffer'.split(
    ' ',
  ),
);

const known = new WeakMap<SessionFacts, ReadonlySet<PlacedBlock>>();

/**
 * Results of checks that failed: test runs, builds, lints. What a command line runs is read from the log, but for one
 * command alone, whose program tells; where it hides how they ended (`npm test | tail`), the output tells. What the user
 * refused is no failure. Of one conversation at most 120 command lines and 100 outputs are read; of the others, the
 * names of their programs tell.
 */
export function failedChecks(session: SessionFacts): ReadonlySet<PlacedBlock> {
  let failed = known.get(session);
  if (!failed) known.set(session, (failed = findFailed(session)));
  return failed;
}

function findFailed(session: SessionFacts): Set<PlacedBlock> {
  const failed = new Set<PlacedBlock>();
  const readers: Readers = {
    ofFailed: commandReader(session, MOST_COMMANDS),
    ofOthers: commandReader(session, MOST_UNSEEN),
    outputOf: outputReader(session),
  };
  for (const thread of session.threads) {
    const { blocks } = thread;
    for (const i of blocksOfKind(thread, BlockKind.ToolResult).places) {
      const block = blocks[i]!;
      const isFailed = block.isError ? failedAsCheck : failedUnseen;
      if (isFailed(block, () => callBehind(blocks, i), readers)) failed.add(block);
    }
  }
  return failed;
}

interface Readers {
  ofFailed: CommandReader;
  ofOthers: CommandReader;
  outputOf: (block: PlacedBlock) => string;
}

/** What ended badly, if it was a check that did. */
function failedAsCheck(block: PlacedBlock, callOf: () => PlacedBlock | undefined, readers: Readers): boolean {
  const { ofFailed, outputOf } = readers;
  const call = isShell(block) ? callOf() : undefined;
  const facts = call && !isToldByName(call) ? ofFailed(call) : undefined;
  if (!(facts ? facts.triesCode : verifies(block))) return false;
  if (facts?.searchesOutput) return showsFailure(outputOf(block).replace(STATUS, ''));
  return block.bytes > LONGEST_REFUSAL || !isRefusal(outputOf(block));
}

/** What ended well, though a check in it did not: something stood behind it. */
function failedUnseen(block: PlacedBlock, callOf: () => PlacedBlock | undefined, readers: Readers): boolean {
  if (block.hash === 0 || !isShell(block) || !mayCheck(block.target)) return false;
  const call = callOf();
  const facts = call?.isSimple ? undefined : readers.ofOthers(call);
  return facts !== undefined && facts.checks && facts.hidesFailure && showsFailure(readers.outputOf(block));
}

function isToldByName({ isSimple, target }: PlacedBlock): boolean {
  return isSimple && isChecking(target) && !BEFORE_CHECK.has(target);
}

const mayCheck = remembered(
  (target) => target === '' || target.includes('/') || BEFORE_CHECK.has(target) || isChecking(target),
);

/** Claude Code's own line above the output of what ended badly. */
const STATUS = /^Exit code \d+\s*/;

function outputReader(session: SessionFacts): (block: PlacedBlock) => string {
  const known = new Map<string, string>();
  return (block) => {
    const key = `${block.bytes} ${block.hash}`;
    let text = known.get(key);
    if (text !== undefined || known.size >= MOST_OUTPUTS || block.bytes > LONGEST_OUTPUT) return text ?? '';
    text = session.textOf(block) ?? '';
    known.set(key, text);
    return text;
  };
}

/** Is this the call or the result of a check, by the names of tool and program alone? */
export function verifies({ kind, name, target }: Pick<PlacedBlock, 'kind' | 'name' | 'target'>): boolean {
  if (kind !== BlockKind.ToolCall && kind !== BlockKind.ToolResult) return false;
  return isCheckingTool(name) || isChecking(target);
}

const isCheckingTool = remembered((name) => TOOL.test(name));
