import type { CommandFamily } from './commandFamily';
import { commandFamily } from './commandFamily';
import { isSummary, isTrouble } from './logLine';

/** So many last lines stay in any case: there programs say what came of it. */
const TAIL = 5;
/** So many indented lines under a kept one explain it. */
const DETAIL = 20;

/** Lines that begin the report of a failed run; from there on nothing is left out. */
const FAILURE =
  /^\s*(?:FAIL(?:ED|URES?)?\b|=+ (?:FAILURES|ERRORS) =+|✗|✘|✖|×|not ok \d|--- FAIL|failures:|\d+\) \S|\d+ failing|error(?:\[\w+\])?:|Error:|npm (?:ERR!|error)|Traceback \(|thread '.*' panicked|panic:|make(?:\[\d+\])?: \*\*\*|BUILD FAILED|\[ERROR\]|fatal:|FAILURE:)|: (?:fatal )?error(?: |:)/;
/** A run that ended badly says so. */
const FAILED_RUN =
  /\b[1-9]\d* (?:failed|failing|failures?|errors?)\b|\b(?:exit(?:ed)?(?: with)? (?:code|status)|exit code)[ \t]{0,3}:?[ \t]{0,3}[1-9]|^(?:FAIL(?:ED|URE)?\b|BUILD FAIL|FAILED \()|npm (?:ERR!|error)|^error: |^make(?:\[\d+\])?: \*\*\*|test result: FAILED|^not ok \d/im;

/** What only this family's lines say and a reader wants. */
const WANTED: Record<CommandFamily, RegExp> = {
  test: /^\s*(?:Tests|Test Suites|Test Files|Snapshots|Time|Duration)(?::|\s\s)|^Ran \d|^All files|^ok\s+\S+\s+[\d.(]|^# (?:tests|pass|fail|skipped|todo|duration)|\b(?:skip(?:ped)?|todo|pending|flaky|slow)\b/i,
  lint: /^(?:[A-Za-z]:)?[^\s:]+[:(]\d+(?:[:,]\d+)?[:)]?|^\s+\d+:\d+\s|^(?:[A-Za-z]:)?[./\\]?[\w@./\\-]+\.\w{1,6}$|\b(?:found|fixed|reformatted|would reformat|all checks passed|no issues|success)\b/i,
  build:
    /^(?:[A-Za-z]:)?[^\s:]+[:(]\d+[:,)]|\b(?:built|compiled|finished|success(?:ful|fully)?|total|emitted|deprecated|bundle)\b/i,
  install:
    /^(?:added|removed|changed|audited|up to date|found|successfully installed|installed|\d+ (?:packages|upgraded)|done|bundle complete|lock ?file)\b|\b(?:deprecated|vulnerabilit\w*|conflict\w*|incompatible|peer dep\w*|requires?)\b/i,
};

/**
 * What is left of a command's output if noise is not printed: for test runners, linters, builds and installers, lines
 * that tell of errors, warnings and failures with what is indented under them, summaries, exit codes and the last five
 * lines. A failed run keeps everything from its first failure on. Output of other commands is returned as it is.
 * `failed`: how the run ended, if that is known; otherwise it is taken from the output. `most`: output of which more
 * characters would be left is returned as it is. Linear time.
 */
export function filterCommandOutput(command: string, output: string, failed?: boolean, most = Infinity): string {
  const family = commandFamily(command);
  if (!family) return output;
  const lines = output.split('\n');
  const tail = tailOf(lines, failed ?? FAILED_RUN.test(output));
  const last = lines.slice(tail);
  const kept: string[] = [];
  let room = most + 1;
  for (const line of last) room -= line.length + 1;
  /** Lines that may still follow as detail of the line that was kept last. */
  let detail = 0;
  for (let at = 0; at < tail && room >= 0; at++) {
    const line = lines[at]!;
    const trouble = isTrouble(line);
    const explains = detail > 0 && /^\s/.test(line);
    if (trouble) detail = DETAIL;
    else if (explains) detail--;
    else detail = 0;
    if (!trouble && !explains && !isSummary(line) && !WANTED[family].test(line.slice(0, 500))) continue;
    kept.push(line);
    room -= line.length + 1;
  }
  return room < 0 ? output : [...kept, ...last].join('\n');
}

/** The line from which on everything is kept. */
function tailOf(lines: readonly string[], failed: boolean): number {
  let end = lines.length;
  while (end > 0 && lines[end - 1]!.trim() === '') end--;
  const usual = Math.max(0, end - TAIL);
  if (!failed) return usual;
  const first = lines.findIndex((line) => FAILURE.test(line.slice(0, 500)));
  // A run that failed without a word we know: nothing of it can be called noise.
  return first < 0 ? 0 : Math.min(first, usual);
}
