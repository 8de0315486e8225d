import assert from 'node:assert/strict';
import { context, outcomes, whatIf } from '../support/coachData';
import type { Page } from '../support/vscode/browser.mjs';
import { openDashboard } from './dashboardPage';

const HOSTILE = `<img src=x onerror="window.hacked=1">\u05e9\u05dc\u05d5\u05dd${'x'.repeat(10_000)}`;

/** The cells of the rows that are there to be seen. */
function rows(page: Page, caption: string): Promise<string[][]> {
  return page.getByRole('table', { name: caption, exact: true }).evaluate((table) =>
    [...(table as HTMLTableElement).rows]
      .slice(1)
      .filter((row) => row.checkVisibility())
      .map((row) => [...row.cells].map((cell) => cell.innerText)),
  );
}

suite('dashboard: context', function () {
  this.timeout(30_000);
  const state = { page: 'context' } as const;

  test('says what every call carries, per call and per month', async () => {
    const { page, close } = await openDashboard({ state });
    await page.getByRole('heading', { name: 'harbour' }).waitFor();
    assert.deepEqual(await page.locator('.cards').first().locator('.card').allInnerTexts(), [
      'Before you say a word\n18.9K\ntokens in every call\nhalf of the sessions: 17.2K to 22.4K',
      'Cost per call\n$0.0142',
      'Cost per month\n$11.53\n812 calls in 41 sessions',
    ]);
    await close();
  });

  test('goes through it file by file, with what no file accounts for, and the sum as measured', async () => {
    const { page, close } = await openDashboard({ state });
    await page.getByRole('heading', { name: 'harbour' }).waitFor();
    const all = await rows(page, 'harbour: what it is made of');
    assert.deepEqual(
      all.map(([title, ...cells]) => [title?.split('\n')[0], ...cells]),
      [
        ['CLAUDE.md', '3,400', '$2.07', '18%'],
        ['CLAUDE.md', '260', '$0.16', '1%'],
        ['sql.md', '30', '$0.02', '<1%'],
        ['release.md', '20', '$0.01', '<1%'],
        ['Descriptions of further skills: of plugins, and the assistant’s own', '2,400', '$1.46', '13%'],
        ['Names of tools that are loaded when they are searched for', '180', '$0.11', '1%'],
        ['Instructions of MCP servers', '310', '$0.19', '2%'],
        [
          'The rest: the assistant’s own prompt, and its tools, those of MCP servers among them',
          '12.3K',
          '$7.50',
          '65%',
        ],
        ['In all, as measured', '18.9K', '$11.53', '100%'],
      ],
    );
    await close();
  });

  test('tells the user’s own files from those of the workspace', async () => {
    const { page, close } = await openDashboard({ state });
    await page.getByRole('heading', { name: 'harbour' }).waitFor();
    const titles = (await rows(page, 'harbour: what it is made of')).map(([title]) => title ?? '');
    assert.deepEqual(
      titles.filter((title) => title.includes('your own')).map((title) => title.split('\n').slice(-2)),
      [['/home/ada/.claude/CLAUDE.md', 'your own · always loaded']],
    );
    await close();
  });

  test('sections unfold by keyboard, stay unfolded when figures change, and open their line', async () => {
    let view = context();
    const { page, post, sent, close } = await openDashboard({ state, answers: { contextCost: () => view } });
    const toggle = page.getByRole('button', { name: 'Sections of CLAUDE.md' });
    await toggle.press('Enter');
    assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
    assert.deepEqual((await rows(page, 'harbour: what it is made of')).slice(1, 4), [
      ['Build and test', '420', '$0.26', '2%'],
      ['Database schema', '2,300', '$1.40', '12%'],
      ['Style', '680', '$0.41', '4%'],
    ]);
    view = { ...view, days: 31 };
    await post({ type: 'changed', asked: true });
    await page.getByText('$11.16').first().waitFor();
    assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
    await page.getByRole('button', { name: 'Database schema' }).click();
    assert.deepEqual(sent.at(-1), { type: 'openFile', file: '/home/ada/src/harbour/CLAUDE.md', line: 38 });
    await close();
  });

  test('what has no price has none, and a workspace without files says so', async () => {
    const { page, close } = await openDashboard({ state });
    await page.getByText('No instruction file was found for this workspace.').waitFor();
    assert.equal(await page.getByText('unpriced', { exact: true }).count(), 2);
    await close();
  });

  test('names are text', async () => {
    const { page, problems, close } = await openDashboard({ state, data: { name: HOSTILE }, width: 300 });
    await page.getByRole('heading', { name: '<img src=x' }).waitFor();
    await page.getByRole('button', { name: 'Sections of' }).click();
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    assert.deepEqual(problems, []);
    await close();
  });

  test('nothing measured is said', async () => {
    const answers = { contextCost: () => ({ days: 30, workspaces: [] }) };
    const { page, close } = await openDashboard({ state, answers });
    await page.getByText('No session in this period tells what its first call held.').waitFor();
    await close();
  });
});

suite('dashboard: outcomes', function () {
  this.timeout(30_000);
  const state = { page: 'outcomes' } as const;

  test('each figure stands beside its partner, with its interval and n, or why it is missing', async () => {
    const { page, close } = await openDashboard({ state });
    await page.getByText('Figures in pairs').waitFor();
    assert.deepEqual(await page.locator('.pairs > li').allInnerTexts(), [
      'Cost per commit that stayed\n$3.40\nbetween $2.60 and $4.70\nn = 38\nChanges that you corrected\n11%\nbetween 7% and 17%\nn = 142',
      'Input read from the cache\n86%\nn = 1,204\nTokens per change, weighed by price\n84K\nbetween 61K and 120K\nn = 96',
      'Changes that were right at once\n–\ntoo few to say, n = 4\nFurther tries per change\n–\nno Git repository to compare with',
      'Followed tips that worked\n50%\nbetween 15% and 85%\nn = 4',
    ]);
    await close();
  });

  test('a session is tagged with one tap, and the same tag again takes it off', async () => {
    const { page, sent, close } = await openDashboard({ state });
    const untagged = page.getByRole('group', { name: 'lighthouse-web, May 28, 2026' });
    await untagged.getByRole('button', { name: 'Exploring' }).click();
    assert.deepEqual(sent.at(-1), { type: 'tagSession', session: 3, tag: 'exploring' });
    const tagged = page.getByRole('group', { name: 'tide-tables, May 27, 2026' });
    await tagged.getByRole('button', { name: 'Worth It', pressed: true }).click();
    assert.deepEqual(sent.at(-1), { type: 'tagSession', session: 2 });
    await close();
  });

  test('on a subscription the sessions to judge show no bare dollars', async () => {
    const { page, close } = await openDashboard({ state, setup: { billing: 'subscription' } });
    await page.getByText('$11.20 API-equivalent', { exact: true }).waitFor();
    await page.getByText('$6.30 API-equivalent', { exact: true }).waitFor();
    await close();
  });

  test('a session leads to its calls', async () => {
    const { page, close } = await openDashboard({ state });
    await page.getByRole('button', { name: 'tide-tables, May 27, 2026, 12:00 AM', exact: true }).click();
    await page.getByText('Context and cost, call by call').waitFor();
    await close();
  });

  test('a verdict says what was compared, what came out, and how little so few can show', async () => {
    const { page, close } = await openDashboard({ state });
    const worked = page.getByRole('listitem').filter({ hasText: 'Large always-loaded instructions' });
    await worked.getByText('worked', { exact: true }).waitFor();
    await worked
      .getByText('measured 34 times before, 28 times after · now 78% of what it was, between 71% and 84%')
      .waitFor();
    await worked.getByText('saves $2.10 a month').waitFor();
    await worked.getByText('only a drop of 16% or more could have been seen').waitFor();
    await close();
  });

  test('where no change was made since, no drop is named that could have been seen', async () => {
    const { verdicts, ...rest } = outcomes();
    const answers = { outcomes: () => ({ ...rest, verdicts: [{ ...verdicts[2]!, power: 1 }] }) };
    const { page, close } = await openDashboard({ state, answers });
    await page.getByText('Quality: too few changes to see any drop.').waitFor();
    assert.equal(await page.getByText('100%').count(), 0);
    await close();
  });

  test('where advice did harm, the way back comes first; any check can be stopped', async () => {
    const { page, sent, close } = await openDashboard({ state });
    assert.equal(await page.getByRole('button', { name: 'Undo the Change' }).count(), 1);
    await page.getByRole('button', { name: 'Undo the Change' }).click();
    assert.deepEqual(sent.at(-1), { type: 'undoChange', ruleId: 'effort-down' });
    await page.getByRole('button', { name: 'Stop Checking: How long the cache is kept' }).click();
    assert.deepEqual(sent.at(-1), { type: 'unfollow', id: 3 });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    assert.deepEqual(sent.at(-1), { type: 'unfollow', id: 3, back: true });
    await close();
  });

  test('without any of it the page is calm', async () => {
    const answers = { outcomes: () => ({ days: 30, metrics: [], sessions: [], verdicts: [] }) };
    const { page, close } = await openDashboard({ state, answers });
    await page.getByText('There is nothing to measure in this period.').waitFor();
    await page.getByText('No session asks for a word from you.').waitFor();
    await page.getByText('You have not followed any advice yet.').waitFor();
    await close();
  });

  test('names are text', async () => {
    const answers = { outcomes: () => outcomes(HOSTILE) };
    const { page, problems, close } = await openDashboard({ state, answers, width: 300 });
    await page.getByRole('button', { name: 'Worth It' }).first().waitFor();
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    assert.deepEqual(problems, []);
    await close();
  });
});

suite('dashboard: what-if', function () {
  this.timeout(30_000);
  const state = { page: 'whatIf' } as const;

  test('compares with what it was, as ranges, with the quality seen, and promises nothing', async () => {
    const { page, close } = await openDashboard({ state });
    await page.getByText('It is never a promise.').waitFor();
    assert.deepEqual(await rows(page, 'All work: 310 prompts, $212.40'), [
      [
        'claude-sonnet-4-6\n8% of its turns are taken to fail and to be done again.',
        '$118 – $151',
        '29% – 44% less',
        '19 of 24, between 68% and 88%',
      ],
      ['Cache kept for 1 hour', '$206 – $207', '3% less', '–'],
      ['Service tier: batch\nOnly for work that can wait.', 'no such offer, or no price', '–', '–'],
      ['Effort: one step lower', '$190 – $280', '11% less to 32% more', 'not seen in your own work'],
    ]);
    await close();
  });

  test('each class of task is one step away', async () => {
    const { page, close } = await openDashboard({ state });
    await page.getByText('Debugging: 44 prompts, $61.00').click();
    await page.getByRole('table', { name: 'Debugging: 44 prompts, $61.00' }).waitFor();
    await close();
  });

  test('names are text', async () => {
    const answers = { whatIf: () => whatIf(HOSTILE) };
    const { page, problems, close } = await openDashboard({ state, answers, width: 300 });
    await page.getByText('<img src=x').first().waitFor();
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    assert.deepEqual(problems, []);
    await close();
  });
});
