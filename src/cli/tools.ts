// dist/tools.js: commands that parse Markdown and prompts. The others start the faster without them.
import { lint as lintCommand } from './lint';
import { shortenCommand } from './shorten';

export const lint = lintCommand;
export const shorten = shortenCommand;
