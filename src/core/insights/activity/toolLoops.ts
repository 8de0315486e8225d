import { remembered } from '../../usage/remembered';
import { BlockKind } from '../../usage/blockKind';
import { blocksOfKind } from '../session/blocksOfKind';
import type { PlacedBlock, SessionFacts, Thread } from '../session/sessionFacts';
import { commandReader } from '../shell/commandReader';
import { sameErrors } from './sameErrors';
import { callOfResult } from './toolUse';

/** The same thing done again and again. */
export interface ToolLoop {
  kind: 'identical' | 'failing' | 'alternating' | 'same-error';
  /** How often. */
  times: number;
  tool: string;
  target: string;
  /** The last result, for its place in the log. */
  block: PlacedBlock;
  /** Indexes of the calls that came after it could have been seen. */
  wasted: number[];
}

interface Step {
  /** What was done, and what it gave; of what came once, its place. */
  key: string | number;
  error: string;
  result: PlacedBlock;
  asked?: PlacedBlock;
  /** Index of the model call that asked for it. */
  call: number;
}

/** COACHING G1, after the stuck detectors of OpenHands and gemini-cli. */
const IDENTICAL = 4;
const FAILING = 3;
const ALTERNATING = 3;
const SAME_ERROR = 4;
/** Asking whether something is done gets the same answer until it is. */
const WAITS = /(?:output|wait|poll|status|sleep|todo)/i;
const waitsByName = remembered((name) => WAITS.test(name));
/** Command lines that are read, of those that may be loops. */
const MOST_COMMANDS = 50;

/**
 * Loops of one thread, in order; none is part of another. Linear. Failures are compared by what they say: no test runner
 * prints the same text twice.
 */
export function toolLoops(thread: Thread, session: Pick<SessionFacts, 'textOf'>): ToolLoop[] {
  const steps = stepsOf(thread, session);
  const loops: ToolLoop[] = [];
  const factsOf = commandReader(session, MOST_COMMANDS);
  const waits = ({ result, asked }: Step): boolean =>
    (!result.isError && waitsByName(result.name)) || (factsOf(asked)?.waits ?? false);
  for (let i = 0; i < steps.length;) {
    const found = identicalFrom(steps, i, waits) ?? alternatingFrom(steps, i, waits);
    if (found) loops.push(loopOf(found.kind, steps.slice(i, found.end), found.allowed, found.times));
    i = found ? found.end : i + 1;
  }
  const seen = new Set(loops.flatMap(({ wasted }) => wasted));
  return [...loops, ...editedInVain(thread, steps, seen)].sort((a, b) => a.block.at - b.block.at);
}

/** Nearly all results come once or twice: of the others it matters what was asked for; the rest stands between them. */
function stepsOf(thread: Thread, session: Pick<SessionFacts, 'textOf'>): Step[] {
  const { blocks } = thread;
  const results = blocksOfKind(thread, BlockKind.ToolResult);
  const said = promptsBefore(thread, results.places);
  const errors = sameErrors(results.blocks, said, session);
  const saysOf = (result: PlacedBlock): string | number => errors.get(result) ?? result.hash;
  const often = saidAtLeast(FAILING, results.blocks, saysOf);
  if (often.size === 0) return [];
  const steps: Step[] = [];
  let isBetween = false;
  for (const [n, i] of results.places.entries()) {
    const result = blocks[i]!;
    if (result.hash === 0) continue;
    const says = saysOf(result);
    const call = often.has(says) ? callOfResult(blocks, i) : undefined;
    if (call) {
      const tool = `${said[n]} ${result.name} ${result.target}`;
      const error = result.isError ? `${tool} ${says}` : '';
      steps.push({ key: `${tool} ${call.hash} ${says}`, error, result, asked: call, call: call.writtenBy });
    } else if (!isBetween) steps.push({ key: i, error: '', result, call: -1 });
    isBetween = !call;
  }
  return steps;
}

/** Of each place in a thread, how often the user spoke before it: what is done again for that is no loop. */
function promptsBefore(thread: Thread, places: readonly number[]): Int32Array {
  const prompts = [BlockKind.Typed, BlockKind.Pasted].flatMap((kind) => blocksOfKind(thread, kind).places);
  prompts.sort((a, b) => a - b);
  let said = 0;
  return Int32Array.from(places, (place) => {
    while (said < prompts.length && prompts[said]! < place) said++;
    return said;
  });
}

function saidAtLeast(
  times: number,
  results: readonly PlacedBlock[],
  saysOf: (result: PlacedBlock) => string | number,
): ReadonlySet<string | number> {
  const seen = new Map<string | number, number>();
  const often = new Set<string | number>();
  for (const result of results) {
    if (result.hash === 0) continue;
    const says = saysOf(result);
    const n = (seen.get(says) ?? 0) + 1;
    seen.set(says, n);
    if (n === times) often.add(says);
  }
  return often;
}

type Found = { kind: ToolLoop['kind']; end: number; allowed: number; times: number };

type Waits = (step: Step) => boolean;

function identicalFrom(steps: readonly Step[], start: number, waits: Waits): Found | undefined {
  const first = steps[start]!;
  let end = start + 1;
  while (steps[end]?.key === first.key) end++;
  const times = end - start;
  const failing = first.error !== '';
  const least = failing ? FAILING : IDENTICAL;
  if (times < least || waits(first)) return undefined;
  return { kind: failing ? 'failing' : 'identical', end, allowed: least - 1, times };
}

function alternatingFrom(steps: readonly Step[], start: number, waits: Waits): Found | undefined {
  const [a, b] = [steps[start]?.key, steps[start + 1]?.key];
  if (a === undefined || a === b) return undefined;
  let end = start;
  while (steps[end]?.key === ((end - start) % 2 === 0 ? a : b)) end++;
  const times = Math.floor((end - start) / 2);
  if (times < ALTERNATING || [start, start + 1].some((i) => waits(steps[i]!))) return undefined;
  return { kind: 'alternating', end: start + times * 2, allowed: 2 * (ALTERNATING - 1), times };
}

/** The same error four times, with edits of one and the same file in between: the edits do not help. */
function editedInVain(thread: Thread, steps: readonly Step[], seen: ReadonlySet<number>): ToolLoop[] {
  const byError = new Map<string, Step[]>();
  for (const step of steps) {
    if (step.error === '' || seen.has(step.call)) continue;
    const list = byError.get(step.error);
    if (list) list.push(step);
    else byError.set(step.error, [step]);
  }
  const edits = blocksOfKind(thread, BlockKind.Edit).blocks;
  return [...byError.values()].flatMap((list) => {
    if (list.length < SAME_ERROR) return [];
    const files = list.slice(1).map((step, i) => {
      const [from, to] = [list[i]!.result.at, step.result.at];
      return new Set(edits.filter(({ at }) => at > from && at <= to).map(({ target }) => target));
    });
    const same = [...files[0]!].some((file) => files.every((set) => set.has(file)));
    return same ? [loopOf('same-error', list, SAME_ERROR - 1, list.length)] : [];
  });
}

function loopOf(kind: ToolLoop['kind'], steps: readonly Step[], allowed: number, times: number): ToolLoop {
  const { result } = steps.at(-1)!;
  const wasted = [...new Set(steps.slice(allowed).map(({ call }) => call))].filter((call) => call >= 0);
  return { kind, times, tool: result.name, target: result.target, block: result, wasted };
}
