import { program } from '../../sources/program';
import { remembered } from '../../usage/remembered';
import { BlockKind } from '../../usage/textBlock';
import { blocksOfKind } from '../session/blocksOfKind';
import type { PlacedBlock, SessionFacts } from '../session/sessionFacts';
import { callOfResult, commandOf } from './toolUse';

/** Programs that tell whether code is right: test runners, compilers, linters, and what starts them. */
const PROGRAMS = new Set(
  (
    'npm pnpm yarn npx bun bunx deno node tsx tsc jest vitest mocha ava eslint oxlint biome playwright cypress ' +
    'python python3 pytest tox nox uv poetry ruff mypy pyright pylint unittest go gotestsum golangci-lint cargo rustc ' +
    'make cmake ctest ninja bazel bazelisk gradle gradlew mvn mvnw sbt ant java javac kotlinc dotnet msbuild ' +
    'ruby rake rspec bundle php phpunit composer phpstan swift xcodebuild mix elixir rebar3 ghc stack cabal ' +
    'dart flutter clang gcc g++ cc zig terraform shellcheck'
  ).split(' '),
);
/** Tools that do the same under a name of their own. */
const TOOL = /^(?:run_?tests?|get_?errors|test_failure|get_?diagnostics|mcp__\w+__get_?diagnostics)$/i;

/** Assistants change folders first: `cd app && npm test`. */
const FOLDER_FIRST = /^\s*cd\s+[^&;\n]+(?:&&|;)/;
/** Commands read in one conversation to see what stands behind a `cd`. */
const MOST_COMMANDS = 24;
const NEAR = 50;

const known = new WeakMap<SessionFacts, ReadonlySet<PlacedBlock>>();

/**
 * Results of checks that failed: test runs, builds, lints. What a command behind `cd` was is read from the log, of at
 * most 24 failed ones in a conversation.
 */
export function failedChecks(session: SessionFacts): ReadonlySet<PlacedBlock> {
  let failed = known.get(session);
  if (!failed) known.set(session, (failed = findFailed(session)));
  return failed;
}

function findFailed(session: SessionFacts): Set<PlacedBlock> {
  const failed = new Set<PlacedBlock>();
  let left = MOST_COMMANDS;
  for (const thread of session.threads) {
    const { blocks } = thread;
    for (const i of blocksOfKind(thread, BlockKind.ToolResult).places) {
      const block = blocks[i]!;
      if (!block.isError) continue;
      if (verifies(block)) failed.add(block);
      else if (block.target === 'cd' && left-- > 0) {
        const call = callOfResult(blocks, i) ?? callBefore(blocks, i);
        const command = commandOf((call && session.textOf(call)) ?? '').replace(FOLDER_FIRST, '');
        if (isCheck(program(command))) failed.add(block);
      }
    }
  }
  return failed;
}

/** Older logs do not tell sub-agents apart that work at once: then a result may come some calls after its own. */
function callBefore(blocks: readonly PlacedBlock[], index: number): PlacedBlock | undefined {
  const { name, target } = blocks[index]!;
  const near = blocks.slice(Math.max(0, index - NEAR), index);
  return near.findLast((block) => block.kind === BlockKind.ToolCall && block.name === name && block.target === target);
}

/** Is this the call or the result of a check? Where its program stands behind `cd`, no. */
export function verifies({ kind, name, target }: Pick<PlacedBlock, 'kind' | 'name' | 'target'>): boolean {
  if (kind !== BlockKind.ToolCall && kind !== BlockKind.ToolResult) return false;
  return isCheckingTool(name) || isCheck(target);
}

const isCheckingTool = remembered((name) => TOOL.test(name));
const isCheck = remembered((name) => PROGRAMS.has(name.toLowerCase().replace(/\.(?:exe|cmd|bat)$/, '')));
