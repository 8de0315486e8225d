import type { LintRule } from '../lintRule';

/** Claude Code cuts a description off there. */
const MOST_CHARACTERS = 1536;
/** A skill's metadata is meant to be about 100 tokens (agentskills.io). */
const MANY_TOKENS = 120;

export const longDescription: LintRule = {
  id: 'long-description',
  severity: 'information',
  *check({ files, context }) {
    for (const file of files) {
      const description = file.listed ? file.frontMatter.get('description') : undefined;
      if (!description) continue;
      const { range, value } = description;
      const tokens = context.countTokens(value);
      if (value.length > MOST_CHARACTERS) {
        const params = [value.length, MOST_CHARACTERS];
        yield { file, range, wording: 'long-description.cut', params, tokens, severity: 'warning' };
      } else if (tokens >= MANY_TOKENS) {
        yield { file, range, wording: 'long-description', params: [tokens], tokens };
      }
    }
  },
};
