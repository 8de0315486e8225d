/**
 * Whether the file is read as JSON to the letter: Claude Code and Copilot's command line take a comment or a trailing
 * comma in `.mcp.json` for a mistake and load none of its servers. VS Code allows both in its own mcp.json, and nobody
 * says that Cursor does not.
 */
export function isStrictJson(path: string): boolean {
  return /(?:^|[\\/])\.mcp\.json$/.test(path);
}
