import { BlockKind } from '../usage/textBlock';
import type { PlacedBlock } from './sessionFacts';

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

/** Is this the call or the result of a check: a test run, a build, a lint? Where a program is hidden behind `cd`, no. */
export function verifies({ kind, name, target }: Pick<PlacedBlock, 'kind' | 'name' | 'target'>): boolean {
  if (kind !== BlockKind.ToolCall && kind !== BlockKind.ToolResult) return false;
  return TOOL.test(name) || PROGRAMS.has(target.toLowerCase().replace(/\.(?:exe|cmd|bat)$/, ''));
}
