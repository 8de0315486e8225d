import { KeySet } from './jsonSkim';
import { countOf, fieldsOf, type Field } from './codexFields';

/** Cached and written are parts of input, reasoning is a part of output. */
export interface CodexTokens {
  input: number;
  cached: number;
  written: number;
  output: number;
  reasoning: number;
}

const PARTS = ['input', 'cached', 'written', 'output', 'reasoning'] as const;
const ZERO: CodexTokens = { input: 0, cached: 0, written: 0, output: 0, reasoning: 0 };

/** No single call sends or receives more: context windows are hundreds of times smaller. */
const MOST_TOKENS = 1e9;

const TOKENS = new KeySet([
  'input_tokens',
  'cached_input_tokens',
  'cache_write_input_tokens',
  'output_tokens',
  'reasoning_output_tokens',
]);

/**
 * Reads a `…_token_usage` object; undefined when there is none, NaN for what is no count. Its `total_tokens` is left
 * out on purpose: after a compaction it is an estimate of the context's size.
 */
export function readCodexTokens(bytes: Uint8Array, field: Field | undefined): CodexTokens | undefined {
  if (!field || bytes[field.from] !== 123) return undefined;
  const f = fieldsOf(bytes, field, TOKENS);
  return {
    input: countOf(bytes, f.input_tokens),
    cached: countOf(bytes, f.cached_input_tokens),
    written: countOf(bytes, f.cache_write_input_tokens),
    output: countOf(bytes, f.output_tokens),
    reasoning: countOf(bytes, f.reasoning_output_tokens),
  };
}

export interface CounterState {
  totals?: CodexTokens;
  epoch: number;
}

/**
 * Turns a thread's running totals into what each call used. Totals are repeated (rate limits, resuming), overwritten
 * with zeros (context window exceeded) and inherited (forks, rotated files), so that neither they nor the per-call
 * figures beside them can simply be added up.
 */
export class CodexCounter {
  private totals: CodexTokens | undefined;
  private epoch: number;

  constructor(state: CounterState | undefined) {
    this.totals = state?.totals;
    this.epoch = state?.epoch ?? 0;
  }

  state(): CounterState {
    return { totals: this.totals, epoch: this.epoch };
  }

  /** Whether this thread's calls are counted at all. */
  get hasBegun(): boolean {
    return this.totals !== undefined;
  }

  /** Names the point that the totals have reached. A fork that replays its origin's events reaches the same points. */
  get point(): string {
    const { input, cached, output, reasoning } = this.totals ?? ZERO;
    return `${input},${cached},${output},${reasoning}${this.epoch ? `@${this.epoch}` : ''}`;
  }

  /**
   * What was used since the event before: nothing, a call, or two, where the totals grew by more than the last call. What
   * no event told (a remote compaction, a lost line) is then the first of them: added to the last call, it could reach a
   * dearer tier. `inherits`: the totals may have begun elsewhere. An implausible event is as if it had never been: the
   * next one covers what it used.
   */
  count(
    stated: CodexTokens | undefined,
    last: CodexTokens | undefined,
    inherits: boolean,
  ): CodexTokens[] | 'implausible' {
    if (!isCounts(stated) || !isCounts(last)) return 'implausible';
    const before = this.totals;
    const totals = stated ?? (last && combine(before ?? ZERO, last, 1));
    if (!totals) return [];

    let used: CodexTokens;
    let epoch = this.epoch;
    if (!before) used = inherits && last ? last : totals;
    else if (PARTS.some((part) => totals[part] < before[part])) {
      used = last ?? totals;
      epoch++;
    } else used = combine(totals, before, -1);
    if (used.input > MOST_TOKENS || used.output > MOST_TOKENS) return 'implausible';

    this.totals = totals;
    this.epoch = epoch;
    if (!used.input && !used.output && !used.cached) return [];
    return last && isPart(last, used) ? [combine(used, last, -1), last] : [used];
  }
}

function isCounts(tokens: CodexTokens | undefined): boolean {
  return !tokens || PARTS.every((part) => !Number.isNaN(tokens[part]));
}

/** Is `last` a call, and not all of `used`? */
function isPart(last: CodexTokens, used: CodexTokens): boolean {
  return last.input > 0 && last.input < used.input && PARTS.every((part) => last[part] <= used[part]);
}

function combine(a: CodexTokens, b: CodexTokens, sign: 1 | -1): CodexTokens {
  return {
    input: a.input + sign * b.input,
    cached: a.cached + sign * b.cached,
    written: a.written + sign * b.written,
    output: a.output + sign * b.output,
    reasoning: a.reasoning + sign * b.reasoning,
  };
}
