/** What a command does, as far as its output's shape depends on it. */
export type CommandFamily = 'test' | 'lint' | 'build' | 'install';

/** Words that may stand before the program: shells' assignments, runners. */
const BEFORE =
  '(?:(?:\\w+=\\S*|sudo|time|npx|bunx|pnpx|exec|env|nice|pnpm exec|pnpm dlx|yarn dlx|bundle exec|poetry run|uv run|pipenv run|python3? -m) )*(?:\\./node_modules/\\.bin/)?';
const SCRIPT = '(?:(?:npm|pnpm|yarn|bun)(?: -\\S+)*(?: run(?:-script)?)?)';

const FAMILIES: readonly (readonly [CommandFamily, RegExp])[] = [
  [
    'test',
    new RegExp(
      `^${BEFORE}(?:${SCRIPT} (?:t|tst|test|e2e|coverage)\\b|(?:node --test|jest|vitest|mocha|ava|tap|playwright test|cypress run|pytest|py\\.test|unittest|tox|nox|` +
        'go test|cargo (?:test|nextest)|mvnw?\\b.*\\b(?:test|verify)\\b|(?:\\./)?gradlew?\\b.*\\btest\\w*|dotnet test|rspec|rake test|rails test|phpunit|ctest|make (?:check|test)|deno test|swift test|flutter test|mix test|sbt test)(?![\\w-]))',
    ),
  ],
  [
    'lint',
    new RegExp(
      `^${BEFORE}(?:${SCRIPT} (?:lint|typecheck|type-check|check)\\b|(?:eslint|oxlint|biome (?:check|lint)|stylelint|prettier|markdownlint|ruff|flake8|pylint|mypy|pyright|black|isort|golangci-lint|go vet|cargo (?:clippy|fmt)|rubocop|shellcheck|hadolint|phpstan|ktlint|swiftlint|tsc\\b.*--noEmit)(?![\\w-]))`,
    ),
  ],
  [
    'install',
    new RegExp(
      `^${BEFORE}(?:(?:npm|pnpm|yarn|bun)(?: -\\S+)* (?:i|ci|install|add|update|upgrade)\\b|yarn$|(?:uv )?pip3? (?:install|download|sync)|uv (?:sync|add)|poetry (?:install|add|update)|pipenv install|conda (?:install|create|update)|` +
        'apt(?:-get)? (?:.*)(?:install|update|upgrade)|brew (?:install|upgrade|update)|apk add|dnf install|yum install|gem install|bundle(?: install)?$|bundle install|composer (?:install|update|require)|go (?:mod download|mod tidy|get)|cargo (?:fetch|install|add|update)|dotnet restore)(?![\\w-])',
    ),
  ],
  [
    'build',
    new RegExp(
      `^${BEFORE}(?:${SCRIPT} (?:build|compile|bundle|package|dist)\\b|(?:tsc|vite build|webpack|rollup|esbuild|next build|nuxt build|ng build|turbo|nx|make|cmake|ninja|bazel|cargo (?:build|check|run)|go build|` +
        'mvnw?|(?:\\./)?gradlew?|dotnet (?:build|publish)|docker(?:-compose| compose)? build|docker buildx|xcodebuild|swift build|flutter build|sbt|msbuild|gcc|g\\+\\+|clang)(?![\\w-]))',
    ),
  ],
];

/** Longer command lines are scripts. */
const MAX_LENGTH = 2000;

/** The family of the first part of a command line that has one: `cd app && npm test 2>&1 | tail` is a test. */
export function commandFamily(command: string): CommandFamily | undefined {
  if (command.length > MAX_LENGTH) return undefined;
  for (const part of command.split(/&&|\|\|?|[;\n]/)) {
    const words = part.trim().replaceAll(/\s+/g, ' ');
    const found = FAMILIES.find(([, pattern]) => pattern.test(words));
    if (found) return found[0];
  }
  return undefined;
}
