import { withoutColours } from '../../terminalColours';

/** One call of a stack trace; some languages write it on two or three lines. */
export interface StackFrame {
  lines: number;
  /** The package it is in, if that is not the user's own code. */
  library?: string;
}

/** Frames are no longer than this, or their end does not matter. */
const HEAD = 500;

const AT = /^\s+at \S/;
const PYTHON = /^\s*File "[^"]*", line \d/;
const PYTHON_SOURCE = /^ {4,}\S/;
const GO_PLACE = /^\t\S+\.go:\d/;
const NUMBERED = /^\s*\d+: +(?:0x[0-9a-f]+ - )?[\w<]/;
const RUBY = /^\s+from \S+:\d+:in /;
const PHP = /^#\d+ \S+\(\d+\): /;

/** Where other people's code lies; the first group names the package. The innermost folder decides: the last match. */
const LIBRARIES: readonly RegExp[] = [
  /^.*node_modules[\\/](@[\w.-]+[\\/][\w.-]+|[\w.-]+)/,
  /(node:[\w-]+)/,
  /\(?(internal)\/(?:modules|process|timers|bootstrap)\//,
  /^.*(?:site|dist)-packages[\\/]([\w-]+)/,
  /[\\/]lib(?:64)?[\\/]python\d[\d.]*[\\/]([\w-]+)/,
  /<(frozen) /,
  /[\\/]pkg[\\/]mod[\\/]([\w.@/-]+?)@v/,
  /[\\/]go[\\/]src[\\/](\w+)/,
  /[\\/](rustc)[\\/]/,
  /registry[\\/]src[\\/][^\\/]+[\\/]([\w-]+?)-\d/,
  /[\\/]gems[\\/]([\w-]+?)-\d/,
  /[\\/]vendor[\\/]([\w.-]+[\\/][\w.-]+)/,
  /^\s*\d+: +(?:0x[0-9a-f]+ - )?<?((?:std|core|alloc|tokio)(?=::)|rust_begin_unwind|__rust\w*)/,
  // Java and its usual frameworks have no paths, .NET's base classes neither.
  /^\s+at (?:[\w.]+(?:@[\w.]+)?\/)?((?:java|javax|jdk|sun|jakarta|kotlin|kotlinx|scala|groovy|reactor)\.\w+|(?:com\.sun|io\.netty|org\.(?:springframework|apache|junit|hibernate|eclipse|jboss|gradle|mockito))\.)/,
  /^\s+at ((?:System|Microsoft)\.\w+)/,
];

/** The frame that begins at line `at`, if one does. */
export function stackFrame(lines: readonly string[], at: number): StackFrame | undefined {
  const line = head(lines[at]);
  const next = head(lines[at + 1]);
  if (PYTHON.test(line)) {
    let count = 1;
    // The source line, and from 3.11 on the marks under it.
    while (count < 3 && PYTHON_SOURCE.test(head(lines[at + count])) && !PYTHON.test(head(lines[at + count]))) count++;
    return { lines: count, library: libraryOf(line) };
  }
  if (GO_PLACE.test(next) && /^\S.*\)$/.test(line.trimEnd())) return { lines: 2, library: libraryOf(next) };
  if (NUMBERED.test(line)) {
    if (!AT.test(next)) return line.includes('::') ? { lines: 1, library: libraryOf(line) } : undefined;
    return { lines: 2, library: libraryOf(next) ?? libraryOf(line) };
  }
  if (AT.test(line) || RUBY.test(line) || PHP.test(line)) return { lines: 1, library: libraryOf(line) };
  return undefined;
}

function libraryOf(line: string): string | undefined {
  for (const pattern of LIBRARIES) {
    const name = pattern.exec(line)?.[1];
    if (name !== undefined) return name.replace(/\.$/, '');
  }
  return undefined;
}

function head(line = ''): string {
  return withoutColours(line.length > HEAD ? line.slice(0, HEAD) : line);
}
