import type { CompiledModel } from './compilePrice';
import { compileModel } from './compilePrice';
import { LONGEST_ID, modelKey, modelKeys } from './modelNames';
import { overridePrice } from './overridePrice';
import type { Priceable } from './priceBook';
import type { PriceData, PricedModel, PriceList } from './priceData';
import type { PriceOverride, PriceSettings } from './priceSettings';

const COPILOT = 'github-copilot';
/** A log with ever new model ids must not grow the memory. */
const MOST_REMEMBERED = 2000;

/** The model that answered, where the log says it: after a fallback or 'auto' it is not the one asked for. */
export function pricedModel(call: Priceable): string {
  return call.responseModel || call.requestModel;
}

/** Finds the price of a call's model and remembers it: it is asked for every call of every log. */
export function modelFinder(data: PriceData, settings: PriceSettings): (call: Priceable) => CompiledModel | undefined {
  // Not before somebody asks: for a look at logs that have not changed, nothing is priced.
  let indexes: Record<'makers' | 'copilot', Map<string, Listing>> | undefined;
  const aliases = new Map(Object.entries(settings.aliases).map(([from, to]) => [from.trim().toLowerCase(), to]));
  const override = overrideFinder(settings.overrides);

  const look = (logged: string, viaCopilot: boolean): CompiledModel | undefined => {
    const id = aliases.get(logged.trim().toLowerCase()) ?? logged;
    const keys = modelKeys(id);
    const { makers, copilot } = (indexes ??= {
      makers: indexOf(data.lists.filter((list) => list.id !== COPILOT)),
      copilot: indexOf(data.lists.filter((list) => list.id === COPILOT)),
    });
    // Copilot's list lacks what it no longer offers; it bills the makers' list prices, so theirs stand in.
    const known = (viaCopilot ? firstOf(copilot, keys) : undefined) ?? firstOf(makers, keys);
    const set = override(id, keys);
    return set ? overridePrice(set[0], set[1], id, known) : known;
  };

  const remembered = {
    makers: new Map<string, CompiledModel | null>(),
    copilot: new Map<string, CompiledModel | null>(),
  };
  return (call) => {
    const viaCopilot = call.source === 'copilot-chat';
    const memory = viaCopilot ? remembered.copilot : remembered.makers;
    const id = pricedModel(call);
    if (id.length > LONGEST_ID) return undefined;
    let model = memory.get(id);
    if (model === undefined) {
      if (memory.size >= MOST_REMEMBERED) memory.clear();
      model = look(id, viaCopilot) ?? null;
      memory.set(id, model);
    }
    return model ?? undefined;
  };
}

type Listing = { model: PricedModel; list: string };

/** Ids go before other names, so that a list's loose name never hides another entry's own id. */
function indexOf(lists: PriceList[]): Map<string, Listing> {
  const index = new Map<string, Listing>();
  const listings = lists.flatMap((list) => list.models.map((model) => ({ model, list: list.id })));
  const add = (name: string, listing: Listing): void => {
    const key = modelKey(name);
    if (!index.has(key)) index.set(key, listing);
  };
  for (const listing of listings) add(listing.model.id, listing);
  for (const listing of listings) for (const name of listing.model.names ?? []) add(name, listing);
  return index;
}

function firstOf(index: Map<string, Listing>, keys: string[]): CompiledModel | undefined {
  for (const key of keys) {
    const found = index.get(key);
    if (found) return compileModel(found.model, found.list);
  }
  return undefined;
}

/** An exact id goes before a pattern, a longer pattern before a shorter one. */
function overrideFinder(
  overrides: Record<string, PriceOverride>,
): (id: string, keys: string[]) => [string, PriceOverride] | undefined {
  const entries = Object.entries(overrides);
  const exact = new Map(entries.filter(([k]) => !k.endsWith('*')).map((entry) => [modelKey(entry[0]), entry]));
  const patterns = entries
    .filter(([k]) => k.endsWith('*'))
    .map((entry) => ({ prefix: modelKey(entry[0].slice(0, -1)), entry }))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return (id, keys) => {
    const spellings = [modelKey(id), ...keys];
    for (const key of spellings) {
      const entry = exact.get(key);
      if (entry) return entry;
    }
    return patterns.find(({ prefix }) => spellings.some((key) => key.startsWith(prefix)))?.entry;
  };
}
