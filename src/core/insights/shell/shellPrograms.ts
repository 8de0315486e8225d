import { remembered } from '../../usage/remembered';

/** Programs by what they do. Names alone; what depends on arguments is in commandFacts. */

/** They tell whether code is right: test runners, compilers, linters, and what starts them. */
const CHECKING: ReadonlySet<string> = words(
  'npm pnpm yarn npx bun bunx deno node tsx tsc jest vitest mocha ava eslint oxlint biome playwright cypress ' +
    'python python3 pytest tox nox uv poetry ruff mypy pyright pylint unittest go gotestsum golangci-lint cargo rustc ' +
    'make cmake ctest ninja bazel bazelisk gradle gradlew mvn mvnw sbt ant java javac kotlinc dotnet msbuild ' +
    'ruby rake rspec bundle php phpunit composer phpstan swift xcodebuild mix elixir rebar3 ghc stack cabal ' +
    'dart flutter clang gcc g++ cc zig terraform shellcheck',
);

/** Does a program of this name tell whether code is right? */
export const isChecking = remembered((name) => CHECKING.has(name.toLowerCase().replace(/\.(?:exe|cmd|bat)$/, '')));

/** They look and change nothing, whatever their arguments. */
export const READING: ReadonlySet<string> = words(
  'cat ls rg grep egrep fgrep ag ack head tail wc tree sort uniq cut stat file pwd which jq nl basename dirname ' +
    'cd pushd popd echo printf true false test [ [[ : set shopt export local declare unset read let shift break ' +
    'continue return exit wait source . type command hash alias ulimit umask tr column comm diff cmp paste rev tac fold ' +
    'fmt expand seq xxd od hexdump strings realpath readlink whereis du df date whoami id uname hostname env printenv ' +
    'ps pgrep lsof sleep md5sum sha1sum sha256sum shasum cksum zcat zgrep bat eza exa less more nproc uptime free ' +
    'Get-ChildItem Get-Content Get-Location Set-Location Select-String Select-Object Where-Object Sort-Object ' +
    'ForEach-Object Measure-Object Test-Path Write-Output Write-Host',
);

/** They write, move or remove the files that are named to them. */
export const WRITING: ReadonlySet<string> = words(
  'rm rmdir mv cp mkdir touch chmod chown ln install truncate tee dd patch unlink rsync ' +
    'Set-Content Add-Content Out-File New-Item Remove-Item Copy-Item Move-Item Rename-Item',
);

/** Filters that may stand behind `-i`. */
export const EDITING_IN_PLACE: ReadonlySet<string> = words('sed gsed perl ruby awk gawk yq');

/** What of git only looks. */
export const GIT_LOOKS: ReadonlySet<string> = words(
  'status log diff show blame grep ls-files ls-tree ls-remote rev-parse rev-list describe shortlog reflog cat-file ' +
    'diff-tree diff-index merge-base name-rev for-each-ref check-ignore count-objects whatchanged range-diff help ' +
    'version fetch var show-ref symbolic-ref cherry',
);
/** What of git changes the files that one works with. */
export const GIT_WRITES: ReadonlySet<string> = words(
  'apply am checkout restore reset clean merge rebase cherry-pick revert pull stash switch mv rm clone init',
);

/** Asked again until something has happened; whatever their arguments. */
export const WAITING: ReadonlySet<string> = words(
  'sleep wait watch ps pgrep lsof jobs ping nc curl wget pg_isready ss netstat squeue nvidia-smi top uptime',
);

/** What is done to something that others see: a deployment, a release, a message. */
export const ACTS =
  /^(?:(?:re-?)?deploy|publish|release|rollout|promote|ship|upload|provision)|[-_.:](?:deploy|publish)\b|[-.:]release\b/i;

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
