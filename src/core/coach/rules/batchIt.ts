import type { SessionFacts } from '../../insights/session/sessionFacts';
import { repriced } from '../../insights/money/repricing';
import type { CoachRule } from '../coachRule';
import { count, nano, phrase } from '../phrase';

/** A day's worth of one job (COACHING D2, M7). */
const LEAST_A_DAY = 20;
/** Who reads the answers within half an hour would not want to wait for a batch. */
const HUMAN = 30 * 60_000;
const NOTHING = { nano: 0, tokens: 0 };

/**
 * M7: many conversations a day of one prompt and one answer, without tools and without anybody near: a job that could
 * wait, and batches cost half. A direction only: whether the job can be told to a batch, only its owner knows. Not said
 * of Copilot, nor where a subscription pays: neither has a price for it.
 */
export const batchIt: CoachRule = {
  id: 'batch-it',
  family: 'model',
  tier: 'C',
  needs: ['per-call-usage', 'prompts', 'tool-calls'],
  range: [0, 1],
  least: { occurrences: LEAST_A_DAY, days: 1 },
  words: {
    title: '{n} single questions without tools ran while nobody was near, for {cost}. As a batch they cost half.',
    risk: 'A batch may take a day, and what was shared in the cache is paid for again.',
    check: 'We compare what such single questions cost.',
    action: 'Show How',
  },
  verification: {
    unit: 'single question',
    units: (session) => {
      const call = single(session);
      return call ? [{ at: call.at, value: call.costNano ?? 0 }] : [];
    },
  },
  action: () => ({
    kind: 'guide',
    steps: [
      'Send such prompts to the batch interface of the provider’s API, not through an assistant.',
      'Keep what must be answered today out of it.',
    ],
  }),
  start: ({ billing, prices, dayOf }) => {
    /** When somebody was talking to an assistant. */
    const talked: number[] = [];
    return {
      session(session, desk) {
        const call = single(session);
        if (!call) {
          if (session.turns.length > 1) for (const { at } of session.turns) talked.push(at);
          return;
        }
        if (billing !== 'api' || session.source === 'copilot-chat' || !call.costNano) return;
        const batch = repriced(prices, session.source, call, { tier: 'batch' })?.totalNano;
        if (batch === undefined || batch >= call.costNano) return;
        const why = phrase('One question and one answer by {model}: {cost}', {
          model: call.model,
          cost: nano(call.costNano),
        });
        desk.found({ at: call.at, call, claim: NOTHING, why, group: `${dayOf(call.at)} ${session.workspace}` });
      },
      finish(occurrences) {
        talked.sort((a, b) => a - b);
        const alone = occurrences.filter(({ at }) => !isNear(talked, at));
        const perDay = new Map<string, number>();
        for (const { group = '' } of alone) perDay.set(group, (perDay.get(group) ?? 0) + 1);
        const jobs = new Set(alone.filter(({ group = '' }) => perDay.get(group)! >= LEAST_A_DAY));
        const cost = [...jobs].reduce((sum, { call }) => sum + (call?.costNano ?? 0), 0);
        return { figures: { n: count(jobs.size), cost: nano(cost) }, keep: (o) => jobs.has(o) };
      },
    };
  },
};

/** The only call of a conversation that is one question and its answer. */
function single({ threads, turns }: SessionFacts) {
  const [main, ...others] = threads;
  const [call, second] = main!.calls;
  return call && !second && others.length === 0 && turns.length === 1 && call.toolCalls === 0 ? call : undefined;
}

/** `times` in order. */
function isNear(times: readonly number[], at: number): boolean {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < at - HUMAN) low = middle + 1;
    else high = middle;
  }
  return low < times.length && times[low]! <= at + HUMAN;
}
