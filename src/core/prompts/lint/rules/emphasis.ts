import type { LintRule } from '../lintRule';
import { firstLine } from './fileSize';

const EMPHASIS =
  /\b(?:IMPORTANT|CRITICAL|CRITICALLY|MUST|NEVER|ALWAYS|DO NOT|MANDATORY|REQUIRED|WARNING|CAUTION|ATTENTION|URGENT|ABSOLUTELY|STRICTLY|ESSENTIAL|FORBIDDEN)\b|!!+|⚠️|🚨/;
const FEWEST = 5;
const LARGE_SHARE = 0.2;

export const emphasis: LintRule = {
  id: 'emphasis',
  severity: 'information',
  *check({ files }) {
    for (const file of files) {
      if (file.load === 'invoke') continue;
      const loud = file.statements.filter(({ plain }) => EMPHASIS.test(plain));
      const all = file.statements.length;
      if (loud.length < FEWEST || loud.length <= LARGE_SHARE * all) continue;
      yield { file, range: firstLine(file), wording: 'emphasis', params: [loud.length, all], tokens: 0 };
    }
  },
};
