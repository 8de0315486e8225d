import type { CallFacts, SessionFacts } from '../../insights/session/sessionFacts';
import { replayCache } from '../../insights/money/ttlReplay';
import type { Claim, Claims } from '../claims';
import { costOfCalls } from '../../insights/session/sessionCost';
import type { CoachRule } from '../coachRule';
import { count, nano, phrase } from '../phrase';

const WEEK = 7 * 24 * 60 * 60_000;
const PICO_PER_NANO = 1000;

/** Of what the calls cost that would be cheaper: for one session to be claimed, and in all. */
const LEAST_SHARE = 0.1;
const LEAST_MONTHLY_NANO = 2_000_000_000;
const MONTH_DAYS = 30;
/** Weeks that say the same. */
const WEEKS = { least: 3, share: 0.75 };
/** What sessions without pauses would lose may eat up as much of what the others would save. */
const MOST_LOST = 0.5;

/**
 * C3: pauses of 5 to 60 minutes, and a cache that lives for 5.
 * Signal: the main threads' calls replayed with a cache of an hour: what a pause made expire would have been read,
 * everything written would have cost the higher price. 10 % and $2 a month less, in 3 of 4 weeks.
 * Saving, one occurrence per session that gains 10 %: premium of what expired less the dearer writing of that very
 * session. Low is half of it, and advice is given only where the sessions that lose take back at most that half: one
 * session's amount must not hang on the others.
 * Only for who pays by the token, and only from 5 minutes to an hour: the log of an API key with an hour's cache looks
 * like that of a subscription, which has it anyway, so against the hour nothing can be said. Only Anthropic's own API:
 * other clouds have to be checked for it. Sub-agents stay at 5 minutes.
 */
export const ttlFit: CoachRule = {
  id: 'ttl-fit',
  family: 'context',
  tier: 'A',
  needs: ['per-call-usage', 'cache-split', 'cache-ttl'],
  range: [0.5, 1],
  words: {
    title:
      'On your {pauses} pauses of 5 to 60 minutes, a cache of an hour would have cost {saved} less in {n} sessions.',
    risk: 'Writing into the longer cache costs 60 % more: sessions without pauses get dearer.',
    check: 'We compare what is written into the cache, per call.',
    action: 'Set the Cache to One Hour',
  },
  verification: {
    unit: 'session',
    units: ({ threads }) => {
      const { calls } = threads[0]!;
      const written = calls.reduce((sum, call) => sum + call.cacheWrite, 0);
      return calls.length === 0 ? [] : [{ at: calls[0]!.at, value: written / calls.length }];
    },
  },
  action: (source) => ({ kind: 'assistant-setting', source, path: ['env', 'ENABLE_PROMPT_CACHING_1H'], value: '1' }),
  start: ({ billing, days }) => {
    const weeks = new Map<number, number>();
    let [gained, lost, cost, pauses] = [0, 0, 0, 0];
    return {
      session(session, desk) {
        const { calls } = session.threads[0]!;
        if (billing !== 'api' || !calls.every(isShort)) return;
        const replay = replayed(session);
        const spent = costOfCalls(calls);
        cost += spent;
        if (replay.net > 0) gained += replay.net;
        else lost -= replay.net;
        const week = Math.floor((calls[0]?.at ?? 0) / WEEK);
        weeks.set(week, (weeks.get(week) ?? 0) + replay.net);
        if (replay.net < LEAST_SHARE * spent || replay.expired.length === 0) return;
        const claim = claimed(desk.claims, replay.expired);
        const highNano = Math.min(replay.net, claim.nano);
        const { call } = replay.expired.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0]!;
        const why = phrase('{pauses} pauses: {saved} less with a cache of an hour', {
          pauses: count(replay.expired.length),
          saved: nano(highNano),
        });
        pauses += replay.expired.length;
        desk.found({ at: call.at, call, claim, saving: { lowNano: highNano / 2, highNano }, why });
      },
      finish(occurrences) {
        const saved = occurrences.reduce((sum, o) => sum + (o.saving?.highNano ?? 0), 0);
        const net = gained - lost;
        const same = [...weeks.values()].filter((value) => value > 0).length;
        const isHabit =
          net >= LEAST_SHARE * cost &&
          (net * MONTH_DAYS) / days >= LEAST_MONTHLY_NANO &&
          lost <= MOST_LOST * saved &&
          same >= WEEKS.least &&
          same >= WEEKS.share * weeks.size;
        return {
          figures: { pauses: count(pauses), saved: nano(saved) },
          ...(!isHabit && { hiddenBecause: 'below-threshold' }),
        };
      },
    };
  },
};

function isShort({ provider, cacheWrite1h }: CallFacts): boolean {
  return provider === 'anthropic' && cacheWrite1h === 0;
}

interface Expired {
  call: CallFacts;
  from: number;
  to: number;
}

/** What an hour's cache would have saved in nano-dollars, less what writing into it costs more. */
function replayed({ threads }: SessionFacts): { net: number; expired: Expired[] } {
  const { calls, epochs } = threads[0]!;
  const expired: Expired[] = [];
  let pico = 0;
  for (const { first, end } of epochs) {
    const own = calls.slice(first, end);
    const replay = replayCache(own, '1h');
    for (let j = 0; j < own.length; j++) {
      const call = own[j]!;
      const { read, write } = replay[j]!;
      if (!call.rates) continue;
      const { cacheRead, cacheWrite5m, cacheWrite1h } = call.rates;
      if (read > call.cacheRead) expired.push({ call, from: call.cacheRead, to: read });
      pico += call.cacheWrite * cacheWrite5m - write * cacheWrite1h - (read - call.cacheRead) * cacheRead;
    }
  }
  return { net: pico / PICO_PER_NANO, expired };
}

function claimed(claims: Claims, expired: readonly Expired[]): Claim {
  return claims.together(() => {
    for (const { call, from, to } of expired) claims.premium(call, from, to);
  });
}
