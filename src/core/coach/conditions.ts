import type { CallFacts } from '../insights/session/sessionFacts';
import { namesAnother } from '../usage/namesAnother';
import { phrase, type Phrase } from './phrase';

/** Under what a rule was measured: what cost most of the calls. '' or undefined: the logs do not say. */
export interface Conditions {
  model: string;
  effort?: string;
  /** Major and minor version of the assistant, '0' before the first: further numbers change every few days. */
  client?: string;
  /** The model's least price of input, in nano-dollars per million tokens. */
  price?: number;
}

/** What following advice changes: that is no reason to doubt the comparison. */
export type Changes = 'model' | 'effort';

const VERSION = /^(?:0(?=\.)|[1-9]\d*\.\d+)/;

/** Sums by what calls were made with. */
export class ConditionTally {
  private readonly models = new Map<string, number>();
  private readonly efforts = new Map<string, number>();
  private readonly clients = new Map<string, number>();
  private readonly prices = new Map<string, number>();

  add({ model, effort, clientVersion, costNano = 0, rates }: CallFacts): void {
    count(this.models, model, costNano);
    count(this.efforts, effort, costNano);
    count(this.clients, VERSION.exec(clientVersion)?.[0] ?? '', costNano);
    if (rates) this.prices.set(model, Math.min(rates.input, this.prices.get(model) ?? Infinity));
  }

  get conditions(): Conditions {
    const model = most(this.models);
    return { model, effort: most(this.efforts), client: most(this.clients), price: this.prices.get(model) };
  }
}

function count(sums: Map<string, number>, key: string, nano: number): void {
  sums.set(key, (sums.get(key) ?? 0) + nano);
}

function most(sums: ReadonlyMap<string, number>): string {
  return [...sums].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** Why before and after cannot be compared (COACHING D0.7); undefined: nothing stands against it. */
export function whatChanged(before: Conditions, after: Conditions, changes?: Changes): Phrase | undefined {
  if (changes !== 'model') {
    if (before.model !== after.model) return phrase('Another model since then.');
    const { price = NaN } = before;
    if (Math.abs((after.price ?? NaN) / price - 1) > 0.001) return phrase('Another price since then.');
  }
  if (changes !== 'effort' && namesAnother(before.effort ?? '', after.effort ?? '')) {
    return phrase('Another reasoning effort since then.');
  }
  if (namesAnother(before.client ?? '', after.client ?? ''))
    return phrase('Another version of the assistant since then.');
  return undefined;
}
