import { commandFamily } from '../../prompts/shorten/data/commandFamily';
import { remembered } from '../../usage/remembered';
import { ACTS, EDITING_IN_PLACE, GIT_LOOKS, GIT_WRITES, READING, WAITING, WRITING, isChecking } from './shellPrograms';
import { runsOf, type Run } from './unwrapCommand';

/** What a command line does, all of it: behind a change of folder, in a container, in a pipe. */
export interface CommandFacts {
  /** In their order, without folders. */
  programs: readonly string[];
  /** All of them look and change nothing. */
  onlyReads: boolean;
  /** Writes, moves or removes files; what is written to a folder for scratch does not count. */
  writes: boolean;
  commits: boolean;
  /** Changes what others see: pushes, deploys, publishes, posts. */
  acts: boolean;
  /** Runs a test, a lint or a build. */
  checks: boolean;
  /** Runs a program by which code is tried out: a check, or any program of the user's in a language. */
  triesCode: boolean;
  /** A check may fail, and the command line ends well all the same. */
  hidesFailure: boolean;
  /** A check may be right, and the command line ends badly: a search in its output that finds nothing. */
  searchesOutput: boolean;
  /** Asks whether something is done. */
  waits: boolean;
}

/** Longer ones are hardly written twice. */
const SHORT = 300;

/** What a command line does. */
export function commandFacts(line: string): CommandFacts {
  return line.length <= SHORT ? judgeShort(line) : judge(line);
}

const judgeShort = remembered(judge);

function judge(line: string): CommandFacts {
  const runs = runsOf(line);
  const deeds = runs.map(deedOf);
  const { hides, searches } = statusOf(runs, deeds);
  return {
    programs: runs.flatMap(({ program }) => (program === '' ? [] : program)),
    onlyReads: runs.length > 0 && deeds.every(({ reads, writes }) => reads && !writes),
    writes: deeds.some(({ writes }) => writes),
    commits: deeds.some(({ commits }) => commits),
    acts: deeds.some(({ acts }) => acts),
    checks: deeds.some(({ checks }) => checks),
    triesCode: deeds.some(({ checks }) => checks) || runs.some(({ program }) => isChecking(program)),
    hidesFailure: hides,
    searchesOutput: searches,
    waits: runs.some(waits),
  };
}

interface Deed {
  reads: boolean;
  writes: boolean;
  commits: boolean;
  acts: boolean;
  checks: boolean;
}

function deedOf(run: Run): Deed {
  const { program, args, command } = run;
  const git = program === 'git' ? gitCommand(args) : '';
  const writes = command.into.some(isKept) || writesFiles(run, git);
  const checks = isCheck(run);
  const [verb = ''] = program === 'hg' || program === 'svn' || program === 'jj' ? args : [git];
  return {
    reads: !checks && (program === '' || isReading(run, git)),
    writes,
    commits: /^(?:commit|ci)$/.test(verb) && !args.includes('--dry-run'),
    acts: git === 'push' || actsOn(run),
    checks,
  };
}

/** Scripts by what they are called: `scripts/run-tests.sh`, `just test`. */
const CHECK_NAME = /(?:^|[-_.:])(?:tests?|check|lint|build|verify|validate|ci|e2e|specs?|typecheck)(?:$|[-_.:])/i;
const TASK_RUNNERS = new Set([
  'just',
  'task',
  'make',
  'rake',
  'invoke',
  'nx',
  'turbo',
  'mage',
  'npm',
  'pnpm',
  'yarn',
  'bun',
]);

function isCheck({ program, args, isScript }: Run): boolean {
  if (isScript && CHECK_NAME.test(program)) return true;
  const words = PACKAGE_MANAGERS.test(program) ? withoutPlace(args) : args;
  const family = commandFamily([program, ...words].join(' ').slice(0, 2000));
  if (family !== undefined) return family !== 'install';
  if (!TASK_RUNNERS.has(program)) return false;
  const task = words.find((arg) => !arg.startsWith('-') && arg !== 'run');
  return task !== undefined && CHECK_NAME.test(task);
}

const PACKAGE_MANAGERS = /^(?:npm|pnpm|yarn|bun)$/;
const PLACES = /^(?:--prefix|-C|--dir|--cwd|--filter|-F|-w|--workspace|workspace)$/;

/** Without where a package manager is to do it: `npm --prefix app test`. */
function withoutPlace(args: readonly string[]): readonly string[] {
  const at = args.findIndex((arg) => PLACES.test(arg));
  return at < 0 ? args : args.filter((_, i) => i !== at && i !== at + 1);
}

/** Whether the status of a check is that of the whole. `set -e` and `pipefail` see to it. */
function statusOf(runs: readonly Run[], deeds: readonly Deed[]): { hides: boolean; searches: boolean } {
  let [stops, fails] = [false, false];
  let [hides, searches] = [false, false];
  for (const [i, { program, args, command }] of runs.entries()) {
    if (program === 'set') {
      if (args.some((arg) => /^-\w*e/.test(arg))) stops = true;
      if (args.includes('pipefail')) fails = true;
    }
    if (!deeds[i]!.checks) continue;
    const last = runs.findIndex(({ command: other }, j) => j >= i && other.operator !== '|');
    const behind = runs.slice(last < 0 ? runs.length - 1 : last);
    const isPiped = command.operator === '|' && !fails;
    if (isPiped && SEARCHES.test(behind[0]!.program)) searches = true;
    const isFollowed = behind.some(
      ({ command: { operator } }, j) => /^(?:;|\|\||&)$/.test(operator) && j < behind.length - 1,
    );
    hides ||= command.isInner || isPiped || (isFollowed && !stops) || behind.at(-1)!.command.operator === '&';
  }
  return { hides, searches };
}

const SEARCHES = /^(?:[ef]?grep|rg|ag|ack|awk)$/;

function isReading({ program, args }: Run, git: string): boolean {
  if (READING.has(program)) return true;
  if (program === 'find' || program === 'fd' || program === 'fdfind') return true;
  if (program === 'sed' || program === 'gsed' || program === 'awk' || program === 'gawk' || program === 'yq') {
    return !/>\s*"/.test(args.join(' '));
  }
  if (program === 'git') return looksAt(git, args);
  if (program === 'gh' || program === 'glab') return !actsOn({ program, args });
  if (program === 'tar' || program === 'unzip') return listsArchive(program, args);
  return program === 'curl' && !sends(args) && !keeps(args);
}

function looksAt(git: string, args: readonly string[]): boolean {
  const rest = args.slice(args.indexOf(git) + 1);
  if (GIT_LOOKS.has(git)) return true;
  if (git === 'stash' || git === 'worktree') return rest[0] === 'list' || rest[0] === 'show';
  if (git === 'remote') return rest.length === 0 || /^(?:-v|show|get-url)$/.test(rest[0]!);
  if (git === 'config') return rest.some((arg) => /^(?:--get|--list|-l|get|list)/.test(arg)) || rest.length === 1;
  if (git === 'branch' || git === 'tag') return rest.every((arg) => arg.startsWith('-') && !/^-[dDmMcCfu]/.test(arg));
  return false;
}

/** The subcommand, behind the options of git itself. */
function gitCommand(args: readonly string[]): string {
  for (let i = 0; i < args.length; i++) {
    if (!args[i]!.startsWith('-')) return args[i]!;
    if (/^(?:-C|-c|--git-dir|--work-tree|--namespace)$/.test(args[i]!)) i++;
  }
  return '';
}

/** What is there is gone with the next start, or is no file. */
const SCRATCH = /^(?:\/dev\/|\/tmp(?:\/|$)|\/var\/tmp\/|\$\{?TMPDIR\b|\$null$|NUL$)/;

function isKept(path: string): boolean {
  return path !== '' && !SCRATCH.test(path);
}

function writesFiles({ program, args, command }: Run, git: string): boolean {
  const operands = args.filter((arg) => !arg.startsWith('-'));
  if (program === 'cp' || program === 'install') return operands.length < 2 || isKept(operands.at(-1)!);
  if (WRITING.has(program))
    return program === 'tee' ? operands.some(isKept) : operands.length === 0 || operands.some(isKept);
  if (program === 'git') return GIT_WRITES.has(git) && !looksAt(git, args);
  if (EDITING_IN_PLACE.has(program) && args.some((arg) => /^(?:-\w*i(?:$|\W|bak)|--in-?place)/.test(arg))) return true;
  if (program === 'find') return args.includes('-delete') || args.includes('-fprint');
  if (program === 'tar' || program === 'unzip') return !listsArchive(program, args);
  if (program === 'curl') return keeps(args);
  if (program === 'wget')
    return !args.some((arg, i) => /^-\w*O-?$/.test(arg) && (arg.endsWith('-') || args[i + 1] === '-'));
  if (FORMATS.test(program) && args.some((arg) => /^(?:--write|-w|--fix|--apply|format|fmt)$/.test(arg))) return true;
  if (program === 'black' || program === 'isort') return !args.some((arg) => /^--(?:check|diff)/.test(arg));
  return SPEAKS.test(program) && SAVES.test(`${args.join(' ')}\n${command.input}`);
}

const FORMATS = /^(?:prettier|eslint|oxlint|biome|ruff|gofmt|goimports|cargo|dotnet|stylelint|deno|terraform|rubocop)$/;
/** Programs that are written on the spot, and how they write a file. */
const SPEAKS = /^(?:python[\d.]*|node|ruby|perl|deno|bun|tsx|php)$/;
const SAVES =
  /\bopen\([^)\n]*,\s*(?:mode\s*=\s*)?['"][wax]|\.write_(?:text|bytes)\(|\b(?:writeFile|appendFile|copyFile|rename|unlink|mkdir|rm)(?:Sync)?\(|\bos\.(?:remove|rename|replace|makedirs|unlink)\(|\bshutil\.|\bFile\.write\(|\bfile_put_contents\(/;

function listsArchive(program: string, args: readonly string[]): boolean {
  return program === 'unzip' ? args.includes('-l') : /^(?:-?[a-wyz]*t[a-wyz]*|--list)$/.test(args[0] ?? '');
}

function keeps(args: readonly string[]): boolean {
  return args.some((arg, i) => {
    if (arg.startsWith('--output=')) return isKept(arg.slice('--output='.length));
    if (/^(?:-\w*O|--remote-name)/.test(arg)) return true;
    return /^(?:-\w*o|--output)$/.test(arg) && isKept(args[i + 1] ?? '');
  });
}

/** A request that is more than a question. */
function sends(args: readonly string[]): boolean {
  return args.some((arg, i) => {
    if (/^(?:-X|--request|--method)$/.test(arg)) return !/^(?:GET|HEAD|OPTIONS)$/i.test(args[i + 1] ?? '');
    return /^-X(?!GET|HEAD)\w+|^(?:-d|--data\S*|-F|--form\S*|--json|-T|--upload-file|--post-\S+)$/.test(arg);
  });
}

const DEPLOYING =
  /^(?:npm|pnpm|yarn|bun|cargo|make|just|task|rake|fly|flyctl|vercel|netlify|firebase|wrangler|gcloud|aws|az|cap|mix|poetry|uv|gem|sam|cdk|serverless|sls)$/;
const GH_ACTS =
  /^(?:create|merge|comment|edit|close|reopen|review|ready|delete|run|rerun|cancel|upload|transfer|lock|fork|sync|set|enable|disable|note|approve)$/;
const CLUSTER_ACTS =
  /^(?:apply|create|delete|patch|scale|set|edit|replace|label|annotate|drain|cordon|expose|install|upgrade|uninstall|rollback|destroy|up|restart|start|stop|reload|enable|disable|kill)$/;

function actsOn({ program, args }: Pick<Run, 'program' | 'args'>): boolean {
  if (ACTS.test(program)) return true;
  const named = args.filter((arg) => !arg.startsWith('-')).slice(0, 3);
  if (program === 'gh' || program === 'glab') {
    if (named[0] === 'api') return sends(args) || args.some((arg) => /^(?:-f|--field|--raw-field|--input)$/.test(arg));
    return GH_ACTS.test(named[1] ?? '');
  }
  if (program === 'curl' || program === 'wget') return sends(args);
  if (/^(?:kubectl|helm|terraform|tofu|pulumi|systemctl|service|oc)$/.test(program)) {
    return named.some((arg) => CLUSTER_ACTS.test(arg)) || (named[0] === 'rollout' && named[1] !== 'status');
  }
  if (program === 'docker' || program === 'podman') return named[0] === 'push';
  if (/^(?:scp|sendmail|mail|ansible-playbook|twine)$/.test(program)) return true;
  return DEPLOYING.test(program) && named.some((arg) => ACTS.test(arg));
}

/** Where the log of a task in the background is looked at. */
const LOG = /\.(?:log|out|output|err)$|nohup/;
const ASKED =
  /^(?:kubectl|oc|helm|docker|podman|docker-compose|gh|glab|systemctl|service|aws|gcloud|az|fly|flyctl|vercel|heroku|redis-cli|pm2)$/;
const CLUSTER_LOOKS = /^(?:get|describe|logs?|status|wait|ps|inspect|top|rollout|list|show|checks?|view|watch)$/;

function waits({ program, args }: Run): boolean {
  if (program === 'curl' || program === 'wget') return !sends(args) && !keeps(args);
  if (WAITING.has(program)) return true;
  if (ASKED.test(program)) {
    const named = args.filter((arg) => !arg.startsWith('-')).slice(0, 4);
    return named.some((arg) => CLUSTER_LOOKS.test(arg) || /^(?:describe|get|list)-/.test(arg) || arg === 'ping');
  }
  return /^(?:tail|cat|head)$/.test(program) && (args.includes('-f') || args.some((arg) => LOG.test(arg)));
}
