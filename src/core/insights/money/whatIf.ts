import type { PriceBook } from '../../pricing/priceBook';
import { compareEffort } from '../../usage/effort';
import type { SourceId } from '../../usage/usageRecord';
import { outputCost } from '../session/blockCost';
import { editOutcomes } from '../activity/editOutcome';
import { lighterModels } from './lighterModels';
import { changedCall, repriced, type CallChange } from './repricing';
import type { CallFacts, SessionFacts } from '../session/sessionFacts';
import { tokenizerDrift } from '../session/tokenizerDrift';
import { replayCache } from './ttlReplay';
import { turnAt, turnFacts, turnIndex } from '../activity/turnClass';
import {
  countCall,
  emptyTally,
  keyOf,
  putCall,
  putUnpriced,
  tableOf,
  together,
  type Tally,
  type WhatIfChange,
  type WhatIfClass,
  type WhatIfTable,
} from './whatIfTable';

type Prices = Pick<PriceBook, 'rates' | 'cost'>;

/** A smaller model may need more rounds for the same. */
const MORE_WORK = 1.15;
/** What a lower effort saves of the reasoning (COACHING D2, M4). */
const LESS_REASONING = [0.2, 0.5] as const;

const TIERS: Readonly<Record<string, CallChange>> = {
  standard: { speed: '', tier: '' },
  fast: { speed: 'fast', tier: '' },
  flex: { speed: '', tier: 'flex' },
  batch: { speed: '', tier: 'batch' },
};
const LIVES = ['5m', '1h'] as const;
const MOST_MODELS = 4;
const LEAST_PART = 0.01;

/** Models to compare, by assistant: what the user used most, and what is smaller than that. */
export function modelsToCompare(
  used: readonly { source: SourceId; model: string; costNano: number }[],
): Map<SourceId, string[]> {
  const bySource = new Map<SourceId, string[]>();
  for (const source of new Set(used.map((u) => u.source))) {
    const own = used.filter((u) => u.source === source && u.costNano > 0).toSorted((a, b) => b.costNano - a.costNano);
    const sum = own.reduce((total, { costNano }) => total + costNano, 0);
    const main = own.filter(({ costNano }) => costNano >= LEAST_PART * sum).slice(0, MOST_MODELS);
    const models = new Map<string, string>();
    for (const model of [...main.map((u) => u.model), ...main.flatMap((u) => lighterModels(u.model))]) {
      if (!models.has(keyOf(model))) models.set(keyOf(model), model);
    }
    bySource.set(source, [...models.values()]);
  }
  return bySource;
}

/** The user's own calls under other conditions, by class of task. Conversations are shown one by one. */
export class WhatIf {
  private readonly tallies = new Map<WhatIfClass, Tally>();
  private readonly factors = new Map<string, number | undefined>();

  constructor(
    private readonly prices: Prices,
    private readonly models: ReadonlyMap<SourceId, readonly string[]>,
  ) {}

  add(session: SessionFacts): void {
    const facts = turnFacts(session);
    for (const { taskClass } of facts) this.tally(taskClass).turns++;
    for (const { taskClass, model, oneShot } of editOutcomes(session)) {
      if (model === '') continue;
      const { quality } = this.tally(taskClass);
      const seen = quality.get(keyOf(model)) ?? { oneShot: 0, of: 0 };
      quality.set(keyOf(model), { oneShot: seen.oneShot + Number(oneShot), of: seen.of + 1 });
    }
    for (const { agent, calls } of session.threads) {
      const turns = turnIndex(session.turns, agent === '' ? calls.length : 0);
      // Sub-agents always have five minutes (COACHING A1).
      const lives = session.capabilities.has('cache-ttl') ? LIVES.filter((life) => life === '5m' || agent === '') : [];
      const splits = lives.map((life) => replayCache(calls, life));
      for (const [j, call] of calls.entries()) {
        const turn = agent === '' ? turns[j]! : turnAt(session.turns, call.at);
        const tally = this.tally(facts[turn]?.taskClass ?? 'other');
        countCall(tally, call);
        if (call.costNano === undefined) continue;
        this.reprice(tally, session.source, call);
        for (const [i, life] of lives.entries()) {
          const nano = repriced(this.prices, session.source, call, { cache: splits[i]![j] })?.totalNano;
          if (nano !== undefined) putCall(tally, { kind: 'cache-life', to: life }, call, [nano, nano]);
        }
      }
    }
  }

  /** All together first, then each class that there was, dearest first. */
  tables(): WhatIfTable[] {
    const classes = [...this.tallies]
      .map(([taskClass, tally]) => [tableOf(taskClass, tally), tally] as const)
      .toSorted(([a], [b]) => b.costNano - a.costNano);
    return classes.length === 0 ? [] : [together(classes), ...classes.map(([table]) => table)];
  }

  private reprice(tally: Tally, source: SourceId, call: CallFacts): void {
    const own = keyOf(call.model);
    for (const model of this.models.get(source) ?? []) {
      const change: WhatIfChange = { kind: 'model', to: model };
      if (keyOf(model) === own) {
        putCall(tally, change, call);
        continue;
      }
      const drift = tokenizerDrift(call.model, model);
      const at = (tokenRatio: number) => repriced(this.prices, source, call, { model, tokenRatio })?.totalNano;
      const low = at(drift.low);
      const high = drift.high === drift.low ? low : at(drift.high);
      if (low === undefined || high === undefined) {
        putUnpriced(tally, change);
        continue;
      }
      const smaller = low + high < 2 * (call.costNano ?? 0);
      putCall(tally, change, call, [low, smaller ? high * MORE_WORK : high], { smaller, drift });
    }
    for (const [tier, change] of Object.entries(TIERS)) {
      const factor = this.factor(source, call, tier, change);
      if (factor === undefined) continue;
      const nano =
        call.webSearches > 0 ? repriced(this.prices, source, call, change)?.totalNano : call.costNano! * factor;
      if (nano !== undefined) putCall(tally, { kind: 'tier', to: tier }, call, [nano, nano]);
    }
    // Less than low effort nobody has measured.
    if (call.reasoning > 0 && !(compareEffort(call.effort, 'low') <= 0)) {
      const thought = outputCost(call, call.reasoning);
      const [few, many] = LESS_REASONING.map((share) => call.costNano! - share * thought);
      putCall(tally, { kind: 'effort', to: 'lower' }, call, [many!, few!]);
    }
  }

  /** How many times the price a tier is; undefined: it has no price of its own, or the call was there. */
  private factor(source: SourceId, call: CallFacts, tier: string, change: CallChange): number | undefined {
    const key = `${source} ${call.model} ${call.speed} ${call.tier} ${tier}`;
    if (!this.factors.has(key)) {
      const rate = (to?: CallChange) => this.prices.rates(changedCall(source, call, to))?.output ?? 0;
      const [now, then, standard] = [rate(), rate(change), rate(TIERS['standard'])];
      const hasPrice = then > 0 && (tier === 'standard' || then !== standard);
      this.factors.set(key, now > 0 && hasPrice && now !== then ? then / now : undefined);
    }
    return this.factors.get(key);
  }

  private tally(taskClass: WhatIfClass): Tally {
    let tally = this.tallies.get(taskClass);
    if (!tally) this.tallies.set(taskClass, (tally = emptyTally()));
    return tally;
  }
}
