/** A model as VS Code names it: "copilot/claude-sonnet-4.5", "openrouter/anthropic/…". */
export interface ModelName {
  model: string;
  vendor: string;
}

export function splitModelId(id: string): ModelName {
  const slash = id.indexOf('/');
  return slash < 0 ? { model: id, vendor: '' } : { model: id.slice(slash + 1), vendor: id.slice(0, slash) };
}

/** Copilot resells models: whose they are decides their price. Keys brought by the user name the vendor themselves. */
export function providerOf({ model, vendor }: ModelName): string {
  const reseller = vendor === '' || vendor === 'copilot' || vendor === 'github';
  if (!reseller) return VENDORS[vendor] ?? vendor;
  return FAMILIES.find(([family]) => family.test(model))?.[1] ?? vendor;
}

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^claude/i, 'anthropic'],
  [/^(gpt|o\d|codex|chatgpt)/i, 'openai'],
  [/^gemini/i, 'google'],
  [/^grok/i, 'xai'],
];

const VENDORS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  gemini: 'google',
  azure: 'azure',
  customoai: 'openai',
});

/**
 * The model in a response's caption: "Claude Sonnet 4.5 • 1x", "GPT-5 mini • 2.4 credits". It is the only place where
 * older releases say what "auto" became. '' where the caption does not begin with a model we know.
 */
export function modelInCaption(caption: string): string {
  const name = caption.split(/\s+[•·-]\s+/, 1)[0]!.trim();
  const model = name
    .toLowerCase()
    .replace(/\s+\(.*\)$/, '')
    .replace(/\s+/g, '-');
  return FAMILIES.some(([family]) => family.test(model)) && /^[\w.-]{1,60}$/.test(model) ? model : '';
}

/** The credits in such a caption; undefined where it names none (older ones give a multiplier). */
export function creditsInCaption(caption: string): number | undefined {
  const match = /(\d+(?:\.\d+)?)\s+credits?\b/i.exec(caption);
  return match ? Number(match[1]) : undefined;
}

const NANO_DOLLARS_PER_CREDIT = 10_000_000;
const NANO_UNITS_PER_CREDIT = 1_000_000_000;

/** One AI credit is one US cent. */
export function nanoFromCredits(credits: number): number {
  return Math.round(credits * NANO_DOLLARS_PER_CREDIT);
}

/** `copilot_usage_nano_aiu`: billionths of a credit; undefined when it is no amount. */
export function nanoFromUnits(units: unknown): number | undefined {
  const n = typeof units === 'string' ? Number(units) : units;
  if (typeof n !== 'number' || !Number.isFinite(n) || n < 0) return undefined;
  return nanoFromCredits(n / NANO_UNITS_PER_CREDIT);
}
