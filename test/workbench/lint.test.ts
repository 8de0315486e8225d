import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { claudeLine } from '../support/claudeLines';
import { themeNames } from '../support/themes';
import { startWorkbench, type Workbench } from '../support/workbench';

const LOG = '.claude/projects/-shop/5f0e.jsonl';
const LISTING = Array.from({ length: 9 }, (_, i) => `├── part${i}.ts`).join('\n');
const TEXT = `# Shop

- Prices are whole cents, in \`src/price.ts\`; totals are in \`src/sum.ts\`.
- Write clean, readable code.

## Layout

\`\`\`
${LISTING}
\`\`\`

## Tests

Run \`npm run test:shop\` before each commit.
`;

suite('lint in the workbench', function () {
  this.timeout(60_000);
  let workbench: Workbench;

  suiteSetup(async () => {
    workbench = await startWorkbench({
      home: { [LOG]: claudeLine({ call: 0 }) },
      workspace: { 'CLAUDE.md': TEXT, 'src/price.ts': '', 'package.json': '{"scripts": {"test": "x"}}' },
    });
    await workbench.statusItem('gauge').waitFor();
    const calls = Array.from({ length: 400 }, (_, i) => claudeLine({ call: i + 1 })).join('');
    const here = JSON.stringify(workbench.workspace);
    fs.appendFileSync(path.join(workbench.home, LOG), calls.replaceAll('"/tower"', here));
    await workbench.command('Tokenmin: Refresh');
    await workbench.page.locator('.statusbar-item', { hasText: '$7.22' }).waitFor();
    await workbench.command('Go to File');
    await workbench.page.locator('.quick-input-widget input').fill('CLAUDE.md');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'CLAUDE.md' }).first().click();
    await lens().first().waitFor();
  });
  suiteTeardown(() => workbench?.close());

  const lens = () => workbench.page.locator('.codelens-decoration', { hasText: 'tokens' });

  test('says above each section what it comes to, with money where calls are known', async () => {
    const lenses = await lens().allInnerTexts();
    assert.match(lenses.join('\n'), /≈ \d+ tokens · ≈ \$0\.\d\d a month · in every call/);
    assert.ok(lenses.some((text) => /^≈ \d+ tokens · ≈ \$0\.\d\d a month$/.test(text.replaceAll('\u00a0', ' '))));
  });

  test('marks its findings quietly', async () => {
    await workbench.page.locator('.squiggly-info').first().waitFor();
    assert.equal(await workbench.page.locator('.squiggly-error, .squiggly-warning').count(), 0);
  });

  for (const theme of themeNames) {
    test(`can be read in ${theme}`, async () => {
      await workbench.changeTheme(theme);
      await lens().first().waitFor();
      await workbench.screenshot(`lint-${theme}`);
    });
  }

  test('shows what a quick fix changes before it changes it', async () => {
    const { page } = workbench;
    await page.locator('.view-line', { hasText: 'Write clean' }).click();
    await workbench.command('Quick Fix...');
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Remove it' });
    await fix.waitFor();
    await workbench.screenshot('lint-quick-fix');
    await fix.click();
    const change = page.locator('.bulk-edit-panel .monaco-list-row', { hasText: 'Write clean' });
    await change.waitFor();
    await workbench.screenshot('lint-preview');
    assert.equal(fs.readFileSync(path.join(workbench.workspace, 'CLAUDE.md'), 'utf8'), TEXT);
    await change.getByRole('checkbox').first().click();
    await page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).click();
    await page.locator('.view-line', { hasText: 'Write clean' }).waitFor({ state: 'detached' });
  });
});
