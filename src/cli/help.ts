interface CommandHelp {
  usage: string;
  does: string;
  flags: [flag: string, meaning: string][];
  /** The common flags that mean something to it, where not all do. */
  common?: string[];
}

const COMMANDS: Record<string, CommandHelp> = {
  report: {
    usage: 'report [--since DAY] [--until DAY] [--source ID]',
    does: 'What was used and what it cost, by assistant, model, day and project.',
    flags: [
      ['--since DAY', 'First day, YYYY-MM-DD, or a number of days up to today such as 7d'],
      ['--until DAY', 'Last day, YYYY-MM-DD'],
      ['--source ID', 'Only claude-code, codex or copilot-chat'],
    ],
  },
  advise: {
    usage: 'advise [--days N]',
    does: 'What to change, what that would have saved of your own bill, and how sure that is.',
    flags: [['--days N', 'The last N days, today included; 30 where it is not said']],
  },
  whatif: {
    usage: 'whatif [--days 14|30|90]',
    does: 'What the same calls would have cost on other models, cache lives, tiers and efforts: a comparison, no promise.',
    flags: [['--days N', 'The last 14, 30 or 90 days, today included; 30 where it is not said']],
  },
  doctor: {
    usage: 'doctor',
    does: 'Where was looked for logs, what was found, and what was passed over and why.',
    flags: [],
  },
  explain: {
    usage: 'explain REQUEST_ID',
    does: 'From a call’s cost to its price and to the lines of the logs. The id is a response id, or #N as shown.',
    flags: [],
  },
  count: {
    usage: 'count FILE|- [--model M]',
    does: 'Estimates the tokens of a text, and what they cost as input.',
    flags: [['--model M', 'As this model counts and is priced']],
    common: ['--json'],
  },
  lint: {
    usage: 'lint PATH… [--format text|json|sarif]',
    does: 'What could be shorter or is wrong in the instruction files that assistants load, in folders or single files.',
    flags: [['--format F', 'text, json (as --json), or sarif for code scanning; exit code 1 from warnings on']],
    common: ['--home DIR', '--json'],
  },
  shorten: {
    usage: 'shorten FILE|- [--fold] [--convert]',
    does: 'Prints a prompt shortened without changing what it says, and how many tokens that saves.',
    flags: [
      ['--fold', 'Fold pasted logs and stack traces too; what tells of errors stays'],
      ['--convert', 'Write pasted tables and uniform rows of JSON as CSV too'],
    ],
    common: ['--json'],
  },
};

const COMMON: [flag: string, meaning: string][] = [
  ['--home DIR', 'Treat DIR as the home directory, and ignore environment variables that lead elsewhere'],
  ['--ledger FILE', 'Where the history is kept; ":memory:" to keep nothing. With --home that is the default'],
  ['--timezone IANA', 'Whose days to count by, such as Europe/Berlin'],
  ['--json', 'For programs'],
];

/** How to use one command, or all of them. */
export function help(command?: string): string {
  const chosen = command === undefined ? undefined : COMMANDS[command];
  if (chosen) {
    const means = ([flag]: [string, string]): boolean => chosen.common?.includes(flag) ?? true;
    const ignored = COMMON.filter((row) => !means(row)).map(([flag]) => flag.split(' ', 1)[0]!);
    const others: [string, string][] =
      ignored.length === 0 ? [] : [[ignored.join(', '), 'Taken as by every command; they change nothing here']];
    const rows = [...chosen.flags, ...COMMON.filter(means), ...others];
    return `${chosen.does}\n\nUsage: tokenmin ${chosen.usage}\n\n${columns(rows)}`;
  }
  const commands = Object.values(COMMANDS).map(({ usage, does }): [string, string] => [usage, does]);
  return [
    'Tokenmin tallies what your AI assistants really sent, from the logs they already write.\n',
    `Usage: tokenmin COMMAND [OPTION]…\n\n${columns(commands)}`,
    `Options of every command:\n${columns([...COMMON, ['--help, --version', '']])}`,
    'Exit code: 0, 1 when it failed, 2 when it was used wrongly.\n',
  ].join('\n');
}

function columns(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd() + '\n').join('');
}
