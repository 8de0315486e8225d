import type { SortedSession } from './buildSession';
import type { Arrivals } from './placeBlocks';
import { PRIOR, TEXT_CLASSES, classOf, type BytesPerToken, type TextClass } from './tokenEstimate';
import { BlockKind } from '../../usage/blockKind';

/** What came into a context between two calls: bytes by class, and the tokens that it grew by. */
interface Sample {
  bytes: Float64Array;
  tokens: number;
}

/** With fewer, what is usual is better than what was seen. */
const LEAST_SAMPLES = 40;
const MOST_SAMPLES = 2_000;
/** A single short line says more about what the harness adds to it than about the line. */
const LEAST_TOKENS = 50;
/** Further off than that, something else came in, or was dropped. */
const FARTHEST = 3;
/** What is usual weighs as much as so many samples of one class alone. */
const TRUST_IN_PRIOR = 2;
const ROUNDS = 60;

export interface CalibrationError {
  model: string;
  /** Mean of the absolute errors as shares of the truth, over samples that the fit has not seen. */
  error: number;
  samples: number;
}

/**
 * Bytes per token by model and kind of text, from what the logs have recorded: the growth of the context is known to
 * the token, and so are the bytes that came in (COACHING D0.2). Fitted on every other sample, tried on the rest.
 */
export class Calibration {
  private readonly samples = new Map<string, Sample[]>();
  private readonly fitted = new Map<string, { ratios: BytesPerToken; error?: CalibrationError }>();

  add(session: Pick<SortedSession, 'capabilities' | 'threads'>): void {
    if (!session.capabilities.has('per-call-usage')) return;
    for (const thread of session.threads) this.addThread(thread);
  }

  /** For a model with too few samples: what is usual. */
  ratios(model: string): BytesPerToken {
    return this.fit(model).ratios;
  }

  errors(): CalibrationError[] {
    return [...this.samples.keys()].flatMap((model) => this.fit(model).error ?? []);
  }

  private addThread({ calls, blocks, starts, restarts }: Arrivals): void {
    for (let j = 1; j < calls.length; j++) {
      const [from, to] = [starts[2 * j + 1]!, starts[2 * j + 2]!];
      if (from === to || restarts.has(j)) continue;
      const { model, input } = calls[j]!;
      const tokens = input - calls[j - 1]!.input - calls[j - 1]!.output;
      const list = this.samples.get(model) ?? [];
      if (!(tokens >= LEAST_TOKENS) || list.length >= MOST_SAMPLES) continue;
      const bytes = bytesByClass(blocks, from, to);
      const usual = TEXT_CLASSES.reduce((sum, text, i) => sum + bytes[i]! / PRIOR[text], 0);
      if (!(usual * FARTHEST >= tokens && usual <= tokens * FARTHEST)) continue;
      if (list.push({ bytes, tokens }) === 1) this.samples.set(model, list);
    }
  }

  private fit(model: string): { ratios: BytesPerToken; error?: CalibrationError } {
    const known = this.fitted.get(model);
    if (known) return known;
    const samples = this.samples.get(model) ?? [];
    const enough = samples.length >= LEAST_SAMPLES;
    const half = samples.filter((_, i) => i % 2 === 0);
    const error = enough ? { model, error: errorOf(fitted(half), samples), samples: samples.length } : undefined;
    const result = { ratios: enough ? fitted(samples) : PRIOR, error };
    this.fitted.set(model, result);
    return result;
  }
}

function bytesByClass(blocks: Arrivals['blocks'], from: number, to: number): Float64Array {
  const bytes = new Float64Array(TEXT_CLASSES.length);
  for (let i = from; i < to; i++) {
    const block = blocks[i]!;
    const text = classOf(block.kind);
    // An image's tokens have nothing to do with its bytes: such a step tells nothing.
    if (block.kind === BlockKind.Image) bytes.fill(NaN);
    else if (text) bytes[TEXT_CLASSES.indexOf(text)]! += block.bytes;
  }
  return bytes;
}

/** Least squares of the relative errors, each ratio pulled towards what is usual; never negative. */
function fitted(samples: readonly Sample[]): BytesPerToken {
  const classes = TEXT_CLASSES.length;
  // What the samples come to, each class with each: the rounds need nothing else of them.
  const alone = new Float64Array(classes);
  const paired = new Float64Array(classes * classes);
  for (const { bytes, tokens } of samples) {
    // Most have one class, or two.
    for (let k = 0; k < classes; k++) {
      if (bytes[k] === 0) continue;
      const x = bytes[k]! / tokens;
      alone[k]! += x;
      for (let i = 0; i < classes; i++) if (bytes[i] !== 0) paired[k * classes + i]! += (x * bytes[i]!) / tokens;
    }
  }
  const prior = TEXT_CLASSES.map((text) => 1 / PRIOR[text]);
  const perByte = [...prior];
  for (let round = 0; round < ROUNDS; round++) {
    for (let k = 0; k < classes; k++) {
      let top = TRUST_IN_PRIOR / prior[k]! + alone[k]!;
      for (let i = 0; i < classes; i++) if (i !== k) top -= paired[k * classes + i]! * perByte[i]!;
      const bottom = TRUST_IN_PRIOR / prior[k]! ** 2 + paired[k * classes + k]!;
      perByte[k] = Math.max(prior[k]! / FARTHEST, Math.min(prior[k]! * FARTHEST, top / bottom));
    }
  }
  return Object.fromEntries(TEXT_CLASSES.map((text, i) => [text, 1 / perByte[i]!])) as Record<TextClass, number>;
}

/** Over every other sample: those that the fit has not seen. */
function errorOf(ratios: BytesPerToken, samples: readonly Sample[]): number {
  let [sum, n] = [0, 0];
  for (let s = 1; s < samples.length; s += 2) {
    const { bytes, tokens } = samples[s]!;
    const guess = TEXT_CLASSES.reduce((total, text, i) => total + bytes[i]! / ratios[text], 0);
    sum += Math.abs(guess - tokens) / tokens;
    n++;
  }
  return sum / n;
}
