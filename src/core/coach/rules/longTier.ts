import { contextCost, outputCost, writeRate } from '../../insights/session/blockCost';
import { changedCall } from '../../insights/money/repricing';
import type { CallFacts, SessionFacts, Thread } from '../../insights/session/sessionFacts';
import type { CallRates, PriceBook } from '../../pricing/priceBook';
import type { SourceId } from '../../usage/usageRecord';
import { claimed } from '../claimed';
import type { Claim } from '../claims';
import type { AdviceAction, CoachRule, Saving } from '../coachRule';
import { count, nano, phrase, share, tokens } from '../phrase';

/** Where a reminder to compact still leaves room for the compaction itself (COACHING D2, M6). */
const COMPACT_AT = 0.85;
/** What a compaction writes, and what is then sent as the new beginning. */
const SUMMARY_TOKENS = 3_000;
/** A single thing larger than that part of the threshold was needed, or a slip: no habit of long conversations. */
const DOCUMENT_SHARE = 0.5;
const RANGE = [0.7, 1] as const;

/** A request above its model's threshold. */
interface Above {
  call: CallFacts;
  /** Without the higher rate it would have cost so much less, as a share. */
  part: number;
  base: CallRates;
}

/**
 * M6: above a threshold that some price lists have, a whole request is billed at a higher rate. Saving: the difference
 * on the requests above it, less one compaction at 85 % of the threshold for each stretch of them. Models without a
 * threshold are never found: both rates are the same.
 */
export const longTier: CoachRule = {
  id: 'long-tier',
  family: 'model',
  tier: 'A',
  needs: ['per-call-usage'],
  range: RANGE,
  words: {
    title: '{n} calls had more than {threshold} tokens, where {model} costs {more} more for all of them: {cost}.',
    risk: 'Compacting earlier drops details sooner.',
    check: 'We compare how large the context of a conversation becomes.',
    action: 'Stay Below',
  },
  verification: {
    unit: 'session',
    units: ({ threads }) => {
      const { calls } = threads[0]!;
      const largest = calls.reduce((most, { input }) => Math.max(most, input), 0);
      return calls[0] ? [{ at: calls[0].at, value: largest }] : [];
    },
  },
  action: actionBelow,
  start: ({ prices }) => {
    const thresholds = new Map<string, number>();
    let worst = { model: '', threshold: 0, more: 0 };
    return {
      session(session, desk) {
        for (const thread of session.threads) {
          for (const stretch of stretches(prices, session, thread)) {
            const { call: first } = stretch.calls[0]!;
            let threshold = thresholds.get(first.model);
            if (threshold === undefined) {
              threshold = thresholdOf(prices, session, first);
              thresholds.set(first.model, threshold);
            }
            if (holdsDocument(thread, stretch.from, threshold)) continue;
            const compaction = compactionCost(stretch.calls[0]!, threshold);
            const extra = stretch.calls.reduce((sum, { call, part }) => sum + part * (call.costNano ?? 0), 0);
            if (extra <= compaction) continue;
            for (const { call, part } of stretch.calls) {
              const claim = desk.claims.share(call, part);
              const saving = ({ nano }: Claim): Saving => {
                const net = nano * (1 - compaction / extra);
                return { lowNano: net * RANGE[0], highNano: net * RANGE[1] };
              };
              const more = part / (1 - part);
              if (more > worst.more) worst = { model: call.model, threshold, more };
              const figures = { input: tokens(call.input), model: call.model, threshold: tokens(threshold) };
              const why = phrase('{input} tokens sent to {model}, {threshold} is its threshold', figures);
              desk.found({ at: call.at, call, claim, saving, why });
            }
          }
        }
      },
      finish: (occurrences) => ({
        figures: {
          n: count(occurrences.length),
          threshold: tokens(worst.threshold),
          model: worst.model,
          more: share(worst.more),
          cost: nano(claimed(occurrences)),
        },
        action: actionBelow(occurrences[0]!.session.source, worst.threshold),
      }),
    };
  },
};

function actionBelow(source: SourceId, threshold = 0): AdviceAction {
  if (source === 'copilot-chat') {
    return { kind: 'editor-setting', key: 'github.copilot.chat.preferLongContext.enabled', value: false };
  }
  if (source === 'codex' && threshold > 0) {
    const value = Math.floor(threshold * COMPACT_AT);
    return { kind: 'assistant-setting', source, path: ['model_auto_compact_token_limit'], value };
  }
  return { kind: 'guide', steps: ['Compact, or begin a new conversation, well before the threshold.'] };
}

/** Runs of calls of one context that are all above their model's threshold. */
function* stretches(prices: Prices, session: SessionFacts, { calls, epochs }: Thread) {
  for (const { first, end } of epochs) {
    let above: Above[] = [];
    for (let j = first; j <= end; j++) {
      const found = j < end ? aboveTier(prices, session, calls[j]!) : undefined;
      if (found) above.push(found);
      else if (above.length > 0) {
        yield { from: j - above.length, calls: above };
        above = [];
      }
    }
  }
}

type Prices = Pick<PriceBook, 'rates' | 'cost'>;

/** Every threshold that was ever published is higher: what is shorter need not be asked for. */
const SHORTEST = 100_000;

function aboveTier(prices: Prices, { source }: SessionFacts, call: CallFacts): Above | undefined {
  if (call.input <= SHORTEST || !call.rates || !call.costNano) return undefined;
  const base = prices.rates({ ...changedCall(source, call), inputTokens: 0 });
  if (!base || base.input >= call.rates.input) return undefined;
  const there = { ...call, rates: base };
  const own = contextCost(call, 0, call.input) + outputCost(call);
  const part = 1 - (contextCost(there, 0, call.input) + outputCost(there)) / own;
  return part > 0 ? { call, part, base } : undefined;
}

/** The most tokens that are billed at the lower rate: price books tell rates, so it is found by halving. */
function thresholdOf(prices: Prices, { source }: SessionFacts, call: CallFacts): number {
  const asked = changedCall(source, call);
  const rateAt = (inputTokens: number): number => prices.rates({ ...asked, inputTokens })?.input ?? 0;
  const base = rateAt(0);
  let [low, high] = [0, call.input];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (rateAt(middle) > base) high = middle;
    else low = middle;
  }
  return low;
}

/** Nano-dollars for one compaction just below the threshold, cached as the call above it was. */
function compactionCost({ call, base }: Above, threshold: number): number {
  const input = threshold * COMPACT_AT;
  const [cacheRead, cacheWrite] = [call.cacheRead, call.cacheWrite].map((n) => (n * input) / call.input);
  const compaction = {
    ...call,
    rates: base,
    input,
    cacheRead: cacheRead!,
    cacheWrite: cacheWrite!,
    output: SUMMARY_TOKENS,
  };
  const again = SUMMARY_TOKENS * (cacheWrite! > 0 ? writeRate(compaction) : base.input);
  return contextCost(compaction, 0, input) + outputCost(compaction) + again / 1000;
}

function holdsDocument({ blocks }: Thread, call: number, threshold: number): boolean {
  return blocks.some((b) => b.tokens > DOCUMENT_SHARE * threshold && b.first <= call && b.end > call);
}
