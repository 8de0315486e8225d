/** A run's end says most, its beginning what was run. */
const HEAD = 2_000;
const TAIL = 12_000;

/** What runners say at the end, or of one test: lines that begin so, for a test may be called "shows 2 errors". */
const FAILED: readonly RegExp[] = [
  // Jest, Vitest, node --test, Mocha, TAP, ESLint
  /^[ \t]*(?:Tests|Test Suites|Test Files)[: ].*\b[1-9]\d* failed\b/m,
  /^(?:#|ℹ) fail [1-9]/m,
  /^[ \t]*[1-9]\d* failing\b/m,
  /^not ok \d/m,
  /^[ \t]*[✗✘✖×](?! \d+ problems?)[ \t]*\S/m,
  /✖ \d+ problems? \([1-9]\d* errors?/,
  // pytest, unittest, Playwright, RSpec, PHPUnit, JUnit, .NET, Cargo, Go
  /^(?:=+ )?(?:\d+ \w+, )*[1-9]\d* (?:failed|errors?)(?:,| in |[ \t]*$)/m,
  /^[ \t]*[1-9]\d* failed[ \t]*$/m,
  /^(?:FAIL|FAILED|FAILURES?!?|ERRORS?!)(?:$|[\s:(])/m,
  /^[ \t]*--- FAIL/m,
  /\b\d+ examples?, [1-9]\d* failures?\b/,
  /\b(?:Failures|Errors|Failed):[ \t]*[1-9]\d*\b/,
  /\btest result: FAILED\b|\bBUILD (?:FAILED|FAILURE)\b/,
  // Compilers, and what a command line tells of itself
  /\berror TS\d+:|\bFound [1-9]\d* errors?\b/,
  /^npm (?:ERR!|error)/m,
  /^make(?:\[\d+\])?: \*\*\* /m,
  /\bexit(?:ed)?(?:[ _-](?:with|code|status))*[ :=]+[1-9]\d{0,2}\b/i,
];
/** What also stands in the output of tests that pass: they try out how errors are told. */
const TROUBLE: readonly RegExp[] = [
  /^error(?:\[E\d+\])?: |: (?:fatal )?error(?: [A-Z]+\d+)?: /m,
  /^Traceback \(most recent call last\)|\bpanicked at\b|^panic: |: command not found$/m,
  /^[A-Z]\w*(?:Error|Exception): \S/m,
];
const PASSED =
  /^[ \t]*(?:Tests|Test Files)[: ].*\b\d+ passed\b|^[ \t]*\d+ passing\b|\b\d+ passed\b.* in \d|^# fail 0\b|^OK\b|\btest result: ok\b/m;

/** Does the output of a check, of which nobody knows how it ended, tell of a failure? */
export function showsFailure(output: string): boolean {
  const text = output.length > HEAD + TAIL ? `${output.slice(0, HEAD)}\n${output.slice(-TAIL)}` : output;
  if (FAILED.some((pattern) => pattern.test(text))) return true;
  return !PASSED.test(text) && TROUBLE.some((pattern) => pattern.test(text));
}

/** What stands in a result when the user would not let the tool run. */
const REFUSALS =
  /^(?:<tool_use_error>)?\s*(?:The user doesn't want to (?:proceed with|take) this|User rejected |\[Request interrupted by user|exec command rejected by user|aborted by user|The user (?:cancelled|canceled|declined|skipped))/;

/** Longer results are no refusal. */
export const LONGEST_REFUSAL = 4_000;

/** Did the user refuse, or stop, what the tool would have done? */
export function isRefusal(result: string): boolean {
  return REFUSALS.test(result);
}
