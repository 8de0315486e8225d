// @ts-check
import fs from 'node:fs';
import path from 'node:path';

/** Makes this checkout an installed extension: VS Code finds it in `extensionsDir` on its first start. @param {string} extensionsDir */
export function installLink(extensionsDir) {
  const { publisher, name, version } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  // Afresh: a list that VS Code has written here may name another version.
  fs.rmSync(extensionsDir, { recursive: true, force: true });
  fs.mkdirSync(extensionsDir, { recursive: true });
  fs.symlinkSync(path.resolve('.'), path.join(extensionsDir, `${publisher}.${name}-${version}`), 'junction');
}
