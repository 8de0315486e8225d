// dist/lint.js: what parses instruction files. Where there are none, advice does without it.
import { userInstructions } from './coach/userInstructions';
import { readWorkspace } from './lint/readWorkspace';
import { lint } from './queries/lint';

export const lintBundle = { lint, readWorkspace, userInstructions };

export type LintBundle = typeof lintBundle;
