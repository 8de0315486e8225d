import { DEEPEST_IMPORT, type Import } from '../importGraph';
import type { LintRule } from '../lintRule';
import type { InstructionFile } from '../parseInstructionFile';

export const importCycle: LintRule = {
  id: 'import-cycle',
  severity: 'warning',
  *check({ files, imports: graph }) {
    const depths = importDepths(files, graph.imports);
    for (const { from, target = '', path, start, end } of graph.imports) {
      const draft = { file: from, range: { start, end } };
      if (target === from.path || graph.reachedFrom(target).has(from.path)) {
        yield { ...draft, wording: 'import-cycle', params: [path] };
      } else if ((depths.get(from.path) ?? 0) >= DEEPEST_IMPORT) {
        yield { ...draft, wording: 'import-cycle.deep', params: [DEEPEST_IMPORT] };
      }
    }
  },
};

/** How many imports lead to each file, by the shortest way from one that is loaded by its name. */
function importDepths(files: readonly InstructionFile[], imports: readonly Import[]): Map<string, number> {
  const depths = new Map(files.filter(({ kind }) => kind !== 'import').map(({ path }) => [path, 0]));
  const queue = [...depths.keys()];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const { from, target } of imports) {
      if (from.path !== next || target === undefined || depths.has(target)) continue;
      depths.set(target, depths.get(next)! + 1);
      queue.push(target);
    }
  }
  return depths;
}
