import fs from 'node:fs';
import path from 'node:path';
import type { LintContext } from '../../core/prompts/lint/lintRule';
import { readSmallFile } from '../readSmallFile';
import { packageScripts } from './packageScripts';
import { styleTools } from './styleTools';

const MOST_BYTES = 1024 * 1024;

/** What the rules may ask about the workspace at `root`, of which `paths` are known. */
export function workspaceContext(
  root: string,
  paths: readonly string[],
  countTokens: (text: string) => number,
  usage?: LintContext['usage'],
): LintContext {
  const known = new Set(paths);
  let endings: Set<string> | undefined;
  const counts = new Map<string, number>();
  const read = (file: string): string | undefined => readSmall(path.join(root, file));
  const rootFiles = paths.filter((file) => !file.includes('/'));
  return {
    exists(file) {
      if (file.startsWith('~/')) return undefined;
      // The walk leaves folders out; the disk is asked for the few files that it does not know.
      return known.has(file) || fs.existsSync(path.join(root, file));
    },
    existsSomewhere(file) {
      endings ??= endingsOf(paths);
      return endings.has(file);
    },
    scripts: packageScripts(paths, read),
    tools: styleTools(rootFiles, read),
    countTokens(text) {
      let tokens = counts.get(text);
      if (tokens === undefined) counts.set(text, (tokens = countTokens(text)));
      return tokens;
    },
    usage,
  };
}

/** All that a path may end with, from a '/' on. */
function endingsOf(paths: readonly string[]): Set<string> {
  const endings = new Set<string>();
  for (const file of paths) {
    for (let at = 0; at !== -1; at = file.indexOf('/', at)) {
      if (at > 0) at++;
      endings.add(file.slice(at));
    }
  }
  return endings;
}

function readSmall(place: string): string | undefined {
  const read = readSmallFile(place, MOST_BYTES);
  return typeof read === 'string' ? undefined : read.toString('utf8');
}
