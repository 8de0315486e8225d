import { parse as parseJson, type ParseError } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import type { CodeStyle } from '../../core/prompts/lint/codeStyle';
import { tomlValue } from './tomlValue';

type Options = Record<string, unknown>;

/** Whatever they are told, they take blanks from the ends of lines, and end a file with a newline. */
const ALWAYS: CodeStyle = { trailingSpaces: false, finalNewline: true };

/**
 * How Prettier, or what is set up like it, formats. `options`: undefined where they cannot be read; nothing is known then
 * but what it always does. An .editorconfig holds for what they do not say.
 */
export function prettierStyle(
  options: Options | undefined,
  { lineLength, hasEditorConfig }: { lineLength: number; hasEditorConfig: boolean },
): CodeStyle {
  if (!options) return ALWAYS;
  const varying = new Set(
    listOf(options['overrides']).flatMap((one) => Object.keys(optionsOf(optionsOf(one)['options']))),
  );
  const valueOf = (name: string, usual: unknown): unknown => (varying.has(name) ? undefined : (options[name] ?? usual));
  const unlessEditor = <T>(value: T): T | undefined => (hasEditorConfig ? undefined : value);
  const quotes = (value: unknown): CodeStyle['quotes'] =>
    typeof value === 'boolean' ? (value ? 'single' : 'double') : undefined;
  return {
    ...ALWAYS,
    tabs: booleanOf(valueOf('useTabs', unlessEditor(false))),
    indentWidth: numberOf(valueOf('tabWidth', unlessEditor(2))),
    lineLength: numberOf(valueOf('printWidth', unlessEditor(lineLength))),
    semicolons: booleanOf(valueOf('semi', true)),
    quotes: quotes(valueOf('singleQuote', false)),
    jsxQuotes: quotes(valueOf('jsxSingleQuote', false)),
    trailingCommas: isOneOf(valueOf('trailingComma', 'all'), 'none', ['all', 'es5']),
  };
}

/** undefined: it formats nothing. */
export function biomeStyle(options: Options | undefined): CodeStyle | undefined {
  // What it extends, or has for some files only, may say otherwise.
  if (!options || options['extends'] !== undefined || options['overrides'] !== undefined) return {};
  const all = optionsOf(options['formatter']);
  const script = optionsOf(optionsOf(options['javascript'])['formatter']);
  if (all['enabled'] === false || script['enabled'] === false) return undefined;
  const isElsewhere = all['useEditorconfig'] === true;
  const valueOf = (name: string, usual: unknown): unknown =>
    script[name] ?? all[name] ?? (isElsewhere ? undefined : usual);
  const quotes = (value: unknown): CodeStyle['quotes'] =>
    value === 'single' || value === 'double' ? value : undefined;
  return {
    ...ALWAYS,
    tabs: isOneOf(valueOf('indentStyle', 'tab'), 'space', ['tab']),
    indentWidth: numberOf(valueOf('indentWidth', 2)),
    lineLength: numberOf(valueOf('lineWidth', 80)),
    semicolons: isOneOf(script['semicolons'] ?? 'always', 'asNeeded', ['always']),
    quotes: quotes(script['quoteStyle'] ?? 'double'),
    jsxQuotes: quotes(script['jsxQuoteStyle'] ?? 'double'),
    trailingCommas: isOneOf(script['trailingCommas'] ?? 'all', 'none', ['all', 'es5']),
  };
}

/** `section`: where its keys are; '' in a file of its own. */
export function ruffStyle(text: string, section: string): CodeStyle {
  if (tomlValue(text, section, 'extend') !== undefined) return ALWAYS;
  const format = section === '' ? 'format' : `${section}.format`;
  const quotes = tomlValue(text, format, 'quote-style') ?? 'double';
  return {
    ...ALWAYS,
    tabs: isOneOf(tomlValue(text, format, 'indent-style') ?? 'space', 'space', ['tab']),
    indentWidth: numberOf(tomlValue(text, section, 'indent-width') ?? 4),
    lineLength: numberOf(tomlValue(text, section, 'line-length') ?? 88),
    quotes: quotes === 'single' || quotes === 'double' ? quotes : undefined,
    trailingCommas: true,
  };
}

export function blackStyle(text: string): CodeStyle {
  const isFree = tomlValue(text, 'tool.black', 'skip-string-normalization') === true;
  return {
    ...ALWAYS,
    tabs: false,
    indentWidth: 4,
    lineLength: numberOf(tomlValue(text, 'tool.black', 'line-length') ?? 88),
    quotes: isFree ? undefined : 'double',
    trailingCommas: true,
  };
}

export function rustfmtStyle(text: string): CodeStyle {
  return {
    ...ALWAYS,
    tabs: booleanOf(tomlValue(text, '', 'hard_tabs') ?? false),
    indentWidth: numberOf(tomlValue(text, '', 'tab_spaces') ?? 4),
    lineLength: numberOf(tomlValue(text, '', 'max_width') ?? 100),
    trailingCommas: isOneOf(tomlValue(text, '', 'trailing_comma') ?? 'Vertical', 'Never', ['Always', 'Vertical']),
  };
}

/** It indents, and leaves lines as long and quotes as they are. */
export const GOFMT_STYLE: CodeStyle = { ...ALWAYS, tabs: true };

/** Of a file in JSON, with or without comments, or in YAML; undefined where it is neither, or holds no options. */
export function optionsIn(text: string | undefined, isJson: boolean): Options | undefined {
  if (text === undefined) return undefined;
  try {
    const errors: ParseError[] = [];
    const value: unknown = isJson ? parseJson(text, errors, { allowTrailingComma: true }) : parseYaml(text);
    if (errors.length > 0) return undefined;
    // An empty one is one without options.
    return value === null || value === undefined ? {} : typeof value === 'object' ? (value as Options) : undefined;
  } catch {
    return undefined;
  }
}

function optionsOf(value: unknown): Options {
  return typeof value === 'object' && value !== null ? (value as Options) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** False for `no`, true for one of `yes`, undefined for what is neither. */
function isOneOf(value: unknown, no: string, yes: readonly string[]): boolean | undefined {
  return value === no ? false : yes.includes(value as string) ? true : undefined;
}
