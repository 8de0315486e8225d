// dist/lint.js: what parses instruction files. Where there are none, advice does without it.
import { userInstructions } from './coach/userInstructions';
import { userServers } from './coach/userServers';
import { readWorkspace } from './lint/readWorkspace';
import { lint } from './queries/lint';

export const lintBundle = { lint, readWorkspace, userInstructions, userServers };

export type LintBundle = typeof lintBundle;
