import { parseCommandLine, type SimpleCommand } from './commandLine';

/** A program that a command line runs in the end, without what stands before it. */
export interface Run {
  /** Without its folder. */
  program: string;
  args: readonly string[];
  /** A file of commands by its path or name: what it does is told by its name alone. */
  isScript: boolean;
  command: SimpleCommand;
}

/** What runs another program: which own options have a value, and how many words of its own stand before the other. */
interface Wrapper {
  /** With one of these behind it, if it does other things too. */
  verbs?: readonly string[];
  values?: string;
  operands?: number;
}

const DOCKER = '-u --user -w --workdir -e --env --env-file -v --volume --name --network --entrypoint -p --publish';
const COMPOSE = `${DOCKER} -f --file --project-name --profile --project-directory --ansi --index`;
const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: { values: '-u -g -h -p -C -r -t -U -D' },
  doas: { values: '-u -C' },
  env: { values: '-u -C -S' },
  'cross-env': {},
  timeout: { values: '-k -s --signal --kill-after', operands: 1 },
  gtimeout: { values: '-k -s --signal --kill-after', operands: 1 },
  time: { values: '-f -o' },
  nice: { values: '-n' },
  ionice: { values: '-c -n' },
  nohup: {},
  setsid: {},
  exec: { values: '-a' },
  command: {},
  builtin: {},
  stdbuf: { values: '-i -o -e' },
  unbuffer: {},
  caffeinate: { values: '-t -w' },
  'xvfb-run': { values: '-n -s -e -f --server-args' },
  npx: { values: '-p --package -w --workspace' },
  pnpx: { values: '-p --package' },
  bunx: { values: '-p --package' },
  npm: { verbs: ['exec', 'x'], values: '-p --package -w --workspace' },
  pnpm: { verbs: ['exec', 'dlx'], values: '-C --dir --filter' },
  yarn: { verbs: ['exec', 'dlx'], values: '-p --package' },
  bun: { verbs: ['x'] },
  bundle: { verbs: ['exec'] },
  poetry: { verbs: ['run'], values: '-C -P --directory --project' },
  pipenv: { verbs: ['run'] },
  pdm: { verbs: ['run'] },
  hatch: { verbs: ['run'] },
  rye: { verbs: ['run'] },
  uv: {
    verbs: ['run'],
    values: '-p --python --with --with-requirements --extra --group --project --directory --env-file',
  },
  mise: { verbs: ['exec', 'x'] },
  direnv: { verbs: ['exec'], operands: 1 },
  dotenv: { values: '-e -f' },
  conda: { verbs: ['run'], values: '-n -p --name --prefix --cwd' },
  docker: { verbs: ['exec', 'run'], values: DOCKER, operands: 1 },
  podman: { verbs: ['exec', 'run'], values: DOCKER, operands: 1 },
  'docker-compose': { verbs: ['exec', 'run'], values: COMPOSE, operands: 1 },
  kubectl: { verbs: ['exec'], values: '-n --namespace -c --container --context', operands: 1 },
  ssh: { values: '-i -p -l -o -F -J -L -R -D -b -c -E -m -W', operands: 1 },
  xargs: { values: '-n -P -I -L -d -s -E -a' },
};
const SHELLS = new Set(['bash', 'sh', 'zsh', 'dash', 'ksh', 'fish', 'pwsh', 'powershell']);
const SCRIPT = /\.(?:sh|bash|zsh|ps1|bat|cmd)$/;
/** A shell within a shell within … */
const DEEPEST = 4;
const MOST_WRAPPERS = 8;

/** The programs that a command line runs, behind shells, runners and containers, in their order. */
export function runsOf(line: string, depth = 0): Run[] {
  return parseCommandLine(line).flatMap((command) => runsOfWords(command.words, command, depth));
}

function runsOfWords(given: readonly string[], command: SimpleCommand, depth: number): Run[] {
  const words = unwrapped(given);
  const [first = '', ...args] = words;
  // `ssh host 'cd app && npm test'`
  if (/\s/.test(first) && depth < DEEPEST) return within(words.join(' '), command, depth);
  const program = baseName(first);
  if (program === '') {
    return command.into.length > 0 ? [{ program: '', args: [], isScript: false, command }] : [];
  }
  if (SHELLS.has(program) && depth < DEEPEST) {
    const at = args.findIndex((arg) => /^-(?:\w*c|Command)$/.test(arg));
    if (at >= 0) return within(args[at + 1] ?? '', command, depth);
    const script = args.findIndex((arg) => !arg.startsWith('-'));
    if (script >= 0) {
      return [{ program: baseName(args[script]!), args: args.slice(script + 1), isScript: true, command }];
    }
    if (command.input !== '') return within(command.input, command, depth);
  }
  if (program === 'eval' && depth < DEEPEST) return within(args.join(' '), command, depth);
  if (/^python[\d.]*$/.test(program) && args[0] === '-m' && args[1]) {
    return [{ program: args[1], args: args.slice(2), isScript: false, command }];
  }
  const isScript = SCRIPT.test(program) || /^\.{0,2}\/|^(?:scripts?|bin|tools|hack|ci)\//.test(first);
  const runs: Run[] = [{ program, args, isScript, command }];
  if (program === 'find' || program === 'fd') {
    const at = args.findIndex((arg) => /^(?:-exec(?:dir)?|-ok(?:dir)?|-x|-X|--exec(?:-batch)?)$/.test(arg));
    if (at >= 0) runs.push(...runsOfWords(args.slice(at + 1), { ...command, into: [] }, depth + 1));
  }
  return runs;
}

/** What a shell is told to run; what is piped behind it is piped behind all of that. */
function within(script: string, outer: SimpleCommand, depth: number): Run[] {
  const runs = runsOf(script, depth + 1);
  const last = runs.at(-1);
  if (last && last.command.operator === '') last.command.operator = outer.operator;
  if (outer.operator === '|') for (const { command } of runs) command.operator = '|';
  if (outer.isInner) for (const { command } of runs) command.isInner = true;
  if (outer.into.length > 0 && last) last.command.into.push(...outer.into);
  return runs;
}

function unwrapped(words: readonly string[]): readonly string[] {
  let rest = words;
  for (let n = 0; n < MOST_WRAPPERS; n++) {
    const first = rest.findIndex((word) => !/^\w+\+?=/.test(word));
    if (first < 0) return [];
    rest = rest.slice(first);
    const inner = innerOf(rest);
    if (!inner) break;
    rest = inner;
  }
  return rest;
}

/** What a wrapper runs; undefined: it is none, or runs nothing. */
function innerOf(given: readonly string[]): readonly string[] | undefined {
  const isCompose = /^(?:docker|podman)$/.test(given[0]!) && given[1] === 'compose';
  const words = isCompose ? ['docker-compose', ...given.slice(2)] : given;
  const name = baseName(words[0]!);
  if (!Object.hasOwn(WRAPPERS, name) || (name === 'command' && /^-[vV]/.test(words[1] ?? ''))) return undefined;
  const { verbs, values = '', operands = 0 } = WRAPPERS[name]!;
  const withValue = new Set(values.split(' '));
  const afterOptions = (from: number): number => {
    let at = from;
    while (words[at]?.startsWith('-')) {
      const option = words[at++]!;
      if (option === '--') break;
      if (withValue.has(option)) at++;
    }
    return at;
  };
  let at = afterOptions(1);
  if (verbs) {
    if (!verbs.includes(words[at] ?? '')) return undefined;
    at = afterOptions(at + 1);
  }
  at += operands;
  if (words[at] === '--') at++;
  return at < words.length ? words.slice(at) : undefined;
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1).replace(/\.exe$/i, '');
}
