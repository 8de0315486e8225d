// @ts-check
// npm run pictures: takes the README's pictures anew from the sample month in a real window, and writes its settings table.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** Picture of the README → screenshot of test/workbench/sampleMonth.test.ts. */
const pictures = {
  overview: 'sample-overview-light',
  advice: 'sample-advice-light',
  session: 'sample-session-dark',
};

for (const script of [
  ['test/support/test.mjs', 'workbench', '--grep', 'sample month'],
  ['test/support/settingsTable.mjs'],
]) {
  if (spawnSync(process.execPath, script, { stdio: 'inherit' }).status !== 0) process.exit(1);
}
fs.mkdirSync('media/readme', { recursive: true });
for (const [name, screenshot] of Object.entries(pictures)) {
  fs.copyFileSync(`out/screenshots/${screenshot}.png`, `media/readme/${name}.png`);
}
