/** What a command does, as far as its output's shape depends on it. */
export type CommandFamily = 'test' | 'lint' | 'build' | 'install';

/** Options, of which some take the next word with them: which of several packages, which folder. */
const options = (withWord: string): string => `(?: (?:(?:${withWord}) (?!-)\\S+|(?!(?:${withWord}) )-\\S+))*`;
const OF_NPM = options('--(?:workspace|prefix|cwd|filter|package)|-[Cpw]');
/** pnpm's -w stands alone. */
const OF_PNPM = options('--(?:filter|dir|cwd|package)|-[CFp]');
const OF_DOCKER = options('--(?:file|env|user|workdir|volume|profile|name)|-[efpuvw]');

/** A package manager, up to the script that it is to run. */
const MANAGER = `(?:(?:npm|bun)${OF_NPM}(?: run(?:-script)?${OF_NPM})?|(?:pnpm|yarn)${OF_PNPM}(?: workspace \\S+)?(?: run${OF_PNPM})?)`;
const RUNS = ' (?:exec|dlx|x)';
const RUNNER = `(?:(?:npx|bunx|pnpx)${OF_NPM}|${MANAGER}${RUNS}(?: --)?)`;
const CONTAINER = `docker(?:-compose|${OF_DOCKER} compose)?${OF_DOCKER} (?:exec|run)${OF_DOCKER} \\S+`;

/** Words that may stand before the program: shells' assignments, runners. None can be read in two ways, which takes time. */
const BEFORE =
  `(?:(?:\\w+=\\S*|sudo|time|exec|env|nice|${CONTAINER}|${RUNNER}|${MANAGER}(?!${RUNS} )|` +
  'bundle exec|poetry run|uv run|pipenv run|python3? -m) )*(?:\\./node_modules/\\.bin/)?';

const FAMILIES: readonly (readonly [CommandFamily, RegExp])[] = [
  [
    'test',
    new RegExp(
      `^${BEFORE}(?:${MANAGER} (?:t|tst|test|e2e|coverage)\\b|(?:node --test|jest|vitest|mocha|ava|tap|playwright test|cypress run|pytest|py\\.test|unittest|tox|nox|` +
        'go test|cargo (?:test|nextest)|mvnw?\\b.*\\b(?:test|verify)\\b|(?:\\./)?gradlew?\\b.*\\btest\\w*|dotnet test|rspec|rake test|rails test|phpunit|ctest|make (?:check|test)|deno test|swift test|flutter test|mix test|sbt test)(?![\\w-]))',
    ),
  ],
  [
    'lint',
    new RegExp(
      `^${BEFORE}(?:${MANAGER} (?:lint|typecheck|type-check|check)\\b|(?:eslint|oxlint|biome (?:check|lint)|stylelint|prettier|markdownlint|ruff|flake8|pylint|mypy|pyright|black|isort|golangci-lint|go vet|cargo (?:clippy|fmt)|rubocop|shellcheck|hadolint|phpstan|ktlint|swiftlint|tsc\\b.*--noEmit)(?![\\w-]))`,
    ),
  ],
  [
    'install',
    new RegExp(
      `^${BEFORE}(?:${MANAGER} (?:i|ci|install|add|update|upgrade)\\b|yarn$|(?:uv )?pip3? (?:install|download|sync)|uv (?:sync|add)|poetry (?:install|add|update)|pipenv install|conda (?:install|create|update)|` +
        'apt(?:-get)? (?:.*)(?:install|update|upgrade)|brew (?:install|upgrade|update)|apk add|dnf install|yum install|gem install|bundle(?: install)?$|bundle install|composer (?:install|update|require)|go (?:mod download|mod tidy|get)|cargo (?:fetch|install|add|update)|dotnet restore)(?![\\w-])',
    ),
  ],
  [
    'build',
    new RegExp(
      `^${BEFORE}(?:${MANAGER} (?:build|compile|bundle|package|dist)\\b|(?:tsc|vite build|webpack|rollup|esbuild|next build|nuxt build|ng build|turbo|nx|make|cmake|ninja|bazel|cargo (?:build|check|run)|go build|` +
        'mvnw?|(?:\\./)?gradlew?|dotnet (?:build|publish)|docker(?:-compose| compose)? build|docker buildx|xcodebuild|swift build|flutter build|sbt|msbuild|gcc|g\\+\\+|clang)(?![\\w-]))',
    ),
  ],
];

/** Longer command lines are scripts. */
const MAX_LENGTH = 2000;

/** Program and subcommand with what says where they run, and nothing of the other arguments. */
const HEAD = new RegExp(
  `^(?:${CONTAINER} )?(?:${RUNNER} \\S+|${MANAGER} (?!-)\\S+|python3? -m \\S+|\\w+ compose \\S+|\\S+(?: [a-z][\\w:-]*)?)`,
);

/** The family of the first part of a command line that has one: `cd app && npm test 2>&1 | tail` is a test. */
export function commandFamily(command: string): CommandFamily | undefined {
  return familiar(command)?.family;
}

/** Of that part what it is known by: `npm --prefix web test`. '' where no part has a family. */
export function commandHead(command: string): string {
  const { words = '' } = familiar(command) ?? {};
  return HEAD.exec(words.replace(/^(?:\w+=\S* )+/, ''))?.[0] ?? '';
}

function familiar(command: string): { words: string; family: CommandFamily } | undefined {
  if (command.length > MAX_LENGTH) return undefined;
  for (const part of command.split(/&&|\|\|?|[;\n]/)) {
    const words = part.trim().replaceAll(/\s+/g, ' ');
    const found = FAMILIES.find(([, pattern]) => pattern.test(words));
    if (found) return { words, family: found[0] };
  }
  return undefined;
}
