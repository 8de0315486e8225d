import type { StyleTool } from '../../core/prompts/lint/lintRule';

const WEB = ['typescript', 'javascript', 'css'];

/** Files whose presence says that a formatter holds the code to a style. */
const CONFIGS: readonly (readonly [name: string, languages: readonly string[], file: RegExp])[] = [
  ['Prettier', WEB, /^(?:\.prettierrc(?:\.\w+)?|prettier\.config\.\w+)$/],
  ['Biome', WEB, /^biome\.jsonc?$/],
  ['dprint', WEB, /^\.?dprint\.jsonc?$/],
  ['Oxfmt', WEB, /^\.oxfmtrc\.jsonc?$/],
  ['Ruff', ['python'], /^\.?ruff\.toml$/],
  ['rustfmt', ['rust'], /^(?:\.?rustfmt\.toml)$/],
  ['gofmt', ['go'], /^go\.mod$/],
];
/** Sections of pyproject.toml. */
const PYTHON: readonly (readonly [string, string])[] = [
  ['Ruff', '[tool.ruff.format]'],
  ['Black', '[tool.black]'],
];

/** The formatters that a project has set up. `read` answers a file of its root; undefined: it has none such. */
export function styleTools(rootFiles: readonly string[], read: (file: string) => string | undefined): StyleTool[] {
  const tools = CONFIGS.filter(([, , pattern]) => rootFiles.some((file) => pattern.test(file))).map(
    ([name, languages]): StyleTool => ({ name, languages }),
  );
  const pyproject = rootFiles.includes('pyproject.toml') ? (read('pyproject.toml') ?? '') : '';
  for (const [name, section] of PYTHON) if (pyproject.includes(section)) tools.push({ name, languages: ['python'] });
  if (rootFiles.includes('package.json') && hasPrettierKey(read('package.json') ?? '')) {
    tools.push({ name: 'Prettier', languages: WEB });
  }
  return tools;
}

function hasPrettierKey(text: string): boolean {
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === 'object' && manifest !== null && Object.hasOwn(manifest, 'prettier');
  } catch {
    return false;
  }
}
