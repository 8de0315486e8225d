import type { LintRule } from '../lintRule';
import type { CodeBlock } from '../parseInstructionFile';
import { removal } from '../removal';

const FEWEST_LINES = 8;
const BRANCH = /^[\s│|]*(?:[├└]|\|--|\+--|`--)/;
/** With words to it a listing says what a look at the folder does not. */
const REMARK = /(?:\s#|\s\/\/|\s[-–—]\s|←|\s\(|:\s)/;
const MOST_REMARKS = 0.3;

/** Overviews of the tree make assistants slower and not better (COACHING, B: context files). */
export const treeListing: LintRule = {
  id: 'tree-listing',
  severity: 'information',
  *check({ files }) {
    for (const file of files) {
      if (file.load !== 'always') continue;
      for (const block of file.codeBlocks) {
        const lines = bareTree(block);
        if (lines === undefined) continue;
        const edit = removal(file, block);
        yield {
          file,
          range: block,
          wording: 'tree-listing',
          params: [lines],
          savingTokens: 'all',
          ...(edit && { fix: { label: 'fix.remove', edits: [edit] } }),
        };
      }
    }
  },
};

/** Number of lines; undefined: no tree, a small one, or one with remarks. */
function bareTree({ value }: CodeBlock): number | undefined {
  const lines = value.split('\n').filter((line) => line.trim() !== '');
  const branches = lines.filter((line) => BRANCH.test(line));
  if (branches.length < FEWEST_LINES || branches.length < 0.6 * lines.length) return undefined;
  return lines.filter((line) => REMARK.test(line)).length > MOST_REMARKS * lines.length ? undefined : lines.length;
}
