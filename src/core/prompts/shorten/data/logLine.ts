import { looksLogged } from '../../pastedLine';
import { withoutColours } from '../../terminalColours';
import { isTimed } from './logSlots';

/** Further into a line its level or message does not stand; a folded line that long is kept as it is anyway. */
const HEAD = 2000;

/**
 * Words of trouble, also inside longer ones (`authfail`, `IOException`): keeping a line too many costs little. Not a
 * compiler's -Werror, which stands in every line of some builds. Plain words come first: in one run without anything
 * else the engine sorts them, and takes a quarter less.
 */
const TROUBLE =
  /errno|warn|fail|fatal|panic|exception|critical|severe|traceback|caused by|assert|abort|denied|refused|unable to|cannot|could not|can't|crash|segfault|segmentation|out of memory|deadlock|corrupt|unhandled|uncaught|오류|에러|경고|실패|エラー|警告|失敗|例外|错误|錯誤|失败|异常|fehler|warnung|fehlgeschlagen|erreur|échec|avertissement|advertencia|fallo|(?<!-W)error|\berr\b|\balert\b|\bemerg|timed?[ -]?out|\bkilled\b|\bwrn\b|\bftl\b|\bpnc\b|\bsig(?:segv|kill|abrt|term|bus)\b|\boom\b|\bnot ok\b|[✗✘✖×❌⚠]/i;

/** Levels that are a letter or a number: Android, klog, pino. */
const TROUBLE_LEVEL = /^[EWF]\d{4} |(?:^|\s)[EWF](?:\/\w|\s+[\w.$-]+\s*:)|"level":\s*[456]0\b/;
/** The exception's name, by the module it is in, and what it says. */
const RAISED = /^(?:[a-z_]\w*\.)+[A-Z]\w*: \S/;
/** In access logs the status stands behind the request, between bars, or has a name. */
const TROUBLE_STATUS =
  /HTTP\/[\d.]+"? [45]\d\d\b|\b(?:status|code)(?:[ _-]?code)?["']?[=: ]+[45]\d\d\b|\|\s*[45]\d\d\s*\||\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \S{1,200}"? [45]\d\d\b/i;

/** What a run came to. */
const SUMMARY: readonly RegExp[] = [
  /\bexit(?:ed|s)?\b[^\d\n]{0,30}\d|\breturn(?:ed)? code\b/i,
  /\b\d+ (?:passed|passing|failing|pending|skipped|todo|tests?|suites?|problems?|vulnerabilit(?:y|ies)|packages? (?:in|are))\b/i,
  /^\s*(?:tests?|test suites|test files|snapshots|duration|total|summary|results?|test result|coverage|ok)\s*[:=]/i,
  /^(?:\[INFO\] )?BUILD \w+|^(?:finished|done|completed|compiled|ran all|built|successfully)\b/i,
  /^=+ .{1,200} =+$/,
];

const LEVEL_FIRST = /^[[(]?(?:TRACE|DEBUG|VERBOSE|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)[\])]?[: |\t]/i;
const RUN_LINE =
  /^\s*(?:npm (?:ERR!|error|warn|notice)|PASS |FAIL |(?:not )?ok \d|--- (?:PASS|FAIL)|=== RUN|error\[E\d+\])/;
const TRACE_LINE = /^\s+\.\.\. \d+ (?:more|common)|^\s+from \S+:\d+:in |^#\d+ \S+\(\d+\): /;
/** Talk, as telephones export it. */
const CHAT = /^\[\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, [^\]]{4,20}\] [^:]{1,40}: /;

/** A line that tells of an error, a warning or a failure. */
export function isTrouble(line: string): boolean {
  const head = headOf(line);
  return TROUBLE.test(head) || TROUBLE_LEVEL.test(head) || TROUBLE_STATUS.test(head) || RAISED.test(head);
}

/** A line with an exit code, a count of tests or how a build ended. */
export function isSummary(line: string): boolean {
  const head = headOf(line);
  return SUMMARY.some((pattern) => pattern.test(head));
}

/** A line as loggers, test runners and stack traces write them. */
export function isLogLine(line: string): boolean {
  const head = headOf(line);
  if (CHAT.test(head)) return false;
  return looksLogged(head) || isTimed(head) || LEVEL_FIRST.test(head) || RUN_LINE.test(head) || TRACE_LINE.test(head);
}

function headOf(line: string): string {
  return withoutColours(line.length > HEAD ? line.slice(0, HEAD) : line);
}
