/**
 * Whether the file is read as JSON to the letter: Claude Code and Copilot's command line take a comment or a trailing
 * comma in `.mcp.json` for a mistake and load none of its servers. VS Code allows both in its own mcp.json, and nobody
 * says that Cursor does not.
 */
export function isStrictJson(path: string): boolean {
  return /(?:^|[\\/])\.mcp\.json$/.test(path);
}

const DEEPEST = 100;

/** jsonc-parser recurses with the text's own depth, which may be more than the stack holds. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '')) {
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}
