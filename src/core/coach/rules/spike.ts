import { shapeOf, usualShape, type SessionShape } from '../../insights/money/sessionShape';
import { LAST_SESSIONS, spikeLimit } from '../../insights/money/spikeLimit';
import { costOf } from '../../insights/session/sessionCost';
import type { CallFacts, SessionFacts } from '../../insights/session/sessionFacts';
import type { CoachRule, Desk, Occurrence } from '../coachRule';
import { costTold } from '../costTold';
import { nano, phrase, share, times, type Figure, type Phrase } from '../phrase';

/** Below that nothing is a spike, so it need not be remembered. */
const LEAST_NANO = 2_000_000_000;
const HOUR_MS = 3_600_000;
/** An hour costs at least so many times the middle one. */
const FAR_HOUR = 5;
/** So much more of the input is not read from a cache than usual, before that is worth a word. */
const MORE_MISSED = 0.1;
/** Active ones, before it is known what is usual. */
const LEAST_HOURS = 20;
const HOURS_TITLE = '{n} hours cost far more than usual: {dearest} where {usual} is the middle. Were they worth it?';
const EITHER_TITLE =
  '{n} sessions and hours cost far more than usual: {dearest} where {usual} is the middle. Were they worth it?';

/**
 * G2: a session far dearer than the 30 before it, or an hour far dearer than others. A spike can be the best money of the
 * month, so it has no saving: it says what made it dear (calls × context × price, and the cache), and asks whether it was
 * worth it. Sessions that are tagged as worth it or as exploring are left alone.
 * Five times the middle hour is nothing special where hours differ as much as sessions do: so an hour also has to pass the
 * limit that sessions have. It is shown with the session that spent most in it, unless that one is a spike itself.
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
    const before: { nano: number; shape: SessionShape }[] = [];
    const spikes = new Set<number>();
    let usual = 0;
    const hours = new Hours();
    return {
      session(session, desk) {
        const shape = shapeOf(session);
        if (!shape) return;
        const total = costOf(session);
        const last = before.slice(-LAST_SESSIONS);
        const limit = spikeLimit(last.map((one) => one.nano));
        if (limit) usual = limit.usual;
        before.push({ nano: total, shape });
        const tag = tagOf?.(session);
        const isAsked = tag !== 'worth-it' && tag !== 'exploring';
        hours.add(session, isAsked ? desk : undefined);
        if (!limit || total <= limit.limit || !isAsked) return;
        spikes.add(session.id);
        const causes = usualShape(last.map((one) => one.shape));
        const dearest = session.threads.flatMap(({ calls }) => calls).reduce((a, b) => (cost(b) > cost(a) ? b : a));
        found(desk, dearest, sessionPhrase(total, limit.usual, shape, causes));
      },
      /** Of an hour the group is its number; sessions have none. */
      finish: (occurrences) => {
        const far = hours.far();
        const isKept = ({ group, session }: Occurrence): boolean =>
          group === undefined || (!spikes.has(session.id) && far.dear.get(group) === session.id);
        const isHour = ({ group }: Occurrence): boolean => group !== undefined;
        const kept = occurrences.filter(isKept);
        const sessions = kept.filter((one) => !isHour(one));
        const [shown, middle] = sessions.length > 0 ? [sessions, usual] : [kept, far.usual];
        return {
          figures: { dearest: nano(Math.max(0, ...shown.map(costTold))), usual: nano(middle) },
          keep: isKept,
          ...(kept.length > sessions.length && { title: sessions.length > 0 ? EITHER_TITLE : HOURS_TITLE }),
        };
      },
    };
  },
};

function found(desk: Desk, call: CallFacts, why: Phrase, group?: string): void {
  desk.found({ at: call.at, call, claim: { nano: 0, tokens: 0 }, why, ...(group && { group }) });
}

function cost({ costNano = 0 }: CallFacts): number {
  return costNano;
}

function sessionPhrase(total: number, usualNano: number, shape: SessionShape, usual: SessionShape): Phrase {
  const figures = {
    cost: nano(total),
    factor: ratio(total, usualNano),
    calls: ratio(shape.calls, usual.calls),
    context: ratio(shape.context, usual.context),
    rate: ratio(shape.rate, usual.rate),
  };
  if (shape.missed < usual.missed + MORE_MISSED) {
    return phrase(
      '{cost}, {factor} the usual: {calls} the calls, {context} the context, {rate} the price per token',
      figures,
    );
  }
  return phrase(
    '{cost}, {factor} the usual: {calls} the calls, {context} the context, {rate} the price per token, {missed} uncached (usually {usually})',
    { ...figures, missed: share(shape.missed), usually: share(usual.missed) },
  );
}

/** Of nothing there is no multiple. */
function ratio(value: number, usual: number): Figure {
  return times(usual > 0 ? value / usual : 1);
}

/** What active hours cost, all sessions together. */
class Hours {
  private readonly hours = new Map<number, { nano: number; most: number; session: number }>();

  /** Those that may come to be dear are handed in at once: by then it is not known what is usual. */
  add(session: SessionFacts, desk: Desk | undefined): void {
    for (const [hour, { nano: spent, dearest }] of costByHour(session)) {
      const known = this.hours.get(hour) ?? { nano: 0, most: 0, session: session.id };
      known.nano += spent;
      if (spent > known.most) [known.most, known.session] = [spent, session.id];
      this.hours.set(hour, known);
      if (desk && spent > LEAST_NANO)
        found(desk, dearest, phrase('{cost} in one hour of this session', { cost: nano(spent) }), `${hour}`);
    }
  }

  /** By hour that is far dearer than others the session that spent most in it, and the middle of all hours. */
  far(): { dear: ReadonlyMap<string, number>; usual: number } {
    const dear = new Map<string, number>();
    const costs = [...this.hours.values()].map((hour) => hour.nano);
    const limit = costs.length < LEAST_HOURS ? undefined : spikeLimit(costs, Infinity);
    if (!limit) return { dear, usual: 0 };
    const { usual } = limit;
    for (const [hour, known] of this.hours) {
      if (known.nano <= Math.max(limit.limit, FAR_HOUR * usual)) continue;
      dear.set(`${hour}`, known.session);
    }
    return { dear, usual };
  }
}

function costByHour({ threads }: SessionFacts): Map<number, { nano: number; dearest: CallFacts }> {
  const hours = new Map<number, { nano: number; dearest: CallFacts }>();
  let [last, known]: [number, { nano: number; dearest: CallFacts } | undefined] = [NaN, undefined];
  for (const { calls } of threads) {
    for (const call of calls) {
      const { costNano = 0 } = call;
      if (costNano === 0) continue;
      const hour = Math.floor(call.at / HOUR_MS);
      if (hour !== last) known = hours.get((last = hour));
      if (known) {
        known.nano += costNano;
        if (costNano > (known.dearest.costNano ?? 0)) known.dearest = call;
      } else hours.set(hour, (known = { nano: costNano, dearest: call }));
    }
  }
  return hours;
}
