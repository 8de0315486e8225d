/** Further into a line nothing is learned about what it is. */
const HEAD = 160;

/**
 * What lines look like that programs wrote, not people. Each is enough evidence by itself for one line; a passage
 * needs many such lines (see segment). All run on at most HEAD characters and without nested repetition.
 * `src/wasm/proseLine.ts` passes over lines that none of them fits: see there when one is added.
 */
const EVIDENCE: readonly RegExp[] = [
  // Logs: a date or time first, a level first, a test or package manager's mark first
  /^[[(]?\d{4}-\d\d-\d\d[T ]\d\d:\d\d/,
  /^[[(]?\d\d:\d\d:\d\d/,
  /^[[(]?(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d/,
  // Month and day, with or without a year: Android, Spark; digits alone: Hadoop
  /^[[(]?\d\d[-/.]\d\d(?:[-/.]\d\d)? \d\d:\d\d:\d\d/,
  /^\d{6} \d{6} \d/,
  /^\d{8}-\d\d:\d\d:/,
  // Web servers, klog, logfmt, Docker Compose
  /^\S+ \S+ \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:/,
  /^[IWEF]\d{4} \d\d:\d\d:\d\d/,
  /^(?:time|ts|level)=\S/,
  /^[\w.-]+[-_]\d+ +\| \S/,
  /^[[(]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)[\])]?[: |]/,
  /^(?:npm (?:ERR!|error|warn)|✓|✔|✗|✘|✖|×|PASS |FAIL |(?:not )?ok \d|--- (?:PASS|FAIL))/,
  // Compilers, linters, grep: path:line
  /^(?:[A-Za-z]:)?[\w./\\@+-]+[:(]\d+(?:[:,]\d+)?[:)]/,
  // Stack traces
  /^\s+at \S/,
  /^\s*File ".*", line \d/,
  /^(?:Traceback \(|Caused by: |goroutine \d|thread '.*' panicked)/,
  /^[\w.$]*(?:Error|Exception|Warning)(?:: |$)/,
  /^\s*\d+: +(?:0x|[\w:<]+::)/,
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
  /^\s*(?:import|export|from|const|let|var|def|class|fn|func|function|return|if|elif|for|while|with|public|private)\b[^.]*(?:[=({]|['"];?$|:$)/,
  /\S (?:=|==|===|!=|=>|->|:=|\+=|&&|\|\|) \S/,
  /^\s*[\w.]+\([^()]*\);?\s*$/,
  // Tables: bars, tabs, comma-separated values
  /^\s*[|│┃├┌└╭╰+]\S*\s?.*[|│┃┤┐┘╮╯+]\s*$/,
  /\t\S.*\t\S/,
  /^[^\s,]+(?:,[^\s,]*){3,}$/,
  // Listings: a path alone, columns set apart by spaces
  /^\s*(?:\.{0,2}\/)?[\w.@-]+(?:\/[\w.@-]+)+\/?$/,
  /^[-dl](?:[r-][w-][xsS-]){3}/,
  /\S {3,}\S+ {2,}\S/,
  /^\$ \S/,
];

/** All of them in one: a line is looked at once, not forty times. */
const ANY_EVIDENCE = new RegExp(EVIDENCE.map(({ source }) => `(?:${source})`).join('|'));

const LIST_ITEM = /^\s*(?:[-*•]|\d{1,2}[.)]) \S/;

/** Whether a line (without its line feed) looks as if a program wrote it. */
export function looksPasted(line: string): boolean {
  const head = line.length > HEAD ? line.slice(0, HEAD) : line;
  if (LIST_ITEM.test(head)) return false;
  return ANY_EVIDENCE.test(head);
}
