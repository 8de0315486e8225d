/** No model id is that long; what is longer is not looked up. */
export const LONGEST_ID = 200;

/** One spelling for ids that differ only in case or in '.', '_' and ' ' for '-': Copilot's 'claude-sonnet-4.5'. */
export function modelKey(id: string): string {
  return id
    .trim()
    .toLowerCase()
    .replace(/[._\s]/g, '-');
}

/**
 * The keys under which a logged model id may stand in a price list, the most exact one first. Only what does not
 * change the price is taken off: who serves it, its date, its revision. A suffix that names another model ('-mini')
 * stays on, so that 'gpt-5' never prices 'gpt-5-mini'. `id` is at most LONGEST_ID characters.
 */
export function modelKeys(id: string): string[] {
  let name = id.trim().toLowerCase();
  const keys = [modelKey(name)];
  for (const [pattern, onlyFor] of DECORATIONS) {
    if (onlyFor && !name.includes(onlyFor)) continue;
    name = name.replace(pattern, '');
    const key = modelKey(name);
    if (key !== '' && key !== keys.at(-1)) keys.push(key);
  }
  return keys;
}

const DECORATIONS: readonly (readonly [RegExp, string?])[] = [
  [/\[[^\]]*\]$/], // Claude Code: 'claude-opus-4-6[1m]'
  [/^.*\//], // routers and resource names: 'anthropic/…', 'models/…', 'copilot/…', a Bedrock ARN
  [/^(?:[a-z]+(?:-[a-z]+)*\.)?[a-z]+\.(?=[a-z])/], // Bedrock: 'us.anthropic.…'
  [/@.*$/], // Vertex: 'claude-opus-4-1@20250805'
  [/-v\d+(?::\d+)?$/], // Bedrock: '…-20250929-v1:0'
  [/-(?:\d{8}|\d{4}-\d{2}-\d{2})$/],
  [/-latest$/],
  [/-(?:thinking|thought)$/, 'claude'], // a mode, not a model, only here: 'kimi-k2-thinking' is its own
];
