/** Programs that print files as they are. */
export const PRINTS: ReadonlySet<string> = new Set(
  'cat head tail sed nl bat batcat less more type Get-Content'.split(' '),
);

/** Their options that take the next word with them. */
const WITH_VALUE: Readonly<Record<string, RegExp>> = {
  head: /^-[nc]$|^--(?:lines|bytes)$/,
  tail: /^-[nc]$|^--(?:lines|bytes)$/,
  bat: /^-[rl]$|^--(?:line-range|language)$/,
  batcat: /^-[rl]$|^--(?:line-range|language)$/,
  sed: /^-[ef]$|^--(?:expression|file)$/,
  nl: /^-[bdfhilnsvw]$/,
};
/** They print a line between two files, or nothing. */
const QUIET = new Set(['cd', 'echo', 'printf', 'wc', 'true', 'pwd', 'set']);
const TOKEN = /"(?:[^"\\]|\\.)*"|'[^']*'|&&|\|\|?|[;\n&]|(?:[^\s;|&"'])+/g;
const LONGEST = 4_000;

/** The files that a command line prints, as it names them; [] where it does anything else, or that is not clear. */
export function printedFiles(command: string): string[] {
  if (command.length > LONGEST) return [];
  const found: string[] = [];
  let folder = '';
  for (const pipeline of pipelinesOf(command.replaceAll(/\s[12&]?>(?:&[12]|\s?\/dev\/null)/g, ''))) {
    const [program = '', ...args] = pipeline;
    if (args.some((arg) => /^[<>]|[$`]|^\d?>/.test(arg))) return [];
    if (program === 'cd') folder = joined(folder, args[0] ?? '');
    if (QUIET.has(program)) continue;
    if (!PRINTS.has(program) || (program === 'sed' && args.some((arg) => /^-\w*i|^--in-place/.test(arg)))) return [];
    const files = filesIn(program, args);
    if (files.length === 0) return [];
    found.push(...files.map((file) => joined(folder, file)));
  }
  return found;
}

/** Of each pipeline the first command, as its words: what comes after a bar prints what the first one read. */
function pipelinesOf(command: string): string[][] {
  const pipelines: string[][] = [];
  let [words, isPiped]: [string[], boolean] = [[], false];
  const close = (): void => {
    if (words.length > 0) pipelines.push(words);
    words = [];
  };
  for (const [token] of command.matchAll(TOKEN)) {
    if (/^(?:&&?|\|\||[;\n])$/.test(token)) {
      close();
      isPiped = false;
    } else if (token === '|') isPiped = true;
    else if (!isPiped) words.push(/^["']/.test(token) ? token.slice(1, -1) : token);
  }
  close();
  return pipelines;
}

function filesIn(program: string, args: readonly string[]): string[] {
  const files: string[] = [];
  let hasScript = program !== 'sed';
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (/^[-+]./.test(arg)) {
      if (!WITH_VALUE[program]?.test(arg)) continue;
      i++;
      hasScript = true;
    } else if (hasScript) files.push(arg);
    else hasScript = true;
  }
  return files;
}

function joined(folder: string, path: string): string {
  return folder === '' || /^(?:[/~\\]|[A-Za-z]:)/.test(path) ? path : `${folder.replace(/\/$/, '')}/${path}`;
}
