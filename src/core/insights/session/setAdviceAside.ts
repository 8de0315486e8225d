import { contextCost } from './blockCost';
import type { CallFacts } from './sessionFacts';

/** The thread of what an advisor was asked and the like: each of its calls is a context of its own. */
export const ADVISOR = 'advisor';
const ATTEMPT = 'attempt';

/** The advisor is shown the whole context: two models may count the same text a third apart, but not twice. */
const SHOWN = { least: 0.6, most: 1.3 };
/** A sum of two samplings is twice the context before it; hardly anything that comes in makes one grow by half. */
const SUMMED = 1.5;

/**
 * Takes an advisor's calls out of the threads of those who asked, whose contexts they are not; and attempts of models
 * that declined, which nothing builds on. Who asks is sampled before and after the advice, and Claude Code logs the sum of
 * both: the context twice, though it never was that large. The last sampling stays, the others go to the advisor's thread;
 * tokens and costs remain the same altogether.
 */
export function setAdviceAside(calls: ReadonlyMap<string, CallFacts[]>): ReadonlyMap<string, CallFacts[]> {
  const aside = [...calls.values()].flatMap((list) => list.filter(isAside));
  if (aside.length === 0) return calls;
  const byResponse = new Map<string, CallFacts[]>();
  for (const advice of aside.filter(({ operation }) => operation === ADVISOR)) {
    const list = byResponse.get(advice.responseId);
    if (list) list.push(advice);
    else byResponse.set(advice.responseId, [advice]);
  }
  byResponse.delete('');
  const threads = new Map<string, CallFacts[]>();
  for (const [agent, list] of calls) {
    const own = list.filter((call) => !isAside(call));
    for (const [j, call] of own.entries()) {
      const advice = byResponse.get(call.responseId);
      if (!advice || !isSummed(call, advice, own[j - 1])) continue;
      const earlier = earlierSamplings(call, advice.length);
      own[j] = without(call, earlier);
      aside.push(earlier);
    }
    if (own.length > 0) threads.set(agent, own);
  }
  return threads.set(
    ADVISOR,
    aside.sort((a, b) => a.at - b.at),
  );
}

/** A call beside the thread that it is told in. */
export function isAside({ operation }: Pick<CallFacts, 'operation'>): boolean {
  return operation === ADVISOR || operation === ATTEMPT;
}

function isSummed(call: CallFacts, advice: readonly CallFacts[], last: CallFacts | undefined): boolean {
  const shown = advice.reduce((sum, { input }) => sum + input, 0) / advice.length;
  const context = call.input / (advice.length + 1);
  return context > SHOWN.least * shown && context < SHOWN.most * shown && call.input > SUMMED * (last?.input ?? 0);
}

/** Each has the context that the last one has, or a little less; what was written is in the last one's. */
function earlierSamplings(call: CallFacts, advice: number): CallFacts {
  const context = Math.ceil(call.input / (advice + 1));
  const written = Math.min(call.cacheWrite, context);
  const part = {
    ...call,
    operation: ADVISOR,
    input: call.input - context,
    cacheRead: call.cacheRead - Math.min(call.cacheRead, context - written),
    cacheWrite: call.cacheWrite - written,
    cacheWrite1h: call.cacheWrite1h - Math.min(call.cacheWrite1h, written),
    output: 0,
    reasoning: 0,
    toolCalls: 0,
    webSearches: 0,
    hash: 0,
  };
  if (call.costNano !== undefined)
    part.costNano = Math.min(call.costNano, Math.round(contextCost(part, 0, part.input)));
  return part;
}

function without(call: CallFacts, part: CallFacts): CallFacts {
  return {
    ...call,
    input: call.input - part.input,
    cacheRead: call.cacheRead - part.cacheRead,
    cacheWrite: call.cacheWrite - part.cacheWrite,
    cacheWrite1h: call.cacheWrite1h - part.cacheWrite1h,
    costNano: call.costNano === undefined ? undefined : call.costNano - (part.costNano ?? 0),
  };
}
