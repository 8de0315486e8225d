import { isNegative } from '../keepList';
import type { LintRule } from '../lintRule';

/** Of texts, which are what is imported; '@pytest.fixture', '@acme.dev' and '@jane.doe' stand in prose, too. */
const TEXT_ENDING = /\.(?:mdx?|mdc|markdown|txt|text|rst|adoc|asciidoc|json[c5]?|ya?ml|toml|xml|csv)$/i;

/** Claude Code passes over an import that leads nowhere without a word. */
export const brokenImport: LintRule = {
  id: 'broken-import',
  severity: 'warning',
  *check({ imports, context }) {
    for (const { from, target, path, start, end } of imports.imports) {
      // Personal files are meant to be missing on other machines, and nothing tells for what lies elsewhere.
      if (target === undefined || target.startsWith('~/') || /\.local\b/.test(path)) continue;
      if (!path.includes('/') && !TEXT_ENDING.test(path)) continue;
      if (context.exists(target) !== false) continue;
      const line = from.lines.lineText(from.lines.lineAt(start));
      // Told about, not meant: "imports look like @docs/x.md", "never @-import the README".
      if (/\b(?:e\.g|example|such as|like|syntax|import(?:s|ed|ing)?)\b/i.test(line) || isNegative(line)) continue;
      yield { file: from, range: { start, end }, wording: 'broken-import', params: [path] };
    }
  },
};
