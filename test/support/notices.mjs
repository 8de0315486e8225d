// @ts-check
// Bundling strips the comments in which packages name their licence, and their licences ask to be passed on.
import fs from 'node:fs';
import path from 'node:path';

/** Packages whose Readme says who wrote them, and that their licence is MIT. */
const MIT_BY_README = new Set(['format']);

/** @typedef {{ inputs: Record<string, { bytesInOutput: number }> }} Output of esbuild's metafile */

/**
 * What third parties want said, for the packages of which anything is left in bundles, and for those named.
 * @param {{ outputs: Record<string, Output> }[]} metafiles @param {string[]} named
 */
export function notices(metafiles, named) {
  const bundled = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap(packagesIn));
  const folders = [...bundled, ...named.map((name) => `node_modules/${name}`)];
  const parts = [...new Set(folders)].map(notice).sort();
  return ['Tokenmin contains parts of these packages, under their own licences.', ...parts].join(
    `\n\n${'-'.repeat(80)}\n\n`,
  );
}

/** @param {Output} output */
function packagesIn({ inputs }) {
  return Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => {
    // The last one: a package may bring its own copy of another.
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
    return folder && bytesInOutput > 0 ? [folder] : [];
  });
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (MIT_BY_README.has(name)) return [`${name} ${version} (MIT)`, mitByReadme(folder)].join('\n\n');
  const files = fs.readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  if (files.length === 0)
    throw new Error(`${folder} has no file with its licence: say in ${import.meta.url} what it is.`);
  const texts = files.sort().map((file) =>
    fs
      .readFileSync(path.join(folder, file), 'utf8')
      .replace(/^\uFEFF/, '')
      .trim(),
  );
  return [`${name} ${version} (${license})`, ...texts].join('\n\n').replaceAll('\r\n', '\n');
}

/** The author's words, and the licence's as they stand in our own. @param {string} folder */
function mitByReadme(folder) {
  const [copyright] = /^Copyright .*$/m.exec(fs.readFileSync(path.join(folder, 'Readme.md'), 'utf8')) ?? [];
  const own = fs.readFileSync('LICENSE', 'utf8');
  if (!copyright) throw new Error(`${folder} no longer says who wrote it.`);
  return [copyright, own.slice(own.indexOf('Permission is hereby granted')).trim()].join('\n\n');
}
