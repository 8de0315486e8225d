import { seededRandom } from '../../usage/seededRandom';
import { difference, wilson, type Interval } from './intervals';

/** An edit turn: what it cost, and what became of it. */
export interface EditSample {
  costNano: number;
  oneShot: boolean;
  /** How large the change is. */
  lines: number;
}

export interface Arm {
  n: number;
  oneShot: number;
  /** Nano-dollars for an edit that was right at once, failures included; at least, where none was. */
  nanoPerRight: number;
}

/** How the second model's edits compare with the first one's. */
export interface ModelComparison {
  first: Arm;
  second: Arm;
  /** Cost per edit that was right at once, second to first; 80 % interval from a seeded bootstrap. */
  cost: Interval;
  /** Share right at once, second less first, after Newcombe; `middle` weighted by size of the change. */
  oneShot: Interval;
}

const RESAMPLES = 500;
/** Small and large changes are compared apart: the easy ones go to the small model. */
const TERCILES = 3;
const LEAST_IN_TERCILE = 3;

/**
 * Compares two models on one class of edits, by thirds of the changes' size and weighted by how many of both there are
 * (COACHING D2, M2). Thirds in which either has fewer than three edits are left out; undefined where none is left, or
 * where nothing of the first was right. If nothing of the second was, it is taken to be right as often as its interval
 * allows: so dear is a right one at least.
 */
export function compareModels(
  first: readonly EditSample[],
  second: readonly EditSample[],
): ModelComparison | undefined {
  const sizes = [...first, ...second].map(({ lines }) => lines).sort((a, b) => a - b);
  const bounds = Array.from(
    { length: TERCILES - 1 },
    (_, i) => sizes[Math.floor(((i + 1) * sizes.length) / TERCILES)]!,
  );
  const tercile = ({ lines }: EditSample): number => bounds.filter((bound) => lines >= bound).length;
  const strata = Array.from({ length: TERCILES }, (_, i) => ({
    a: first.filter((edit) => tercile(edit) === i),
    b: second.filter((edit) => tercile(edit) === i),
  })).filter(({ a, b }) => a.length >= LEAST_IN_TERCILE && b.length >= LEAST_IN_TERCILE);
  if (strata.length === 0) return undefined;
  const weights = strata.map(({ a, b }) => a.length + b.length);
  const columns = { a: strata.map(({ a }) => columnsOf(a)), b: strata.map(({ b }) => columnsOf(b)) };
  const counts = (pick: 'a' | 'b'): { successes: number; of: number } => {
    const edits = strata.flatMap((stratum) => stratum[pick]);
    return { successes: edits.filter(({ oneShot }) => oneShot).length, of: edits.length };
  };
  const [a, b] = [counts('a'), counts('b')];
  const never = b.successes === 0;
  const atBest = wilson(0, b.of).high;
  const side = (pick: 'a' | 'b', draw?: () => number): { nano: number; rate: number } => {
    const { nano, rate } = standardised(columns[pick], weights, draw);
    return { nano, rate: never && pick === 'b' ? atBest : rate };
  };
  const [was, is] = [side('a'), side('b')];
  if (was.rate === 0 || was.nano === 0) return undefined;

  const next = seededRandom(1);
  const ratios = Array.from({ length: RESAMPLES }, () => {
    const [one, two] = [side('a', next), side('b', next)];
    return two.rate === 0
      ? Infinity
      : one.rate === 0 || one.nano === 0
        ? 0
        : two.nano / two.rate / (one.nano / one.rate);
  }).sort((x, y) => x - y);
  const at = (share: number): number => ratios[Math.round(share * (RESAMPLES - 1))]!;
  const oneShot = difference(a, b);
  return {
    first: { n: a.of, oneShot: a.successes, nanoPerRight: was.nano / was.rate },
    second: { n: b.of, oneShot: b.successes, nanoPerRight: is.nano / is.rate },
    cost: { low: at(0.1), middle: is.nano / is.rate / (was.nano / was.rate), high: at(0.9) },
    oneShot: { ...oneShot, middle: (never ? 0 : is.rate) - was.rate },
  };
}

/** Edits as they are drawn again and again. */
interface Columns {
  costs: Float64Array;
  right: Uint8Array;
}

function columnsOf(edits: readonly EditSample[]): Columns {
  return {
    costs: Float64Array.from(edits, ({ costNano }) => costNano),
    right: Uint8Array.from(edits, ({ oneShot }) => (oneShot ? 1 : 0)),
  };
}

/** Mean cost of an edit and share that was right, of strata weighted alike on both sides; `draw`: of a resample. */
function standardised(
  strata: readonly Columns[],
  weights: readonly number[],
  draw?: () => number,
): { nano: number; rate: number } {
  let [nano, rate, sum] = [0, 0, 0];
  for (let i = 0; i < strata.length; i++) {
    const { costs, right } = strata[i]!;
    const weight = weights[i]!;
    let [cost, were] = [0, 0];
    for (let k = 0; k < costs.length; k++) {
      const edit = draw ? Math.floor(draw() * costs.length) : k;
      cost += costs[edit]!;
      were += right[edit]!;
    }
    nano += (weight * cost) / costs.length;
    rate += (weight * were) / costs.length;
    sum += weight;
  }
  return { nano: nano / sum, rate: rate / sum };
}
