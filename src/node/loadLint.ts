import type { LintBundle } from './lintBundle';
import { loadBundle } from './loadBundle';

/** What parses instruction files: a third of the coach, of no use without such files. */
export function loadLint(scripts: string): LintBundle {
  return loadBundle<{ lintBundle: LintBundle }>(scripts, 'lint.js').lintBundle;
}
