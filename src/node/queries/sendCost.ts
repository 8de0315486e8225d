import type { Interval } from '../../core/insights/money/intervals';
import type { SendCostView, SendPart, WrittenText } from '../../protocol/writingViews';
import { countTokens } from '../tokenCount';
import { readAttachments } from '../writing/attachments';
import { modelInUse, type ModelInUse } from '../writing/modelInUse';
import { recentFactors } from '../writing/recentFactors';
import type { QueryContext } from '../queryContext';

/** Without a conversation to learn from: sent once, read from no cache. */
const ONCE: Interval = { low: 1, middle: 1, high: 1 };

/** What sending a text now would cost, with what it attaches and what stands before it. */
export function sendCost(context: QueryContext, p: WrittenText & { folders: readonly string[] }): SendCostView {
  const inUse = modelInUse(context.db, p);
  const { model } = inUse;
  const { factors, elsewhere } = recentFactors(context, p.workspace, model);
  const nano = nanoPerToken(context, inUse);
  const attachments = readAttachments(p.text, p.folders);

  const priced = (tokens: Interval, times: Interval | undefined) =>
    nano === undefined || !times ? undefined : product(tokens, times, nano);
  const ofText = (text: string, rest: Pick<SendPart, 'kind' | 'path'>): SendPart => {
    const { tokens: middle, low, high } = countTokens(text, model);
    const tokens = { low, middle, high };
    return {
      ...rest,
      tokens,
      basis: 'estimated',
      firstNano: priced(tokens, factors?.prompt?.first ?? ONCE),
      sessionNano: priced(tokens, factors?.prompt?.session),
    };
  };
  const parts = [
    ofText(p.text, { kind: 'prompt' }),
    ...attachments.read.map(({ path, text }) => ofText(text, { kind: 'attachment', path })),
  ];
  if (factors && factors.prefixTokens.high > 0) {
    const tokens = factors.prefixTokens;
    // How long the prefix is and how it was billed go together: only one of them may vary.
    const usual = { low: tokens.middle, middle: tokens.middle, high: tokens.middle };
    parts.push({
      kind: 'prefix',
      tokens,
      basis: factors.recorded ? 'recorded' : 'estimated',
      firstNano: priced(usual, factors.prefix?.first),
      sessionNano: priced(usual, factors.prefix?.session),
    });
  }
  return {
    model,
    modelFrom: inUse.from,
    sessions: factors?.sessions ?? 0,
    elsewhere,
    calls: factors?.calls,
    parts,
    uncounted: attachments.uncounted,
    firstNano: sum(parts.map((part) => part.firstNano)),
    sessionNano: sum(parts.map((part) => part.sessionNano)),
  };
}

/** As uncached input, today; undefined: no price is known. */
function nanoPerToken({ priceBook, now }: QueryContext, { model, call }: ModelInUse): number | undefined {
  if (model === '') return undefined;
  const rates = priceBook.rates({
    source: 'claude-code',
    providerName: '',
    requestModel: model,
    responseModel: '',
    serviceTier: '',
    speed: '',
    ...call,
    timestamp: now,
    inputTokens: 0,
    cacheReadInputTokens: 0,
    cacheCreationInputTokens: 0,
    cacheCreation1hInputTokens: 0,
    outputTokens: 0,
    webSearchRequests: 0,
  });
  return rates && rates.input / 1000;
}

function product(a: Interval, b: Interval, nano: number): Interval {
  const of = (end: keyof Interval): number => Math.round(a[end] * b[end] * nano);
  return { low: of('low'), middle: of('middle'), high: of('high') };
}

/** undefined: nothing of it has a price. */
function sum(amounts: readonly (Interval | undefined)[]): Interval | undefined {
  return amounts.reduce(
    (all, one) =>
      all && one
        ? { low: all.low + one.low, middle: all.middle + one.middle, high: all.high + one.high }
        : (all ?? one),
    undefined,
  );
}
