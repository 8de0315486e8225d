import type { PlacedBlock, SessionFacts } from '../session/sessionFacts';

/** Fewer failures of one tool are no loop, whatever they say. */
const LEAST_FAILURES = 3;
/** Failures of one thread whose texts are read. */
const MOST_READ = 48;
/** What is longer than its neighbour by more than this says something else. */
const NEAR = 0.2;
/** A failure's beginning says what was run, its end what was wrong. */
const HEAD = 2_000;
const TAIL = 8_000;

/** What differs from run to run, or with every line added above: places, times of day, durations, addresses. */
const PASSING: readonly [RegExp, string][] = [
  // oxlint-disable-next-line no-control-regex
  [/\x1b\[[\d;]*m/g, ''],
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.,]*Z?/g, ''],
  [/\b0x[\da-f]+\b/gi, '0x'],
  [/\b\d+(?:\.\d+)?\s?(?:ms|µs|s|sec|secs|seconds?)\b/g, ''],
  [/([\w)\]]):\d+(?::\d+)?/g, '$1:'],
  [/\((\d+),\s?(\d+)\)/g, '()'],
  [/\bline \d+/gi, 'line'],
];

/** The same error has the same signature, wherever its line has moved and however long the run took. Counts stay. */
function errorSignature(text: string): string {
  const short = text.length > HEAD + TAIL ? text.slice(0, HEAD) + text.slice(-TAIL) : text;
  return PASSING.reduce((rest, [pattern, by]) => rest.replace(pattern, by), short);
}

/**
 * Which failures of a thread are the same error, by their signatures: a key for each whose text was read. Only tools
 * that failed several times after one prompt with about as much text are looked at. `said`: how many prompts had been
 * said before each of the results.
 */
export function sameErrors(
  results: readonly PlacedBlock[],
  said: ArrayLike<number>,
  session: Pick<SessionFacts, 'textOf'>,
): ReadonlyMap<PlacedBlock, string> {
  const byTool = new Map<string, PlacedBlock[]>();
  for (const [i, block] of results.entries()) {
    if (!block.isError || block.hash === 0) continue;
    const tool = `${said[i]} ${block.name} ${block.target}`;
    const list = byTool.get(tool);
    if (list) list.push(block);
    else byTool.set(tool, [block]);
  }
  const keys = new Map<PlacedBlock, string>();
  let left = MOST_READ;
  for (const [tool, failures] of byTool) {
    if (failures.length < LEAST_FAILURES) continue;
    for (const [i, block] of failures.entries()) {
      if (![failures[i - 1], failures[i + 1]].some((other) => other && isNear(block.tokens, other.tokens))) continue;
      if (left-- <= 0) return keys;
      const text = session.textOf(block);
      if (text !== undefined) keys.set(block, `${tool} ${errorSignature(text)}`);
    }
  }
  return keys;
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2 + NEAR * Math.max(a, b);
}
