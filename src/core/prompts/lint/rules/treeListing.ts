import type { LintRule } from '../lintRule';
import type { CodeBlock } from '../parseInstructionFile';
import { removal } from '../removal';

const FEWEST_LINES = 8;
const BRANCH = /^[\s│|]*(?:[├└]|\|--|\+--|`--)/;
/** With words to it a listing says what a look at the folder does not. */
const REMARK = /(?:\s#|\s\/\/|\s[-–—]\s|←|\s\(|:\s)/;
const MOST_REMARKS = 0.2;

/** Overviews of the tree make assistants slower and not better (COACHING, B: context files). */
export const treeListing: LintRule = {
  id: 'tree-listing',
  severity: 'information',
  *check({ files }) {
    for (const file of files) {
      if (file.load !== 'always') continue;
      for (const block of file.codeBlocks) {
        const tree = bareTree(block);
        if (!tree) continue;
        const edit = tree.remarks === 0 ? removal(file, block) : undefined;
        yield {
          file,
          range: block,
          wording: 'tree-listing',
          params: [tree.lines],
          ...(edit && { savingTokens: 'all', fix: { label: 'fix.remove', edits: [edit] } }),
        };
      }
    }
  },
};

/** undefined: no tree, a small one, or one that is explained. */
function bareTree({ value }: CodeBlock): { lines: number; remarks: number } | undefined {
  const lines = value.split('\n').filter((line) => line.trim() !== '');
  const branches = lines.filter((line) => BRANCH.test(line));
  if (branches.length < FEWEST_LINES || branches.length < 0.6 * lines.length) return undefined;
  const remarks = lines.filter((line) => REMARK.test(line)).length;
  return remarks > MOST_REMARKS * lines.length ? undefined : { lines: lines.length, remarks };
}
