/**
 * The value of a key of a TOML file's section ('': before the first one), as far as it is one on a line of its own: a
 * text, a number, true or false.
 */
export function tomlValue(text: string, section: string, key: string): string | number | boolean | undefined {
  let current = '';
  for (const line of text.split('\n')) {
    const header = /^\s*\[\s*([^[\]]+?)\s*\]\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) current = header;
    else if (/^\s*\[/.test(line)) current = '[';
    const [, name, text = '', plain = ''] =
      /^\s*([\w-]+)\s*=\s*(?:["']([^"']*)["']|([\w.]+))\s*(?:#.*)?\r?$/.exec(line) ?? [];
    if (current !== section || name !== key) continue;
    if (plain === '') return text;
    if (/^\d+$/.test(plain)) return Number(plain);
    return plain === 'true' ? true : plain === 'false' ? false : undefined;
  }
  return undefined;
}
