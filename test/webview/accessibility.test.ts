import assert from 'node:assert/strict';
import type { Result } from 'axe-core';
import { noAdvice } from '../support/coachData';
import { emptyOverview, gauge } from '../support/dashboardData';
import type { OpenedPage } from '../support/page';
import { prompts } from '../support/promptData';
import { themeNames } from '../support/themes';
import { openDashboard, type DashboardOptions } from './dashboardPage';

interface View {
  options: DashboardOptions;
  /** Text that shows that the view is there. */
  shows: string;
  before?: (opened: OpenedPage) => Promise<void>;
}

const views: Record<string, View> = {
  overview: { options: { state: { page: 'overview' } }, shows: 'Top sessions' },
  'overview with its chart as a table': {
    options: { state: { page: 'overview', groupBy: 'model', measure: 'tokens' } },
    shows: 'Top sessions',
    before: ({ page }) => page.getByText('Show as table').click(),
  },
  'overview of the sample month': { options: { setup: { sample: true } }, shows: 'invented figures' },
  'overview without any data': {
    options: { answers: { overview: () => emptyOverview(), gauge: () => gauge(false) } },
    shows: 'Nothing to count yet',
  },
  'overview of an empty period': {
    options: { answers: { overview: () => emptyOverview(), gauge: () => gauge(true) } },
    shows: 'Show All Time',
  },
  failure: {
    options: { answers: { overview: () => assert.fail('database is locked') } },
    shows: 'database is locked',
  },
  waiting: { options: { answers: { overview: () => new Promise(() => {}) } }, shows: 'Reading…' },
  indexing: {
    options: {},
    shows: 'Top sessions',
    before: async ({ page, post }) => {
      const progress = { filesDone: 2, filesTotal: 9, bytesDone: 4e6, bytesTotal: 9e6 };
      await post({ type: 'progress', indexing: true, ...progress });
      await page.getByRole('progressbar').waitFor();
    },
  },
  sessions: { options: { state: { page: 'sessions' }, data: { sessions: 300 } }, shows: '300 sessions' },
  'sessions without a match': {
    options: { state: { page: 'sessions', sessionText: 'nowhere' } },
    shows: 'No session matches.',
  },
  'a session': { options: { state: { page: 'sessions', session: 1 } }, shows: 'Context and cost, call by call' },
  'why this number': {
    options: { state: { page: 'sessions', session: 1, request: 1003 } },
    shows: 'It is counted once.',
  },
  'why unpriced': {
    options: { state: { page: 'sessions', session: 1, request: 1011 } },
    shows: 'left out of all sums of money',
  },
  advice: {
    options: { state: { page: 'advice' } },
    shows: 'All tips together',
    before: async ({ page }) => {
      for (const closed of ['Evidence', 'Not now', 'Further tips', 'Small things', 'What could not']) {
        await page.locator('summary', { hasText: closed }).first().click();
      }
      await page.getByRole('button', { name: 'Wrong', exact: true }).click();
    },
  },
  'advice on a subscription': {
    options: { state: { page: 'advice' }, setup: { billing: 'subscription' } },
    shows: 'does not change your bill',
  },
  'no advice': {
    options: { state: { page: 'advice' }, answers: { advice: () => noAdvice() } },
    shows: 'Nothing worth changing',
  },
  'advice that failed': {
    options: { state: { page: 'advice' }, answers: { advice: () => assert.fail('database is locked') } },
    shows: 'database is locked',
  },
  'why this number, from advice': {
    options: { state: { page: 'advice', request: 1003 } },
    shows: 'It is counted once.',
  },
  prompts: {
    options: { state: { page: 'prompts' } },
    shows: 'Your dearest prompts',
    before: async ({ page }) => {
      for (const summary of await page.getByText('Text, before and after').all()) await summary.click();
      await page.getByRole('checkbox').first().waitFor();
    },
  },
  'prompts of an empty period': {
    options: { state: { page: 'prompts' }, answers: { prompts: () => ({ ...prompts(), prompts: 0, dearest: [] }) } },
    shows: 'No prompt in this period.',
  },
  context: {
    options: { state: { page: 'context' } },
    shows: 'In all, as measured',
    before: ({ page }) => page.getByRole('button', { name: 'Sections of CLAUDE.md' }).click(),
  },
  outcomes: { options: { state: { page: 'outcomes' } }, shows: 'Was it worth it?' },
  'what-if': {
    options: { state: { page: 'whatIf' } },
    shows: 'All work',
    before: ({ page }) => page.getByText('Debugging').click(),
  },
  sources: { options: { state: { page: 'sources' } }, shows: 'Codex: where Tokenmin looked' },
};

/** Themes differ in nothing else. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

suite('dashboard: accessibility', function () {
  this.timeout(30_000);

  for (const [name, { options, shows, before }] of Object.entries(views)) {
    suite(name, () => {
      let opened: OpenedPage;
      suiteSetup(async () => {
        opened = await openDashboard({ ...options, theme: 'dark' });
        await opened.page.getByText(shows).first().waitFor();
        await before?.(opened);
      });
      suiteTeardown(() => opened.close());

      test('by all rules', async () => {
        assert.deepEqual(described(await opened.axe()), []);
        assert.deepEqual(opened.problems, []);
      });

      for (const theme of themeNames.filter((other) => other !== 'dark')) {
        test(`in the colours of ${theme}`, async () => {
          await opened.dress(theme);
          assert.deepEqual(described(await opened.axe(COLOURS)), []);
        });
      }
    });
  }
});

function described(violations: Result[]): string[] {
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
