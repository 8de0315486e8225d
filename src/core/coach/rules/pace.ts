import { costOf } from '../../insights/session/sessionCost';
import { monthForecast } from '../../insights/money/forecast';
import { paceLevel } from '../../insights/money/paceLevel';
import { monthStart } from '../../usage/period';
import type { CoachRule } from '../coachRule';
import { nano, phrase } from '../phrase';

/**
 * G3: at this pace the month will cost more than the user's own budget. Says so when the middle of the forecast is
 * above the budget. No saving: what to change, the other rules say. Silent without a budget, and in a month's first
 * five working days. Evidence: the month's dearest sessions.
 */
export const pace: CoachRule = {
  id: 'pace',
  family: 'guardrail',
  tier: 'C',
  needs: [],
  range: [0, 0],
  least: { occurrences: 1, days: 1 },
  words: {
    title: 'At this pace the month costs about {forecast}; your budget is {budget}.',
    risk: 'A forecast is a range: {lowest} to {highest}.',
    check: 'You will see it in the month’s total.',
    action: 'Show What Helps',
  },
  verification: {
    unit: 'session',
    units: (session) => [{ at: session.threads[0]!.calls[0]?.at ?? 0, value: costOf(session) }],
  },
  action: () => ({
    kind: 'guide',
    steps: ['Look at the tips above it: they say where your money goes, and what of it you need not have spent.'],
  }),
  start: ({ now, dayOf, monthlyBudgetNano = 0 }) => {
    const days = new Map<string, number>();
    const today = dayOf(now);
    return {
      session({ threads }, desk) {
        // Without a budget there is nothing to say.
        if (monthlyBudgetNano <= 0) return;
        const calls = threads.flatMap((thread) => thread.calls);
        let [month, dearest] = [0, calls[0]];
        for (const call of calls) {
          const day = dayOf(call.at);
          days.set(day, (days.get(day) ?? 0) + (call.costNano ?? 0));
          if (day < monthStart(today)) continue;
          month += call.costNano ?? 0;
          if ((call.costNano ?? 0) >= (dearest?.costNano ?? 0)) dearest = call;
        }
        if (month === 0 || !dearest) return;
        const why = phrase('{cost} this month', { cost: nano(month) });
        desk.found({ at: dearest.at, call: dearest, claim: { nano: 0, tokens: 0 }, why });
      },
      finish: () => {
        const forecast = monthForecast(days, today);
        const over = forecast && paceLevel(forecast, monthlyBudgetNano, today) !== undefined;
        return {
          figures: {
            forecast: nano(forecast?.midNano ?? 0),
            lowest: nano(forecast?.lowNano ?? 0),
            highest: nano(forecast?.highNano ?? 0),
            budget: nano(monthlyBudgetNano),
          },
          ...(over ? {} : { keep: () => false }),
        };
      },
    };
  },
};
