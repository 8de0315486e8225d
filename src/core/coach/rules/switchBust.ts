import { contextCost, outputCost } from '../../insights/session/blockCost';
import { cacheLifeAt } from '../../insights/session/cacheLife';
import { repriced } from '../../insights/money/repricing';
import type { CallFacts, Epoch, SessionFacts, Thread } from '../../insights/session/sessionFacts';
import type { PriceBook } from '../../pricing/priceBook';
import { compareEffort } from '../../usage/effort';
import { namesAnother } from '../../usage/namesAnother';
import { BlockKind } from '../../usage/blockKind';
import { byGroup } from '../byGroup';
import type { Claim } from '../claims';
import type { AdviceAction, CoachRule, Saving } from '../coachRule';
import { count, nano, phrase, tokens } from '../phrase';

/** Less than this of the context was found again: the cache was another model's. */
const READ_SHARE = 0.5;
/** Habit (COACHING D2, M8): twice, and half a dollar. */
const LEAST_SWITCHES = 2;
const LEAST_NANO = 500_000_000;
/** Both are prices of the own bill; what a call on the other model would have cost is its price there, a tenth off. */
const LOW = 0.9;
/** Groups of occurrences: a change of speed is as one of the model. */
const [MODEL, EFFORT] = ['model', 'effort'];
const EFFORT_TITLE =
  'Changing the effort in the middle of a conversation wrote up to {tokens} tokens again; {n} such changes cost {cost}.';
const EITHER_TITLE =
  'Changing the model or the effort in the middle of a conversation wrote up to {tokens} tokens again; {n} such changes cost {cost}.';
const MODEL_STEPS = [
  'Finish the task, or clear the context, before you choose another model or speed.',
  'Ask a small question to another model in a new conversation or a sub-agent: its context is small.',
  'Where the assistant plans on one model and works on another, each change of mode is a change of model.',
];
const EFFORT_STEPS = [
  'Choose the effort before the first prompt of a session, or after clearing the context.',
  'A skill or command with an effort of its own changes it, and changes it back.',
];

/**
 * M8: a cache belongs to one model and speed, so another one in the middle of a conversation writes all of it again,
 * and once more on the way back. Saving: what was written beyond what reading it would have cost, less what the calls
 * in between saved by being cheaper; silent where that is more. A change to something dearer that stays is silent too:
 * that is an escalation, and a new conversation would have had to write the context as well.
 * Effort is looked at where the log names it on both sides, and with Anthropic, whose cached messages it loses; others
 * lose theirs without a cause of the user's. Calls at less effort saved at most what half the cost per step leaves
 * (COACHING B); more effort was wanted, for as long as it stayed.
 */
export const switchBust: CoachRule = {
  id: 'switch-bust',
  family: 'model',
  tier: 'A',
  needs: ['per-call-usage', 'cache-split'],
  range: [LOW, 1],
  least: { occurrences: LEAST_SWITCHES, days: 2 },
  words: {
    title:
      'Changing the model in the middle of a conversation wrote up to {tokens} tokens again; {n} such changes cost {cost}.',
    risk: 'A question asked elsewhere does not know what was said here.',
    check: 'We compare what is written again after a change of model, per conversation.',
    action: 'Show How',
  },
  verification: {
    unit: 'session',
    units: ({ threads }) => {
      const { calls, epochs } = threads[0]!;
      const first = calls[0];
      if (!first) return [];
      const value = epochs
        .flatMap((epoch) => changesIn(calls, epoch))
        .reduce((sum, j) => {
          const [from, to] = lostAt(calls, j) ?? [0, 0];
          return sum + to - from;
        }, 0);
      return [{ at: first.at, value }];
    },
  },
  action: () => guide(MODEL_STEPS),
  start: ({ prices }) => ({
    session(session, desk) {
      const main = session.threads[0]!;
      let failed: ReadonlySet<number> | undefined;
      for (const epoch of main.epochs) {
        for (const { changes, back } of excursions(main.calls, epoch)) {
          const out = changes[0]!;
          failed ??= fallbacks(main);
          const lost = [...changes, back].flatMap((j) => {
            const span = j < epoch.end && !failed!.has(j) ? lostAt(main.calls, j) : undefined;
            return span ? [{ j, span }] : [];
          });
          if (lost[0]?.j !== out) continue;
          const [call, before] = [main.calls[out]!, main.calls[out - 1]!];
          const isEffort = isSameModel(call, before);
          const gain = isEffort
            ? thoughtLess(main.calls, out, back)
            : savedBetween(prices, session, main.calls, out, back, lost);
          const stays = back >= epoch.end;
          // What is dearer and stays was wanted; where the price is unknown we cannot tell.
          if (gain === undefined || (stays && gain <= 0)) continue;
          const paid = lost.reduce((sum, { j, span }) => sum + premium(main.calls[j]!, span), 0);
          if (paid <= Math.max(0, gain)) continue;
          const claim = desk.claims.together(() => {
            for (const { j, span } of lost) desk.claims.premium(main.calls[j]!, ...span);
          });
          const figures = {
            ...(isEffort ? { before: before.effort, effort: call.effort } : { before: before.model }),
            model: call.model,
            tokens: tokens(claim.tokens),
          };
          const text = isEffort
            ? 'From {before} to {effort} effort of {model}: {tokens} tokens written again'
            : leftPlan(main, out)
              ? 'From {before} to {model} at the end of a plan (opusplan): {tokens} tokens written again'
              : call.model === before.model
                ? 'Another speed of {model}: {tokens} tokens written again'
                : 'From {before} to {model}: {tokens} tokens written again';
          const saving = ({ nano: got }: Claim): Saving | undefined => {
            const net = got - Math.max(0, gain);
            return net > 0 ? { lowNano: net * LOW, highNano: net } : undefined;
          };
          const group = isEffort ? EFFORT : MODEL;
          desk.found({ at: call.at, call, claim, saving, group, why: phrase(text, figures) });
        }
      }
    },
    finish: (occurrences) => {
      const cost = occurrences.reduce((sum, { saving, claim }) => sum + (saving?.highNano ?? claim.nano), 0);
      const groups = byGroup(occurrences);
      return {
        figures: {
          tokens: tokens(Math.max(...occurrences.map(({ claim }) => claim.tokens))),
          n: count(occurrences.length),
          cost: nano(cost),
        },
        ...(groups.has(EFFORT) && {
          title: groups.has(MODEL) ? EITHER_TITLE : EFFORT_TITLE,
          action: guide(groups.has(MODEL) ? [...MODEL_STEPS, ...EFFORT_STEPS] : EFFORT_STEPS),
        }),
        hiddenBecause: cost < LEAST_NANO ? 'below-threshold' : undefined,
      };
    },
  }),
};

function guide(steps: readonly string[]): AdviceAction {
  return { kind: 'guide', steps };
}

/** Indexes of the calls that a conversation's own model, speed or effort changed at. */
function changesIn(calls: readonly CallFacts[], { first, end }: Epoch): number[] {
  const changes: number[] = [];
  for (let j = first + 1; j < end; j++) {
    const [call, before] = [calls[j]!, calls[j - 1]!];
    // Titles and summaries are made beside the conversation, by the assistant's own choice of model.
    if (call.operation !== 'chat' || before.operation !== 'chat') continue;
    if (!isSameModel(call, before) || isOtherEffort(call, before)) changes.push(j);
  }
  return changes;
}

function isSameModel(a: CallFacts, b: CallFacts): boolean {
  return a.model === b.model && a.speed === b.speed;
}

function isOtherEffort(a: CallFacts, b: CallFacts): boolean {
  return a.provider === 'anthropic' && namesAnother(a.effort, b.effort);
}

/**
 * From a change to the one that leads back, those between them included; `back` is the epoch's end where none does, and
 * then the next change is looked at by itself.
 */
function excursions(calls: readonly CallFacts[], epoch: Epoch): { changes: number[]; back: number }[] {
  const changes = changesIn(calls, epoch);
  const found: { changes: number[]; back: number }[] = [];
  for (let i = 0; i < changes.length; i++) {
    const [home, away] = [calls[changes[i]! - 1]!, calls[changes[i]!]!];
    // Back on the model is back, at whatever effort; from another effort only its own leads back.
    const returns = (j: number): boolean =>
      isSameModel(calls[j]!, home) && !(isSameModel(away, home) && isOtherEffort(calls[j]!, home));
    const isEffort = isSameModel(away, home);
    const end = changes.findIndex((j, k) => k > i && (returns(j) || (isEffort && k > i + 1)));
    const back = end < 0 || !returns(changes[end]!) ? undefined : changes[end]!;
    found.push(
      back === undefined ? { changes: [changes[i]!], back: epoch.end } : { changes: changes.slice(i, end), back },
    );
    if (back !== undefined) i = end;
  }
  return found;
}

/** Tokens that were in the context before and had to be sent anew; undefined: they were read, or had expired anyway. */
function lostAt(calls: readonly CallFacts[], j: number): [from: number, to: number] | undefined {
  const [call, before] = [calls[j]!, calls[j - 1]!];
  const life = cacheLifeAt(calls, j - 1);
  if (life === undefined || call.at - before.at > life) return undefined;
  if (call.cacheRead >= READ_SHARE * before.input) return undefined;
  return [call.cacheRead, Math.min(before.input, call.input)];
}

/** Nano-dollars beyond what reading them would have cost. */
function premium(call: CallFacts, [from, to]: [number, number]): number {
  return contextCost(call, from, to) - ((to - from) * (call.rates?.cacheRead ?? 0)) / 1000;
}

/** What the calls `out` to `back` would have cost more on the model before, its cache still there. */
function savedBetween(
  prices: Pick<PriceBook, 'cost'>,
  { source }: SessionFacts,
  calls: readonly CallFacts[],
  out: number,
  back: number,
  lost: readonly { j: number; span: [number, number] }[],
): number | undefined {
  const { model, speed } = calls[out - 1]!;
  let saved = 0;
  for (let j = out; j < back; j++) {
    const call = calls[j]!;
    const span = lost.find((one) => one.j === j)?.span;
    const again = span ? span[1] - span[0] : 0;
    const write = Math.max(0, call.cacheWrite - again);
    const read = Math.min(call.input, call.cacheRead + again);
    const write1h = call.cacheWrite > 0 ? Math.round((call.cacheWrite1h * write) / call.cacheWrite) : 0;
    const there = repriced(prices, source, call, { model, speed, cache: { read, write, write1h } })?.totalNano;
    if (there === undefined || call.costNano === undefined) return undefined;
    saved += there - (call.costNano - (span ? premium(call, span) : 0));
  }
  return saved;
}

/** The most that calls `out` to `back` saved at less effort; 0 at more, undefined where that cannot be told. */
function thoughtLess(calls: readonly CallFacts[], out: number, back: number): number | undefined {
  const steps = compareEffort(calls[out - 1]!.effort, calls[out]!.effort);
  if (Number.isNaN(steps)) return undefined;
  if (steps <= 0) return 0;
  let saved = 0;
  for (let j = out; j < back; j++) saved += outputCost(calls[j]!) * (2 ** steps - 1);
  return saved;
}

/** Calls that an error led to: another model stood in, and nobody chose it. */
function fallbacks({ blocks }: Thread): Set<number> {
  return new Set(blocks.flatMap(({ kind, first }) => (kind === BlockKind.Error ? first : [])));
}

/** The call before left a plan: then the assistant itself changes the model. */
function leftPlan({ blocks }: Thread, out: number): boolean {
  return blocks.some(({ writtenBy, name }) => writtenBy === out - 1 && /^exit_?plan_?mode$/i.test(name));
}
