import type { Billing } from '../../pricing/billing';
import type { SourceId } from '../../usage/usageRecord';
import { sourceById } from '../../sources/index';
import { costOfCalls } from '../../insights/session/sessionCost';
import type { CoachRule, Occurrence } from '../coachRule';
import { nano, phrase } from '../phrase';

const DAY = 86_400_000;
const DOLLAR = 1_000_000_000;
/** COACHING D2, M10. */
const LEAST_MONTHS = 2;
const SMALL_PART = 0.4;
/** Who began after this day of a month has not used all of it. */
const FIRST_DAYS = '07';
const NOTHING = { nano: 0, tokens: 0 };

/**
 * Dollars a month of the smallest plan that each vendor sells, by how the user says to pay: Claude Pro and ChatGPT Plus
 * 20, Copilot Pro 10 (September 2026).
 */
const SMALLEST_PLAN: Readonly<Partial<Record<Billing, Partial<Record<SourceId, number>>>>> = {
  subscription: { 'claude-code': 20, codex: 20 },
  'copilot-credits': { 'copilot-chat': 10 },
};

/**
 * M10: two full months in a row, use came to less than 0.4 times the smallest plan. Which plan the user has, no log
 * tells; every other plan is dearer still, so that much is sure. No amount: a plan's price is not in the tally. Whether
 * a larger plan is used well, and how often its limits were met, cannot be known, so nothing is said of that; and
 * without a plan (billing 'api') there is nothing to fit.
 */
export const planFit: CoachRule = {
  id: 'plan-fit',
  family: 'model',
  tier: 'C',
  needs: [],
  range: [0, 1],
  least: { occurrences: LEAST_MONTHS, days: LEAST_MONTHS },
  words: {
    title: 'Two months running, {name} came to at most {most} a month at list prices; its smallest plan costs {plan}.',
    risk: 'A quiet season is no habit, and logs of other machines are not counted.',
    check: 'Your next bill tells.',
    action: 'Compare',
  },
  verification: {
    unit: 'session',
    units: ({ threads }) => {
      const calls = threads.flatMap((thread) => thread.calls);
      return calls[0] ? [{ at: calls[0].at, value: costOfCalls(calls) }] : [];
    },
  },
  action: () => ({
    kind: 'guide',
    steps: [
      'Compare what the use of each month came to, in the overview, with what your plan costs.',
      'Count the machines whose logs are not here.',
    ],
  }),
  start: ({ billing, now, days, dayOf }) => {
    const firstDay = dayOf(now - (days - 1) * DAY);
    const thisMonth = dayOf(now).slice(0, 7);
    const spent = new Map<string, number>();
    const first = new Map<string, number>();
    /** Of each assistant the first day that there is of it. */
    const begun = new Map<SourceId, string>();
    return {
      session({ source, threads }, desk) {
        if (SMALLEST_PLAN[billing]?.[source] === undefined) return;
        const seen = new Set<string>();
        for (const call of threads.flatMap(({ calls }) => calls)) {
          const day = dayOf(call.at);
          if (day < (begun.get(source) ?? '9999')) begun.set(source, day);
          const month = day.slice(0, 7);
          // Begun before what is looked at, or not over: not a whole month.
          if (`${month}-01` < firstDay || month >= thisMonth) continue;
          const group = `${source} ${month}`;
          spent.set(group, (spent.get(group) ?? 0) + (call.costNano ?? 0));
          if (seen.has(group)) continue;
          seen.add(group);
          if (first.has(group)) continue;
          first.set(group, call.at);
          desk.found({ at: call.at, call, claim: NOTHING, why: phrase('Use in {month}', { month }), group });
        }
      },
      finish(occurrences) {
        const small = (source: SourceId) => {
          const plan = SMALLEST_PLAN[billing]![source]! * DOLLAR;
          const months = occurrences.filter((o) => o.session.source === source).map(({ group }) => group!);
          const whole = months.filter((group) => begun.get(source)! <= `${group.slice(-7)}-${FIRST_DAYS}`);
          // Too few months are the engine's to say.
          const isLate = months.length >= LEAST_MONTHS && whole.length < LEAST_MONTHS;
          const latest = (isLate ? months : whole).sort().slice(-LEAST_MONTHS);
          const most = Math.max(0, ...latest.map((group) => spent.get(group)!));
          return { source, plan, latest: new Set(latest), most, fits: !isLate && most < SMALL_PART * plan };
        };
        const sources = [...new Set(occurrences.map((o) => o.session.source))].map(small);
        const top = sources.find(({ fits, latest }) => fits && areConsecutive([...latest])) ?? sources[0]!;
        const fits = top.fits && areConsecutive([...top.latest]);
        return {
          figures: { name: sourceById(top.source).name, most: nano(top.most), plan: nano(top.plan) },
          keep: (o: Occurrence) => top.latest.has(o.group!),
          hiddenBecause: fits ? undefined : 'below-threshold',
        };
      },
    };
  },
};

/** 'source YYYY-MM' of as many months as are asked for, one after the other. */
function areConsecutive(groups: readonly string[]): boolean {
  if (groups.length < LEAST_MONTHS) return true; // too few: that is the engine's to say
  const months = groups.map((group) => {
    const [year, month] = group.slice(-7).split('-').map(Number);
    return year! * 12 + month!;
  });
  return months.every((month, i) => i === 0 || month === months[i - 1]! + 1);
}
