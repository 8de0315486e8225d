import assert from 'node:assert/strict';
import type { SessionFilter } from '../../src/protocol/messages';
import { sessionList, sessionRows } from '../support/dashboardData';
import type { OpenedPage } from '../support/page';
import { openDashboard } from './dashboardPage';

const MANY = 10_000;

function filters(sent: unknown[]): SessionFilter[] {
  return (sent as { method?: string; params: SessionFilter }[])
    .filter(({ method }) => method === 'sessions')
    .map(({ params }) => params);
}

function renderedRows({ page }: OpenedPage): Promise<number> {
  return page.locator('table.grid tbody:not(.spacer) tr').count();
}

suite('dashboard: list of sessions', function () {
  this.timeout(30_000);

  test('of 10,000 rows only the visible ones exist', async () => {
    const opened = await openDashboard({ state: { page: 'sessions' }, data: { sessions: MANY } });
    await opened.page.locator('.toolbar-note', { hasText: '10,000 sessions' }).waitFor();
    assert.ok((await renderedRows(opened)) < 100);
    assert.equal(await opened.page.getByRole('grid').getAttribute('aria-rowcount'), '10001');
    await opened.close();
  });

  test('End reaches the last row, Home the first', async () => {
    const opened = await openDashboard({ state: { page: 'sessions' }, data: { sessions: MANY } });
    const { page } = opened;
    await page.locator('.toolbar-note', { hasText: '10,000 sessions' }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    const active = page.locator('tr[aria-selected=true]');
    await page.waitForFunction(() => document.querySelector('tr[aria-selected=true]')?.ariaRowIndex === '10001');
    assert.ok(await active.isVisible());
    assert.ok((await renderedRows(opened)) < 100);
    await page.keyboard.press('Home');
    await page.waitForFunction(() => document.querySelector('tr[aria-selected=true]')?.ariaRowIndex === '2');
    assert.ok(await active.isVisible());
    await opened.close();
  });

  test('arrows and pages move the active row and keep it in sight', async () => {
    const { page, close } = await openDashboard({ state: { page: 'sessions' }, data: { sessions: MANY } });
    await page.locator('.toolbar-note', { hasText: '10,000 sessions' }).waitFor();
    await page.getByRole('grid').focus();
    const indexAfter = async (key: string) => {
      await page.keyboard.press(key);
      return page.locator('tr[aria-selected=true]').getAttribute('aria-rowindex');
    };
    assert.equal(await indexAfter('ArrowDown'), '3');
    assert.equal(await indexAfter('ArrowDown'), '4');
    assert.equal(await indexAfter('ArrowUp'), '3');
    const afterPage = Number(await indexAfter('PageDown'));
    assert.ok(afterPage > 15 && afterPage < 40, String(afterPage));
    assert.equal(await indexAfter('PageUp'), '3');
    await close();
  });

  test('asks for windows of 100 rows, each once', async () => {
    const { page, sent, close } = await openDashboard({ state: { page: 'sessions' }, data: { sessions: MANY } });
    await page.locator('.toolbar-note', { hasText: '10,000 sessions' }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => document.querySelector('tr[aria-selected=true]')?.ariaRowIndex === '10001');
    await page.keyboard.press('Home');
    await page.waitForFunction(() => document.querySelector('tr[aria-selected=true]')?.ariaRowIndex === '2');
    assert.deepEqual(
      filters(sent).map(({ offset, limit }) => [offset, limit]),
      [
        [0, 100],
        [9900, 100],
      ],
    );
    await close();
  });

  test('a column sorts, and sorts the other way when pressed again', async () => {
    const { page, sent, close } = await openDashboard({ state: { page: 'sessions' } });
    const header = page.getByRole('columnheader', { name: 'Cost' });
    await header.getByRole('button').click();
    await page.waitForFunction(() => document.querySelector('th[aria-sort]')?.textContent === 'Cost');
    assert.equal(await header.getAttribute('aria-sort'), 'descending');
    await header.getByRole('button').click();
    await page.waitForFunction(() => document.querySelector('th[aria-sort]')?.ariaSort === 'ascending');
    assert.deepEqual(
      filters(sent).map(({ sort, descending }) => [sort, descending]),
      [
        ['lastAt', true],
        ['costNano', true],
        ['costNano', false],
      ],
    );
    await close();
  });

  test('typing asks once, when it has paused', async () => {
    const { page, sent, close } = await openDashboard({ state: { page: 'sessions' } });
    await page.locator('.toolbar-note', { hasText: '60 sessions' }).waitFor();
    await page.getByRole('searchbox').pressSequentially('harbour', { delay: 10 });
    await page.locator('.toolbar-note', { hasText: '15 sessions' }).waitFor();
    assert.deepEqual(
      filters(sent).map(({ text }) => text),
      ['', 'harbour'],
    );
    await close();
  });

  test('an assistant can be chosen', async () => {
    const { page, sent, close } = await openDashboard({ state: { page: 'sessions' } });
    await page.locator('.toolbar-note', { hasText: '60 sessions' }).waitFor();
    await page.getByRole('combobox', { name: 'Assistant' }).selectOption('codex');
    await page.waitForFunction(() => document.querySelector('.toolbar-note')?.textContent !== '60 sessions');
    assert.equal(filters(sent).at(-1)?.source, 'codex');
    await close();
  });

  test('without a match the search can be cleared', async () => {
    const { page, close } = await openDashboard({ state: { page: 'sessions', sessionText: 'nowhere' } });
    await page.getByRole('button', { name: 'Clear Search' }).click();
    await page.locator('.toolbar-note', { hasText: '60 sessions' }).waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), '');
    await close();
  });

  test('stays at its place when new figures arrive', async () => {
    const rows = sessionRows({ sessions: 500 });
    const { page, post, close } = await openDashboard({
      state: { page: 'sessions' },
      answers: { sessions: (filter: SessionFilter) => sessionList(rows, filter) },
    });
    await page.locator('.toolbar-note', { hasText: '500 sessions' }).waitFor();
    await page.locator('.grid-scroller').evaluate((box) => (box.scrollTop = 4000));
    rows.push({ ...rows[0]!, id: 501, lastAt: rows[0]!.lastAt + 1 });
    await post({ type: 'changed' });
    await page.locator('.toolbar-note', { hasText: '501 sessions' }).waitFor();
    assert.equal(await page.locator('.grid-scroller').evaluate((box) => box.scrollTop), 4000);
    await close();
  });

  test('keeps its place while a session is open', async () => {
    const { page, close } = await openDashboard({ state: { page: 'sessions' }, data: { sessions: 500 } });
    await page.locator('.toolbar-note', { hasText: '500 sessions' }).waitFor();
    await page.getByRole('grid').focus();
    for (let i = 0; i < 6; i += 1) await page.keyboard.press('PageDown');
    const place = () =>
      page
        .locator('.grid-scroller')
        .first()
        .evaluate((box) => box.scrollTop);
    const before = await place();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'All Sessions' }).click();
    await page.getByRole('grid', { name: 'Sessions' }).waitFor();
    assert.ok(before > 1000);
    assert.equal(await place(), before);
    await close();
  });

  test('Enter on a row that is still to come opens it once it is there', async () => {
    const rows = sessionRows({ sessions: 500 });
    let come: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (come = resolve));
    const { page, close } = await openDashboard({
      state: { page: 'sessions' },
      answers: {
        sessions: async (filter: SessionFilter) => {
          if (filter.offset > 0) await held;
          return sessionList(rows, filter);
        },
      },
    });
    await page.locator('.toolbar-note', { hasText: '500 sessions' }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.locator('tr[aria-busy]').first().waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await page.getByRole('button', { name: 'All Sessions' }).count(), 0);
    come();
    await page.getByRole('button', { name: 'All Sessions' }).waitFor();
    await close();
  });

  test('a failure can be tried again', async () => {
    let locked = true;
    const rows = sessionRows();
    const { page, close } = await openDashboard({
      state: { page: 'sessions' },
      answers: {
        sessions: (filter: SessionFilter) => (locked ? assert.fail('database is locked') : sessionList(rows, filter)),
      },
    });
    await page.getByRole('alert').getByText('database is locked').waitFor();
    locked = false;
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.locator('.toolbar-note', { hasText: '60 sessions' }).waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
    await close();
  });
});
