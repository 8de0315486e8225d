import assert from 'node:assert/strict';
import { openDashboard } from './dashboardPage';

/** What a page shows when it has its answer. */
const PAGES = {
  advice: 'How we will check',
  context: 'harbour',
  outcomes: 'Figures in pairs',
  whatIf: 'All work',
} as const;

suite('pages of the coach in a narrow panel', function () {
  this.timeout(60_000);
  for (const [name, shown] of Object.entries(PAGES)) {
    test(`${name} fits 300 pixels, in every theme`, async () => {
      for (const theme of ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const) {
        const state = { page: name as keyof typeof PAGES };
        const { page, problems, close } = await openDashboard({ state, theme, width: 300, height: 1400 });
        await page.getByText(shown).first().waitFor();
        assert.deepEqual(problems, []);
        // Tables scroll in frames of their own; the page itself does not.
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), theme);
        await page.screenshot({ path: `out/screenshots/${name}-${theme}-300.png` });
        await close();
      }
    });
  }
});
