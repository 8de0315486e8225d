import assert from 'node:assert/strict';
import { advice, outcomes } from '../support/coachData';
import { sources as fakeSources } from '../support/dashboardData';
import type { Page } from '../support/vscode/browser.mjs';
import { openDashboard } from './dashboardPage';

/** What has the focus, as a screen reader would call it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element?.getAttribute('aria-label') ?? element?.getAttribute('label');
    const own = element instanceof HTMLSelectElement ? element.closest('label')?.firstChild?.textContent : undefined;
    return (label ?? own ?? element?.textContent ?? '').trim() || (element as HTMLInputElement | null)?.value || '';
  });
}

async function walk(page: Page, key: string, steps: number): Promise<string[]> {
  const seen: string[] = [];
  for (let i = 0; i < steps; i += 1) {
    await page.keyboard.press(key);
    seen.push(await focused(page));
  }
  return seen;
}

suite('dashboard: keyboard', function () {
  this.timeout(30_000);

  test('Tab goes through the overview in reading order', async () => {
    const { page, close } = await openDashboard({ width: 1200 });
    await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
    assert.deepEqual(await walk(page, 'Tab', 8), [
      'Overview',
      'Period',
      'Group by',
      'cost',
      'Show as table',
      'Set a Price',
      'tide-tables, May 28, 2026, 1:30 PM',
      'lighthouse-web, May 28, 2026, 12:00 PM',
    ]);
    await close();
  });

  test('Tab goes through a tip in reading order, and its parts unfold by Enter and Space', async () => {
    const { page, close } = await openDashboard({ state: { page: 'advice' } });
    await page.getByRole('article').first().waitFor();
    assert.deepEqual(await walk(page, 'Tab', 6), [
      'Advice',
      'Period',
      'Show the Setting',
      'I Did This',
      'Evidence: the dearest 3 of 14',
      'Not now …',
    ]);
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: '7 Days' }).waitFor();
    assert.deepEqual(await walk(page, 'Tab', 7), [
      '7 Days',
      '30 Days',
      'Ever',
      'Wrong',
      'Not Worth It',
      'Already Done',
      'Copy a Hand-off Note',
    ]);
    await close();
  });

  test('every stop of the keyboard shows where it is', async () => {
    const { page, close } = await openDashboard({ width: 1200 });
    await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
    for (let i = 0; i < 8; i += 1) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => {
        const element = document.activeElement!;
        const inner = element.shadowRoot?.querySelector('.base');
        const shown = inner ?? (element.matches('input[type=radio]') ? element.nextElementSibling! : element);
        return getComputedStyle(shown).outlineStyle;
      });
      assert.notEqual(outline, 'none', await focused(page));
    }
    await close();
  });

  test('arrows, Home and End go through the tabs', async () => {
    const { page, close } = await openDashboard();
    await page.getByRole('tab', { name: 'Overview' }).focus();
    assert.deepEqual(await walk(page, 'ArrowRight', 8), [
      'Sessions',
      'Advice',
      'Prompts',
      'Context',
      'Outcomes',
      'What-if',
      'Sources',
      'Overview',
    ]);
    assert.deepEqual(await walk(page, 'ArrowLeft', 1), ['Sources']);
    assert.deepEqual(await walk(page, 'Home', 1), ['Overview']);
    assert.deepEqual(await walk(page, 'End', 1), ['Sources']);
    assert.equal(await page.getByRole('tab', { selected: true }).textContent(), 'Sources');
    await page.getByRole('tabpanel', { name: 'Sources' }).waitFor();
    await close();
  });

  test('a session opens by Enter, its call by Enter, and Escape gives the focus back', async () => {
    const { page, close } = await openDashboard({ state: { page: 'sessions' } });
    await page.getByText('60 sessions').waitFor();
    await page.getByRole('grid', { name: 'Sessions' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'tide-tables' }).waitFor();
    assert.equal(await focused(page), 'tide-tables');

    const calls = page.getByRole('grid', { name: 'Calls' });
    await calls.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Why this number?' }).getByText('$0.0642', { exact: true }).waitFor();
    assert.equal(await focused(page), 'Why this number?');

    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'Calls');
    assert.match((await activeRow(page)) ?? '', /^5\/28, 12:01:44/);
    await close();
  });

  test('Back returns to the list', async () => {
    const { page, close } = await openDashboard({ state: { page: 'sessions', session: 2 } });
    await page.getByRole('button', { name: 'All Sessions' }).press('Enter');
    await page.getByText('60 sessions').waitFor();
    assert.equal(await focused(page), 'Sessions');
    await close();
  });

  test('Space presses a button without scrolling the page', async () => {
    const { page, sent, close } = await openDashboard({ height: 400 });
    await page.getByRole('button', { name: 'Set a Price' }).focus();
    const before = await page.evaluate(() => document.scrollingElement!.scrollTop);
    await page.keyboard.press(' ');
    assert.deepEqual(sent.at(-1), { type: 'openSettings', query: 'tokenmin.prices.overrides' });
    assert.equal(await page.evaluate(() => document.scrollingElement!.scrollTop), before);
    await close();
  });

  test('the focus stays where it is when new figures arrive', async () => {
    let requests = 7;
    const { page, post, close } = await openDashboard({
      answers: {
        sources: () => {
          requests += 1;
          return { ...fakeSources(), pricesAsOf: `2026-05-${String(requests).padStart(2, '0')}` };
        },
      },
      state: { page: 'sources' },
    });
    await page.getByText('as of May 8, 2026').waitFor();
    await page.getByRole('button', { name: 'Copy as Text' }).focus();
    await post({ type: 'changed' });
    await page.getByText('as of May 9, 2026').waitFor();
    assert.equal(await focused(page), 'Copy as Text');
    await close();
  });

  test('a button that goes once it is pressed leaves the focus with its neighbour', async () => {
    let view = advice();
    const { page, post, close } = await openDashboard({ state: { page: 'advice' }, answers: { advice: () => view } });
    const tip = page.getByRole('article', { name: 'Coming back' });
    await tip.getByRole('button', { name: 'I Did This' }).press('Enter');
    view = advice({
      advice: view.advice.map((one) =>
        one.ruleId === 'cold-resume' ? { ...one, followed: { id: 9, at: Date.now() } } : one,
      ),
    });
    await post({ type: 'changed', asked: true });
    await tip.getByRole('button', { name: 'I Did This' }).waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'Evidence: the dearest 3 of 14');
    await close();
  });

  test('the last of a list that is taken away leaves the focus with the one before', async () => {
    let view = outcomes();
    const answers = { outcomes: () => view };
    const { page, post, sent, close } = await openDashboard({ state: { page: 'outcomes' }, answers });
    const stop = page.getByRole('button', { name: 'Stop Checking: How long the cache is kept' });
    await stop.press('Enter');
    assert.equal(await focused(page), 'Undo');
    assert.deepEqual(sent.at(-1), { type: 'unfollow', id: 3 });
    await stop.focus();
    view = { ...view, verdicts: view.verdicts.slice(0, 2) };
    await post({ type: 'changed', asked: true });
    await page.getByText('being checked').waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'Stop Checking: High effort for small work');
    await close();
  });

  test('Enter silences a tip, and does not press "Undo" as well, which has the focus then', async () => {
    const { page, sent, close } = await openDashboard({ state: { page: 'advice' } });
    const tip = page.getByRole('article', { name: 'Keeping the cache' });
    await tip.getByText('Not now').press('Enter');
    await tip.getByRole('button', { name: '7 Days', exact: true }).press('Enter');
    await page.getByText('This tip is silent for 7 days.').first().waitFor();
    assert.equal(await focused(page), 'Undo');
    assert.deepEqual(
      sent
        .filter((message) => (message as { type: string }).type === 'snooze')
        .map((one) => (one as { days: number }).days),
      [7],
    );
    await close();
  });

  test('what is taken back leaves the focus where that is said', async () => {
    const { page, close } = await openDashboard({ state: { page: 'advice' } });
    const tip = page.getByRole('article', { name: 'Keeping the cache' });
    await tip.getByText('Not now').press('Enter');
    await tip.getByRole('button', { name: '7 Days', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    assert.equal(await focused(page), 'Taken back.');
    await close();
  });
});

function activeRow(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    return id ? document.getElementById(id)?.textContent : undefined;
  });
}
