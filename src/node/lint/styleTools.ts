import type { CodeStyle } from '../../core/prompts/lint/codeStyle';
import type { StyleTool } from '../../core/prompts/lint/lintRule';
import {
  GOFMT_STYLE,
  biomeStyle,
  blackStyle,
  optionsIn,
  prettierStyle,
  ruffStyle,
  rustfmtStyle,
} from './formatterStyles';

const WEB = ['typescript', 'javascript', 'css'];
/** Of Prettier's file itself, and of Oxfmt's, which has other lines and else the same. */
const PRETTIER_LINE = 80;
const OXFMT_LINE = 100;

/** The style that a tool's own file sets; undefined: none. */
type StyleOf = (file: { name: string; text: string | undefined; hasEditorConfig: boolean }) => CodeStyle | undefined;

/** Files whose presence says that a formatter holds the code to a style. */
const CONFIGS: readonly (readonly [name: string, languages: readonly string[], file: RegExp, style: StyleOf])[] = [
  [
    'Prettier',
    WEB,
    /^(?:\.prettierrc(?:\.\w+)?|prettier\.config\.\w+)$/,
    ({ name, text, hasEditorConfig }) => {
      const isJson = name.endsWith('.json');
      // Of TOML, JSON5 and programs nothing is known.
      const options = isJson || /^\.prettierrc(?:\.ya?ml)?$/.test(name) ? optionsIn(text, isJson) : undefined;
      return prettierStyle(options, { lineLength: PRETTIER_LINE, hasEditorConfig });
    },
  ],
  ['Biome', WEB, /^biome\.jsonc?$/, ({ text }) => biomeStyle(optionsIn(text, true))],
  ['dprint', WEB, /^\.?dprint\.jsonc?$/, () => ({})],
  [
    'Oxfmt',
    WEB,
    /^\.oxfmtrc\.jsonc?$/,
    ({ text, hasEditorConfig }) => prettierStyle(optionsIn(text, true), { lineLength: OXFMT_LINE, hasEditorConfig }),
  ],
  ['Ruff', ['python'], /^\.?ruff\.toml$/, ({ text = '' }) => ruffStyle(text, '')],
  ['rustfmt', ['rust'], /^(?:\.?rustfmt\.toml)$/, ({ text = '' }) => rustfmtStyle(text)],
  ['gofmt', ['go'], /^go\.mod$/, () => GOFMT_STYLE],
];
/** Sections of pyproject.toml. */
const PYTHON: readonly (readonly [name: string, section: string, style: (text: string) => CodeStyle])[] = [
  ['Ruff', '[tool.ruff.format]', (text) => ruffStyle(text, 'tool.ruff')],
  ['Black', '[tool.black]', blackStyle],
];

/** The formatters that a project has set up. `read` answers a file of its root; undefined: it has none such. */
export function styleTools(rootFiles: readonly string[], read: (file: string) => string | undefined): StyleTool[] {
  const hasEditorConfig = rootFiles.includes('.editorconfig');
  const tools: StyleTool[] = [];
  for (const [name, languages, pattern, styleOf] of CONFIGS) {
    const file = rootFiles.find((one) => pattern.test(one));
    const style = file === undefined ? undefined : styleOf({ name: file, text: read(file), hasEditorConfig });
    if (style) tools.push({ name, languages, style });
  }
  const pyproject = rootFiles.includes('pyproject.toml') ? (read('pyproject.toml') ?? '') : '';
  for (const [name, section, styleOf] of PYTHON) {
    if (pyproject.includes(section)) tools.push({ name, languages: ['python'], style: styleOf(pyproject) });
  }
  const manifest = rootFiles.includes('package.json') ? optionsIn(read('package.json'), true) : undefined;
  if (manifest && Object.hasOwn(manifest, 'prettier')) {
    const own = manifest['prettier'];
    // The name of a package that has them says nothing of what they are.
    const options = typeof own === 'object' && own !== null ? (own as Record<string, unknown>) : undefined;
    const style = prettierStyle(options, { lineLength: PRETTIER_LINE, hasEditorConfig });
    tools.push({ name: 'Prettier', languages: WEB, style });
  }
  return tools;
}
