import type { Fix, LintContext, LintRule } from '../lintRule';
import type { InstructionFile, Section } from '../parseInstructionFile';
import { isPlaceholder, mentionedPath } from '../pathMention';

const FEWEST_TOKENS = 300;
const FEWEST_PATHS = 3;
/** A section about a folder names it again and again. */
const TOKENS_PER_PATH = 200;
/** What is said of tests is meant for those who write what they test. */
const TESTS = /^(?:tests?|specs?|__tests__|e2e)$/;
/** A pattern in a title says for which folder the section is: its part before the first star. */
const PATTERN_FOLDER = /^(?:\.?\/)?((?:[\w@.-]+\/)+)(?:[\w.-]*\*[\w*./{},-]*)?$/;
/** What is read, not worked in. */
const DOCUMENTS = /\.(?:mdx?|txt|pdf)$/;
/** Nearly all work happens there: a rule for such a folder would be loaded as often as now. */
const MAIN_FOLDERS = new Set(['src', 'lib', 'app', 'source', 'packages', 'apps', 'crates', 'cmd', 'internal', 'pkg']);

/** A section of what is always loaded that speaks of one folder could be loaded where that folder is worked in. */
export const scopeSection: LintRule = {
  id: 'scope-section',
  severity: 'information',
  *check({ files, context }) {
    for (const file of files) {
      if (file.load !== 'always' || file.kind === 'mcp' || file.kind === 'memory') continue;
      let told = 0;
      for (const section of file.sections) {
        // A file's only title is the file; a part of what was told of is told of.
        if (section.start < told || (section.depth === 1 && section.end === file.text.length)) continue;
        if (/\bsecur|secret|auth|permission/i.test(section.title)) continue;
        const tokens = context.countTokens(file.text.slice(section.start, section.end));
        if (tokens < FEWEST_TOKENS) continue;
        const folder = onlyFolder(file, section, Math.max(FEWEST_PATHS, tokens / TOKENS_PER_PATH), context);
        if (folder === undefined) continue;
        told = section.end;
        const fix = moveTo(file, section, folder, context);
        yield {
          file,
          range: { start: section.start, end: section.headingEnd },
          wording: 'scope-section',
          params: [`${folder}/`],
          tokens,
          ...(fix && { fix }),
        };
      }
    }
  },
};

/** The folder that all paths of a section lie in; enough of them, or one in its title. */
function onlyFolder(file: InstructionFile, section: Section, fewest: number, context: LintContext): string | undefined {
  const paths = new Set<string>();
  let mentions = 0;
  let titled: string | undefined;
  for (const { start, value } of file.inlineCodes) {
    if (start < section.start || start >= section.end) continue;
    if (start < section.headingEnd) titled ??= PATTERN_FOLDER.exec(value.trim())?.[1];
    const path = mentionedPath(value);
    if (path === undefined || isPlaceholder(path) || DOCUMENTS.test(path)) continue;
    paths.add(path);
    mentions++;
  }
  if (titled !== undefined) paths.add(titled);
  else if (paths.size < FEWEST_PATHS || mentions < fewest) return undefined;
  const split = [...paths].map((path) => path.split('/').slice(0, -1));
  const [first = []] = split;
  let depth = 0;
  while (depth < first.length && split.every((parts) => parts[depth] === first[depth])) depth++;
  const folder = first.slice(0, depth).join('/');
  if (depth === 0 || (depth === 1 && MAIN_FOLDERS.has(folder)) || folder.includes('..')) return undefined;
  return TESTS.test(folder) || context.exists(folder) !== true ? undefined : folder;
}

function moveTo(file: InstructionFile, section: Section, folder: string, context: LintContext): Fix | undefined {
  const slug = folder
    .replaceAll(/[^\w]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();
  const body = `${file.text.slice(section.start, section.end).trimEnd()}\n`;
  const targets: Partial<Record<InstructionFile['kind'], [path: string, head: string]>> = {
    claude: [`.claude/rules/${slug}.md`, `---\npaths:\n  - '${folder}/**'\n---\n\n`],
    copilot: [`.github/instructions/${slug}.instructions.md`, `---\napplyTo: '${folder}/**'\n---\n\n`],
    'cursor-rule': [`.cursor/rules/${slug}.mdc`, `---\nglobs: ${folder}/**\nalwaysApply: false\n---\n\n`],
    agents: [`${folder}/AGENTS.md`, ''],
  };
  const [path, head] = targets[file.kind] ?? [];
  // Of several readers one would lose the section.
  if (path === undefined || (file.kind === 'agents' && file.readers.includes('Claude Code'))) return undefined;
  if (file.path.startsWith('~/') || context.exists(path) !== false) return undefined;
  return {
    label: 'fix.rule',
    edits: [
      { file: file.path, start: section.start, end: section.end, replacement: '' },
      { file: path, start: 0, end: 0, replacement: `${head}${body}` },
    ],
  };
}
