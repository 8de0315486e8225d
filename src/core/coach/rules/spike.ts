import { costOf } from '../../insights/session/sessionCost';
import { LAST_SESSIONS, spikeLimit } from '../../insights/money/spikeLimit';
import type { CoachRule, Occurrence } from '../coachRule';
import { nano, phrase, times } from '../phrase';

/** Below that nothing is a spike, so it need not be remembered. */
const LEAST_NANO = 2_000_000_000;

/**
 * G2: a session far dearer than the 30 before it. A spike can be the best money of the month, so it has no saving: it
 * asks whether it was worth it. Sessions that are tagged as worth it or as exploring are left alone.
 */
export const spike: CoachRule = {
  id: 'spike',
  family: 'guardrail',
  tier: 'C',
  needs: ['per-call-usage'],
  range: [0, 0],
  words: {
    title: '{n} sessions cost far more than usual: {dearest} where {usual} is the middle. Were they worth it?',
    risk: 'None: a dear session may have been the most useful one. Tag it, and it counts as that.',
    check: 'We compare how many sessions are tagged as waste.',
    action: 'Show What Helps',
  },
  verification: {
    unit: 'session',
    units: (session) => {
      const at = session.threads[0]!.calls[0]?.at ?? session.threads[1]?.calls[0]?.at;
      return at === undefined ? [] : [{ at, value: costOf(session) }];
    },
  },
  action: () => ({
    kind: 'guide',
    steps: [
      'Open the session and look at its dearest calls: a large context, a dear model, or very many calls?',
      'Tag it on the Outcomes page: worth it, waste, or exploring.',
    ],
  }),
  start: ({ tagOf }) => {
    const seen: { id: number; at: number; nano: number }[] = [];
    let usual = 0;
    return {
      session(session, desk) {
        const total = costOf(session);
        const dearest = session.threads.flatMap(({ calls }) => calls).reduce((a, b) => (cost(b) > cost(a) ? b : a));
        seen.push({ id: session.id, at: dearest.at, nano: total });
        if (total <= LEAST_NANO) return;
        const tag = tagOf?.(session);
        if (tag === 'worth-it' || tag === 'exploring') return;
        const why = phrase('{cost} in one session', { cost: nano(total) });
        desk.found({ at: dearest.at, call: dearest, claim: { nano: 0, tokens: 0 }, why });
      },
      finish: (occurrences) => {
        const costs = new Map(seen.map(({ id, nano: total }) => [id, total]));
        const far = new Map<number, boolean>();
        seen.forEach(({ id, nano: total }, i) => {
          const found = spikeLimit(seen.slice(Math.max(0, i - LAST_SESSIONS), i).map((s) => s.nano));
          if (!found) return;
          far.set(id, total > found.limit);
          usual = found.usual;
        });
        const keep = (o: Occurrence): boolean => far.get(o.session.id) === true;
        const kept = occurrences.filter(keep).map((o) => costs.get(o.session.id) ?? 0);
        const dearest = Math.max(0, ...kept);
        const figures = { dearest: nano(dearest), usual: nano(usual), factor: times(usual > 0 ? dearest / usual : 0) };
        return { figures, keep };
      },
    };
  },
};

function cost({ costNano = 0 }: { costNano: number | undefined }): number {
  return costNano;
}
