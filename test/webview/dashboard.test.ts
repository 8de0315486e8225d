import assert from 'node:assert/strict';
import { dashboardHtml } from '../../src/vscode/dashboard/dashboardHtml';
import { emptyOverview, gauge, overview } from '../support/dashboardData';
import { openDashboard, SETUP } from './dashboardPage';

const HOSTILE = '<img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>{0}';

suite('dashboard', function () {
  this.timeout(30_000);

  test('runs under its policy without a single complaint', async () => {
    const { page, problems, close } = await openDashboard();
    for (const name of ['Sessions', 'Advice', 'Context', 'Outcomes', 'What-if', 'Sources', 'Overview'])
      await page.getByRole('tab', { name }).click();
    await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
    assert.deepEqual(problems, []);
    await close();
  });

  test('names from logs are text, wherever they appear', async () => {
    const { page, problems, close } = await openDashboard({
      data: { name: HOSTILE },
      setup: { machine: HOSTILE },
      state: { groupBy: 'model' },
    });
    const shown = page.getByText(HOSTILE);
    await page.getByRole('table', { name: 'By model' }).getByText(HOSTILE).waitFor();
    await page.getByText('Show as table').click();
    assert.ok((await shown.count()) >= 4);
    await page.getByRole('tab', { name: 'Sessions' }).click();
    await page.getByRole('grid').getByText(HOSTILE).first().click();
    await page.getByRole('heading', { name: HOSTILE }).waitFor();
    await page.getByRole('grid', { name: 'Calls' }).locator('tr', { hasText: HOSTILE }).click();
    await page.getByRole('dialog').getByText('It is counted once.').waitFor();
    assert.equal(await page.evaluate(() => 'hacked' in window), false);
    assert.equal(await page.locator('img, body script:not(#setup):not([src])').count(), 0);
    assert.deepEqual(problems, []);
    await close();
  });

  test('the setup can’t break out of its element', () => {
    const html = dashboardHtml({
      nonce: 'n',
      cspSource: 'https://x.test',
      scriptUri: 'a"b',
      styleUri: 's',
      codiconUri: 'c',
      setup: { ...SETUP, machine: HOSTILE, locale: '"><script>' },
    });
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.equal(html.match(/<\/script/g)?.length, 2);
    assert.ok(html.includes('src="a&#34;b"'));
  });

  test('the policy allows nothing but its own script, styles, fonts and images', () => {
    const html = dashboardHtml({
      nonce: 'abc',
      cspSource: 'https://x.test',
      scriptUri: '',
      styleUri: '',
      codiconUri: '',
      setup: SETUP,
    });
    assert.equal(
      html.match(/Content-Security-Policy" content="([^"]*)"/)?.[1],
      "default-src 'none'; script-src 'nonce-abc'; style-src https://x.test; font-src https://x.test; img-src https://x.test data:",
    );
  });

  test('where the user is survives a reload, and no data is kept', async () => {
    const { page, state, close } = await openDashboard();
    await page.getByRole('combobox', { name: 'Period' }).selectOption('90d');
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('project');
    await page.getByRole('radio', { name: 'Tokens' }).check();
    await page.getByRole('tab', { name: 'Sessions' }).click();
    await page.reload();
    await page.getByRole('tabpanel', { name: 'Sessions' }).waitFor();
    await page.getByRole('tab', { name: 'Overview' }).click();
    assert.equal(await page.getByRole('combobox', { name: 'Period' }).inputValue(), '90d');
    assert.equal(await page.getByRole('radio', { name: 'Tokens' }).isChecked(), true);
    assert.deepEqual(await state(), {
      page: 'overview',
      period: '90d',
      groupBy: 'project',
      measure: 'tokens',
      coachDays: 30,
      sessionText: '',
      sessionSort: 'lastAt',
      sessionDescending: true,
    });
    await close();
  });

  test('an open session and its open call survive a reload', async () => {
    const { page, close } = await openDashboard({ state: { page: 'sessions', session: 2, request: 1003 } });
    await page.getByRole('dialog').getByText('It is counted once.').waitFor();
    await page.reload();
    await page.getByRole('dialog').getByText('It is counted once.').waitFor();
    await close();
  });

  test('a state of another version falls back part by part', async () => {
    const old = { page: 'sessions', period: 'fortnight', sessionSort: 7, session: 'x' } as object;
    const { page, problems, close } = await openDashboard({ state: old });
    await page.getByText('60 sessions').first().waitFor();
    await page.getByRole('tab', { name: 'Overview' }).click();
    assert.equal(await page.getByRole('combobox', { name: 'Period' }).inputValue(), '30d');
    assert.deepEqual(problems, []);
    await close();
  });

  test('what is no message of ours is ignored', async () => {
    const { page, post, problems, close } = await openDashboard();
    await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
    const strange = [null, 7, 'reply', {}, { type: 'eval', code: '1' }, { type: 'reply', id: 'x' }, { type: 'show' }];
    for (const message of [
      ...strange,
      { type: 'reply', id: 999, result: {} },
      { type: 'show', state: { page: 'x' } },
    ]) {
      await post(message);
    }
    await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
    assert.deepEqual(problems, []);
    await close();
  });

  test('a command can show a page', async () => {
    const { page, post, close } = await openDashboard();
    await post({ type: 'show', state: { page: 'sessions', session: 2 } });
    await page.getByRole('heading', { name: 'tide-tables' }).waitFor();
    await close();
  });

  test('a failure says what went wrong and can be tried again', async () => {
    let locked = true;
    const { page, close } = await openDashboard({
      answers: { overview: () => (locked ? assert.fail('database is locked') : overview()) },
    });
    await page.getByRole('alert').getByText('database is locked').waitFor();
    locked = false;
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
    await close();
  });

  test('an answer that was overtaken by a newer question is not shown', async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    const { page, close } = await openDashboard({
      state: { period: '7d' },
      answers: {
        overview: async ({ span }: { span: { since?: string } }) => {
          if (!span.since) return { ...overview(), pricesAsOf: '2026-01-02' };
          await slow;
          return { ...overview(), pricesAsOf: '2025-01-01' };
        },
      },
    });
    await page.getByRole('combobox', { name: 'Period' }).selectOption('all');
    await page.getByText('Prices as of Jan 2, 2026.').waitFor();
    release();
    await page.waitForTimeout(200);
    assert.equal(await page.getByText('Prices as of Jan 1, 2025.').count(), 0);
    await close();
  });

  test('new figures are asked for once a second at most, and the last change is not missed', async () => {
    let asked = 0;
    const { page, post, close } = await openDashboard({
      answers: {
        overview: () => {
          asked += 1;
          return { ...overview(), pricesAsOf: `2026-01-0${asked}` };
        },
      },
    });
    await page.getByText('Prices as of Jan 1, 2026.').waitFor();
    for (let i = 0; i < 10; i += 1) await post({ type: 'changed' });
    await page.getByText('Prices as of Jan 3, 2026.').waitFor();
    assert.equal(asked, 3);
    await close();
  });

  test('with no data at all the sample month and the places looked in are offered', async () => {
    const { page, sent, close } = await openDashboard({
      answers: { overview: () => emptyOverview(), gauge: () => gauge(false) },
    });
    await page.getByRole('button', { name: 'Try with Sample Data' }).click();
    assert.deepEqual(sent.at(-1), { type: 'trySampleData' });
    await page.getByRole('button', { name: 'Where Tokenmin Looked' }).click();
    await page.getByRole('heading', { name: 'Ledger' }).waitFor();
    await close();
  });

  test('the sample month has a way back to the own logs', async () => {
    const { page, sent, close } = await openDashboard({ setup: { sample: true } });
    await page.getByRole('button', { name: 'Back to My Own Logs' }).click();
    assert.deepEqual(sent.at(-1), { type: 'stopSampleData' });
    await close();
  });

  test('while the logs are read for the first time nobody is told that there are none', async () => {
    const { page, close } = await openDashboard({
      answers: { overview: () => emptyOverview(), gauge: () => gauge(false, true) },
    });
    await page.getByText('Your logs are being read for the first time.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Try with Sample Data' }).count(), 0);
    await close();
  });

  test('a command that shows another page closes what is open above it', async () => {
    const { page, post, close } = await openDashboard({ state: { page: 'sessions', session: 1, request: 1003 } });
    await page.getByRole('dialog').getByText('It is counted once.').waitFor();
    await post({ type: 'show', state: { page: 'sources' } });
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Look Again' }).click();
    await close();
  });

  test('an empty period leads to the whole time', async () => {
    const { page, close } = await openDashboard({
      answers: {
        overview: ({ span }: { span: { since?: string } }) => (span.since ? emptyOverview() : overview()),
        gauge: () => gauge(true),
      },
    });
    await page.getByRole('button', { name: 'Show All Time' }).click();
    await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
    await close();
  });

  test('progress is shown while it lasts, and screen readers are not told of every step', async () => {
    const { page, post, close } = await openDashboard();
    await page.getByRole('heading', { name: 'Top sessions' }).waitFor();
    const progress = (filesDone: number, indexing = true) =>
      post({ type: 'progress', indexing, filesDone, filesTotal: 9, bytesDone: 4e6, bytesTotal: 9e6 });
    const live = page.getByRole('status');
    await progress(1);
    await page.getByText('Reading logs: 1 of 9 files, 4 MB of 9 MB').first().waitFor();
    await progress(2);
    await page.locator('.progress').getByText('Reading logs: 2 of 9 files').waitFor();
    assert.match((await live.textContent()) ?? '', /^Reading logs: 1 of 9/);
    await progress(9, false);
    await page.getByRole('progressbar').waitFor({ state: 'hidden' });
    assert.equal(await live.textContent(), 'All logs are read.');
    await close();
  });
});
