/** Further into a line nothing is learned about what it is. */
const HEAD = 160;

/** Lines of logs, of what runs print, and of stack traces. */
const LOGGED: readonly RegExp[] = [
  // A date or time first
  /^[[(]?\d{4}[-/.]\d\d[-/.]\d\d[T ]\d\d:\d\d/,
  /^[[(]?\d\d:\d\d:\d\d/,
  /^[[(]?(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d/,
  // Month and day, with or without a year: Android, Spark; digits alone: Hadoop
  /^[[(]?\d\d[-/.]\d\d(?:[-/.]\d\d)? \d\d:\d\d:\d\d/,
  /^\d{6} \d{6} \d/,
  /^\d{8}-\d\d:\d\d:/,
  // A month by its name: Django, Redis, Tomcat. Seconds since the start: kernels
  /^[[(]?(?:\d+:\w )?\d{1,2}[/ -][A-Z][a-z]{2}[/ -]\d{4}[: ]\d\d:\d\d:\d\d/,
  /^\[ *\d+\.\d{3,}\] \S/,
  // Seconds since 1970, first or in a column behind numbers: machines with many nodes, proxies
  /^(?:- )?1\d{9}(?:[.,]?\d{3})? +\S|^\d+ \S+ .*\s1\d{9}\s/,
  // Web servers, klog, logfmt; Docker Compose and pm2, which name the program
  /^\S+ \S+ \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}[: ]/,
  /^[IWEF]\d{4} \d\d:\d\d:\d\d/,
  /^(?:time|ts|level)=\S/,
  /^(?:[\w.-]+[-_]\d+|\d+\|[\w.-]+|PM2) +\| /,
  // Requests, and what one took: servers for development, Rails
  /^\s*(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/\S* (?:HTTP\/\S+ )?[1-5]\d\d\b/,
  /^\s+(?:↳ |Parameters: \{)/,
  /^(?:Started [A-Z]{3,7} "|Processing by \S+#|Completed [1-5]\d\d )/,
  /\(\d+(?:\.\d+)?ms\) {2}\S|\((?:Duration|ActiveRecord): [\d.]+ms \|/,
  // A level and a category: .NET
  /^(?:trce|dbug|info|warn|fail|crit): [\w.]+\[\d+\]$/,
  // A level or a severity, a test or package manager's mark first
  /^[[(]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)[\])]?[: |]/,
  /^(?:error|warning|fatal)(?:\[\w+\])?: \S/,
  /^(?:npm (?:ERR!|error|warn)|PASS(?:ED)? |FAIL(?:ED)? |(?:not )?ok \d|--- (?:PASS|FAIL))/,
  /^\s*[✓✔✗✘✖×⨯]/,
  // Test runs: headings in rulers, shares, what differs
  /^(?:={4,}|_{4,}|-{4,}|\*{4,}) .*(?:={4,}|_{4,}|-{4,}|\*{4,})$/,
  /\[ *\d+%\]$/,
  /^test\w* \S.* \.\.\. (?:ok|FAIL|FAILED|ERROR|ignored|skipped)$/,
  /^[E>] {3,}\S/,
  // Stack traces; in Python those of a group of exceptions stand behind bars
  /^\s+at \S/,
  /^[\s|+]*(?:File ".*", line \d|Traceback \()/,
  /^(?:Caused by: |goroutine \d|thread '.*' panicked|panic: |created by \S+\.|exit status \d|PHP [A-Z])/,
  /^(?:Exception in thread|Unhandled exception|Stack trace:|stack backtrace:|Node\.js v\d|Program received signal)/,
  /^[\w.$]*(?:Error|Exception|Warning)(?:: |$)/,
  /^(?:[a-z_]\w*\.)+[A-Z]\w*(?:: |$)|^\w+(?:::\w+)+ \(/,
  /^\s*\d+:? +(?:\S+\s+)?0x[0-9a-f]{4}|^\s*\d+: +[\w:<]+::/,
  // PHP, debuggers; Go
  /^\s*#\d+ +(?:\S+\(\d+\): |\{main\}|\[internal function\]|0x[0-9a-f]+ |\w+ \(.*\) at )/,
  /^\s+\S+\.\w{1,4}:\d+(?:$| \+0x)/,
];

/** A shell that names user and machine before each command. */
const SHELL = /^(?:\([\w.-]{1,40}\) )?[\w.-]{1,40}@[\w.-]{1,60}[: ][^$#%>]{0,80}[$#%](?: |$)/;

/**
 * What lines look like that programs wrote, not people. Each is enough evidence by itself for one line; a passage
 * needs many such lines (see segment). All run on at most HEAD characters and without nested repetition.
 * `src/wasm/proseLine.ts` passes over lines that none of them fits: see there when one is added.
 */
const EVIDENCE: readonly RegExp[] = [
  ...LOGGED,
  // Compilers, linters, grep: path:line; a numbered line of the source, and the bar that goes on
  /^(?:[A-Za-z]:)?[\w./\\@+-]+[:(]\d+(?:[:,]\d+)?[:)]/,
  /^\s*\d+ \| /,
  /^\s+[|+][\s-]/,
  // A log that was folded (see foldLog)
  /^\s*… ×\d/,
  // Diffs
  /^(?:diff --git |index [0-9a-f]{7}|@@ |--- \S|\+\+\+ \S)/,
  /^[+-](?:[^\s+-]|\s{2,}\S)/,
  // JSON, YAML in braces, objects
  /^\s*"[^"]*"\s*:/,
  /^\s*[\]})]+[;,)]*\s*$/,
  /^\s*[[{]\s*$/,
  /^\s*[[{]{1,3}"/,
  // Code
  /[;{}]\s*$/,
  /^\s*(?:\/\/|\/\*|\*\/|#include\b|#!|@\w+\()/,
  /^\s*<\/?[A-Za-z][\w.:-]*(?:\s|\/?>)/,
  /^\s*(?:import|export|from|const|let|var|def|class|fn|func|function|return|if|elif|for|while|with|except|public|private)\b(?:[^.]|\.(?=\S))*(?:[=({]|['"];?$|:$)/,
  /\S (?:=|==|===|!=|=>|->|:=|\+=|&&|\|\|) \S/,
  /^\s*[\w.]+\([^()]*\);?\s*$/,
  // Code without braces: Python, Ruby, shells
  /^\s*(?:import [\w.]+(?: as \w+)?|from [\w.]+ import .*)$/,
  /^\s*(?:async )?(?:defp?|defmodule|class|module) [\w.:]+[?!]?(?:\(.*\))?(?: < [\w:.]+| do|, do: .*)?$/,
  /^\s*async def \w/,
  /^\s*@\w+(?:\.\w+)*(?:\(.*)?$/,
  /^\s*(?:end|else|begin|try|finally|ensure|rescue|then|fi|done|esac):?$/,
  /^\s*(?:require(?:_relative)? ['"]|attr_(?:reader|accessor) :)/,
  /^\s*(?:\w+\.[\w.]+|(?:describe|context|namespace|resources|task|factory) \S+)(?: [^.]*)? do(?: \|[^|]{1,60}\|)?$/,
  /; (?:then|do)$/,
  // Settings: sections and names in capitals; in YAML names that are indented, with a short value or none
  /^\[[\w.:-]{2,}\]$/,
  /^[A-Z][A-Z0-9_]+=/,
  /^\s{2,}["']?[\w./-]+["']?:(?: \S+(?: \S+)?)?$/,
  // Statements in capitals: SQL, Dockerfiles
  /^\s*(?:SELECT|FROM|WHERE|HAVING|LIMIT|RETURNING|VALUES|(?:(?:LEFT|RIGHT|INNER|OUTER|FULL|CROSS) )*JOIN|(?:GROUP|ORDER) BY|INSERT INTO|DELETE FROM|ALTER TABLE|CREATE (?:[A-Z]+ )*(?:TABLE|INDEX|VIEW|FUNCTION)) /,
  /^(?:RUN|COPY|ADD|WORKDIR|CMD|ENTRYPOINT|ENV|EXPOSE|ARG) \S/,
  /^\s*(?:select \S+(?:,| from | as |$)|from \w+(?:\.\w+)?(?: (?:as )?\w{1,3})?$|(?:(?:left|right|inner|outer|full|cross) )*join \S+ .*\bon |where [\w.]+ (?:[=<>!]|in \(|is (?:not )?null|like ')|(?:group|order) by [\w.]+(?:,| desc| asc|$)|limit \d+$|insert into \w+ ?\(|delete from \w+ where |update \w+ set )/,
  // Tables: bars, tabs, comma-separated values
  /^\s*[|│┃├┌└╭╰+]\S*\s?.*[|│┃┤┐┘╮╯+]\s*$/,
  /\t\S.*\t\S/,
  /^[^\s,]+(?:,[^\s,]*){3,}$/,
  // Listings: a path alone, columns set apart by spaces
  /^\s*(?:\.{0,2}\/)?[\w.@-]+(?:\/[\w.@-]+)+\/?(?::\d+){0,2}$/,
  /^[-dl](?:[r-][w-][xsS-]){3}/,
  /\S {3,}\S+ {2,}\S/,
  // What stands before a command in a terminal
  /^(?:[$❯➜] +|>>> |irb\(\w+\):\d+\S* +|In \[\d+\]: |(?:mysql|sqlite)> )\S/,
  SHELL,
  /^(?:PS )?[A-Z]:\\[^>]*> ?\S/,
];

/** A terminal wrote it, whatever it is; without an escape the colours' end is told from brackets. */
// oxlint-disable-next-line no-control-regex
const COLOURED = /\x1b\[|\[(?:0|22|39|49)m/;

/** All of them in one: a line is looked at once, not forty times. */
const anyOf = (patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'));
const ANY_EVIDENCE = anyOf(EVIDENCE);
const ANY_LOGGED = anyOf(LOGGED);

/** Not a log's line that begins with a dash and a time. */
const LIST_ITEM = /^\s*(?:[-*•]|\d{1,2}[.)]) (?!1\d{9}\b)\S/;
const PATH_ALONE = /^\s*[\w.@/-]+(?::\d+){0,2}$/;
const KEY = /^\s+(?:- )?["']?[\w./-]+["']?:(?:\s|$)/;
const INDENTED = /^(?:\t| {2,})\s*\S/;

/** Whether a line (without its line feed) looks as if a program wrote it. */
export function looksPasted(line: string): boolean {
  const head = headOf(line);
  if (COLOURED.test(head)) return true;
  return !LIST_ITEM.test(head) && ANY_EVIDENCE.test(head);
}

/** Whether a line looks as if it was logged, or were of a stack trace. */
export function looksLogged(line: string): boolean {
  const head = headOf(line);
  return !LIST_ITEM.test(head) && ANY_LOGGED.test(head);
}

/**
 * Whether a line goes on with the one before, which looks pasted or goes on itself: what is indented under a line of
 * code, of a log or of YAML belongs to it. People do write so under the name of a file, and lists under anything.
 */
export function goesOn(line: string, before: string): boolean {
  if (!INDENTED.test(line) || PATH_ALONE.test(before)) return false;
  return !LIST_ITEM.test(line) || KEY.test(before) || LIST_ITEM.test(before);
}

/** Whether a line is a command in a terminal: what stands between two of them was shown there. */
export function isCommand(line: string): boolean {
  return SHELL.test(headOf(line));
}

function headOf(line: string): string {
  if (line.length > HEAD) return line.slice(0, HEAD);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
