/** Has an ending, or ends with a slash: something that one can look for. Neither a pattern nor a command. */
const PATH = /^(?:\.{1,2}\/|\/)?(?:[\w.@+()-]+\/)+(?:[\w.@+()-]+\.[A-Za-z]\w{0,9})?$/;
const PLACEHOLDER =
  /\b(?:path|paths|to|foo|bar|baz|example|examples?|sample|your|my|some|name|xxx?|nnn+|yyyy|mm|dd|todo|placeholder|feature|module|component|page|service|resource|entity)\b|(?:^|\/)(?:My|Your|Some|Foo|Bar|New)[A-Z]|(?:Name|XXX|NNN)\b|\.\.\.|…/i;

/** A path as one writes it in inline code: `src/cart.ts`, `docs/`; without a line number or anchor. */
export function mentionedPath(code: string): string | undefined {
  const path = code.trim().replace(/(?::\d+(?:-\d+)?|#[\w-]*)$/, '');
  return PATH.test(path) && !path.includes('//') ? path.replace(/^\.\//, '') : undefined;
}

/** Stands for others: `path/to/file.ts`, `src/features/my-feature/`. */
export function isPlaceholder(path: string): boolean {
  return PLACEHOLDER.test(path.replaceAll(/[-_]/g, ' '));
}
