// What VS Code loads in its extension host to run the suite: see `extensionTestsPath`.
import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

const root = path.resolve(__dirname, '../../..');

export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: 30_000,
    color: false,
    reporter: path.join(root, 'test/support/reporter.cjs'),
    ...(process.env.TOKENMIN_GREP ? { grep: process.env.TOKENMIN_GREP } : {}),
  });
  // By the sources: out/ may still hold tests that are no more.
  for (const file of fs.readdirSync(path.join(root, 'test/host')).filter((name) => name.endsWith('.test.ts'))) {
    mocha.addFile(path.join(__dirname, file.replace(/ts$/, 'js')));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
