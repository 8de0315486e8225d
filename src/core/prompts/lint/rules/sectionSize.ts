import { everyRequestTokens } from '../everyRequest';
import type { LintRule } from '../lintRule';

const LARGE_FILE = 2000;
const LARGE_SECTION = 500;
/** Of its file: only what stands out is named. */
const LARGE_SHARE = 0.25;

export const sectionSize: LintRule = {
  id: 'section-size',
  severity: 'information',
  *check({ files, context }) {
    for (const file of files) {
      if (file.load !== 'always' || file.kind === 'mcp' || file.kind === 'memory') continue;
      const all = everyRequestTokens(file, context);
      if (all <= LARGE_FILE) continue;
      for (const section of file.sections) {
        const tokens = context.countTokens(file.text.slice(section.start, section.ownEnd));
        if (tokens < LARGE_SECTION || tokens < LARGE_SHARE * all) continue;
        const range = { start: section.start, end: section.headingEnd };
        yield { file, range, wording: 'section-size', params: [tokens, all], tokens };
      }
    }
  },
};
