import assert from 'node:assert/strict';
import type { PageOptions } from '../support/page';
import { openDashboard, type DashboardOptions } from './dashboardPage';

const views: Record<string, { options: DashboardOptions; shows: string }> = {
  overview: { options: { state: { page: 'overview' } }, shows: 'Top sessions' },
  sessions: { options: { state: { page: 'sessions' } }, shows: '60 sessions' },
  session: { options: { state: { page: 'sessions', session: 1 } }, shows: 'Context and cost, call by call' },
  explain: { options: { state: { page: 'sessions', session: 1, request: 1003 } }, shows: 'It is counted once.' },
  advice: { options: { state: { page: 'advice' } }, shows: 'All tips together' },
  'advice about a name without end': {
    options: { state: { page: 'advice' }, data: { name: 'x'.repeat(10_000) } },
    shows: 'All tips together',
  },
  prompts: { options: { state: { page: 'prompts' } }, shows: 'Your dearest prompts' },
  context: { options: { state: { page: 'context' } }, shows: 'In all, as measured' },
  outcomes: { options: { state: { page: 'outcomes' } }, shows: 'Was it worth it?' },
  'what-if': { options: { state: { page: 'whatIf' } }, shows: 'All work' },
  sources: { options: { state: { page: 'sources' } }, shows: 'Codex: where Tokenmin looked' },
};

const sizes: Record<string, Pick<PageOptions, 'width' | 'height' | 'zoom'>> = {
  '300 pixels wide': { width: 300, height: 800 },
  '200 % zoom': { width: 1000, height: 700, zoom: 2 },
  '200 % zoom of a narrow panel': { width: 640, height: 700, zoom: 2 },
};

suite('dashboard: layout', function () {
  this.timeout(30_000);

  for (const [name, { options, shows }] of Object.entries(views)) {
    for (const [size, values] of Object.entries(sizes)) {
      test(`${name} at ${size} never scrolls sideways as a whole, and what is wider can be reached by keyboard`, async () => {
        const { page, close } = await openDashboard({ ...options, ...values });
        await page.getByText(shows).first().waitFor();
        await page.waitForFunction(() => !document.querySelector('.chart-frame > svg:not([width])'));
        const found = await page.evaluate(() => ({
          overflow: document.documentElement.scrollWidth - innerWidth,
          unreachable: [...document.querySelectorAll<HTMLElement>('.scroller, .grid-scroller')]
            .filter((box) => box.scrollWidth > box.clientWidth + 1)
            .filter((box) => box.tabIndex < 0 && !box.querySelector('[tabindex="0"]'))
            .map((box) => box.className),
          // Text cut off by its own box is lost, but for the cells of the long tables, which scroll and have titles.
          cut: [...document.querySelectorAll<HTMLElement>('main *, dialog *')]
            .filter((element) => getComputedStyle(element).overflowX === 'hidden')
            .filter((element) => !element.closest('.grid, .visually-hidden, vscode-textfield'))
            .filter((element) => element.scrollWidth > element.clientWidth + 1)
            .map((element) => element.className),
        }));
        assert.deepEqual(found, { overflow: 0, unreachable: [], cut: [] });
        await close();
      });
    }
  }

  for (const [how, reducedMotion] of [
    ['moves', false],
    ['does not move where the system asks for less motion', true],
  ] as const) {
    test(`the page ${how}`, async () => {
      const { page, close } = await openDashboard({ reducedMotion });
      await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
      const durations = await page.evaluate(() => [
        ...new Set(
          [...document.querySelectorAll('*')].flatMap((e) => getComputedStyle(e).transitionDuration.split(', ')),
        ),
      ]);
      assert.deepEqual(durations.toSorted(), reducedMotion ? ['0s'] : ['0.12s', '0s']);
      await close();
    });
  }

  test('the setting of VS Code alone is enough to stop all motion', async () => {
    const { page, close } = await openDashboard();
    await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
    await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.querySelector('.region')!).transitionDuration),
      '0s',
    );
    await close();
  });
});
