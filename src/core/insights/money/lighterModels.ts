/**
 * What a maker offers below a model, dearest first, by generation: ids as price lists have them (checked against the
 * bundled prices; one without a price is passed over by whoever asks). Models of one generation are named together,
 * since an assistant that offers the one offers the others.
 */
const LADDERS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/claude-(?:opus-5-5|fable-5-1|mythos-5-1)/, ['claude-sonnet-5-5', 'claude-haiku-5-5']],
  [/claude-sonnet-5-5/, ['claude-haiku-5-5']],
  [/claude-(?:opus-5|fable-5|mythos-5|opus-4-[78])/, ['claude-sonnet-5', 'claude-haiku-4-5']],
  [/claude-(?:opus-4|4-(?:\d-)?opus)/, ['claude-sonnet-4-6', 'claude-haiku-4-5']],
  [/claude-(?:sonnet-[45]|4-(?:\d-)?sonnet)/, ['claude-haiku-4-5']],
  [/gpt-6-astra/, ['gpt-6-sol', 'gpt-6-luna']],
  [/gpt-6(?:-\d)?-sol/, ['gpt-6-luna']],
  [/gpt-5-6-terra/, ['gpt-5.6-luna']],
  [/gpt-5-6(?!-luna)/, ['gpt-5.6-terra', 'gpt-5.6-luna']],
  [/gpt-5-5/, ['gpt-5.4', 'gpt-5.4-mini']],
  [/gpt-5-4(?!-mini|-nano)/, ['gpt-5.4-mini']],
  [/gpt-5(?!-\d-mini|-\d-codex-mini|-mini|-nano|-[4-9])/, ['gpt-5-mini']],
  [/(?:^|\/)o[13](?!-mini)/, ['o4-mini']],
  [/gemini-2-5-pro/, ['gemini-2.5-flash']],
  [/gemini-3(?:-\d)?-pro/, ['gemini-3.5-flash']],
];

/** Models of the same maker and generation that are smaller, the next one first; [] where none is known. */
export function lighterModels(model: string): readonly string[] {
  const id = model.toLowerCase().replaceAll('.', '-');
  return LADDERS.find(([pattern]) => pattern.test(id))?.[1] ?? [];
}
