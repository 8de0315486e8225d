const NAME = /^\s*(?:<command-message>[^<]*<\/command-message>\s*)?<command-name>\s*\/?([^<\s]+)\s*<\/command-name>/;

/** Commands of Claude Code itself that the program answers: nothing is sent to a model, or only a summary is made. */
const LOCAL = new Set(
  (
    'add-dir agents allowed-tools bashes bug chrome clear color compact config context continue copy cost desktop doctor ' +
    'effort exit export extra-usage fast feedback fork help hooks ide install-github-app install-slack-app keybindings ' +
    'login logout mcp memory mobile model new output-style passes permissions plan plugin plugins privacy-settings ' +
    'quit release-notes reload-plugins remote-control remote-env rename reset resume rewind sandbox settings skills ' +
    'stats status statusline stickers tag tasks terminal-setup theme todos undo upgrade usage vim voice'
  ).split(' '),
);

/** Is this what Claude Code writes when the user calls a command that is a prompt, as /review or one of the user's own? */
export function isPromptCommand(injected: string): boolean {
  const name = NAME.exec(injected)?.[1];
  return name !== undefined && !LOCAL.has(name);
}
