// @ts-check
// node test/support/settingsTable.mjs: writes the README's table of settings from the manifest.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format } from 'prettier';

const START = /(<!-- settings:[^>]*-->\n)[^]*(<!-- \/settings -->)/;

/** The README as it should be. @param {string} readme */
export async function withSettings(readme) {
  const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  /** @type {Record<string, string>} */
  const strings = JSON.parse(fs.readFileSync('package.nls.json', 'utf8'));
  const text = (/** @type {string} */ s) => strings[s.replace(/^%|%$/g, '')] ?? s;
  const rows = [manifest.contributes.configuration].flat().flatMap(({ properties }) =>
    Object.entries(properties).map(([key, setting]) => {
      const description = text(setting.markdownDescription)
        .replace(/`#([\w.]+)#`/g, '`$1`')
        .replaceAll('|', '\\|');
      return `| \`${key}\` | \`${JSON.stringify(setting.default)}\` | ${description} |`;
    }),
  );
  const table = ['| Setting | Default | |', '| --- | --- | --- |', ...rows].join('\n');
  return format(
    readme.replace(START, (_, start, end) => `${start}\n${table}\n\n${end}`),
    {
      parser: 'markdown',
      printWidth: 120,
      singleQuote: true,
    },
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  // Not awaited at the top: tests require this file.
  void withSettings(fs.readFileSync('README.md', 'utf8')).then((readme) => fs.writeFileSync('README.md', readme));
}
