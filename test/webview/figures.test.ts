import assert from 'node:assert/strict';
import { emptyTotals } from '../../src/core/usage/totals';
import type { QueryParams } from '../../src/protocol/messages';
import { explanation, overview, requestRows, sessionRows, sources } from '../support/dashboardData';
import type { OpenedPage } from '../support/page';
import { openDashboard } from './dashboardPage';

/** Title, value and notes of the cards at the top. */
function cards({ page }: OpenedPage): Promise<string[][]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.cards')[0]!.children].map((card) =>
      [...card.children].map((part) => part.textContent ?? ''),
    ),
  );
}

/** The cells of the table with this caption or label, without its head. */
function rows({ page }: OpenedPage, caption: string): Promise<string[][]> {
  return page
    .getByRole('table', { name: caption, exact: true })
    .evaluate((table) =>
      [...(table as HTMLTableElement).rows].slice(1).map((row) => [...row.cells].map((cell) => cell.textContent ?? '')),
    );
}

/** One model's four calls of 1 M tokens in and 100,000 out, with what they cost. */
function plainOverview(totals = {}) {
  const plain = {
    ...emptyTotals(),
    requests: 4,
    inputTokens: 1_000_000,
    cacheReadInputTokens: 750_000,
    outputTokens: 100_000,
    costNano: 12_345_000_000,
    uncachedInputCostNano: 6_000_000_000,
    cacheReadCostNano: 1_345_000_000,
    outputCostNano: 5_000_000_000,
    ...totals,
  };
  const model = { ...plain, source: 'codex' as const, model: 'gpt-5.3-codex', provider: 'openai' };
  return {
    ...overview(),
    totals: plain,
    before: undefined,
    series: [{ day: '2026-05-28', key: 'codex', totals: plain }],
    bySource: [{ ...plain, source: 'codex' as const }],
    byModel: [model],
    byProject: [{ ...plain, project: '/home/ada/src/harbour' }],
    topSessions: [],
    unpriced: plain.unpricedRequests > 0 ? [model] : [],
  };
}

async function openPlain(totals = {}, options = {}): Promise<OpenedPage> {
  const opened = await openDashboard({ answers: { overview: () => plainOverview(totals) }, ...options });
  await opened.page.locator('.cards').waitFor();
  return opened;
}

suite('dashboard: figures', function () {
  this.timeout(30_000);

  test('cards tell cost, calls, tokens and cache share with their basis', async () => {
    const opened = await openPlain();
    assert.deepEqual(await cards(opened), [
      ['Cost', '$12.35', 'Tokens as recorded.'],
      ['Calls', '4'],
      ['Tokens', '1.1M', '1M in, 100K out'],
      ['Cache share', '75%', 'of the input was read from a cache'],
    ]);
    await opened.close();
  });

  test('the span before is compared in words', async () => {
    const before = { ...emptyTotals(), requests: 5, inputTokens: 1_000_000, costNano: 10_000_000_000 };
    const opened = await openPlain({}, { answers: { overview: () => ({ ...plainOverview(), before }) } });
    const [cost, calls] = await cards(opened);
    assert.equal(cost?.[2], '23% more than before ($10.00)');
    assert.equal(calls?.[2], '20% less than before (5)');
    await opened.close();
  });

  for (const [billing, title, value, inSentence] of [
    ['api', 'Cost', '$12.35', 'Cost over time: $12.35 in all.'],
    ['subscription', 'API-equivalent', '$12.35', 'API-equivalent over time: $12.35 API-equivalent in all.'],
    ['copilot-credits', 'AI credits', '1,234.5', 'AI credits over time: 1,234.5 AI credits in all.'],
  ] as const) {
    test(`money is worded for billing by ${billing}`, async () => {
      const opened = await openPlain({}, { setup: { billing } });
      assert.deepEqual((await cards(opened))[0]?.slice(0, 2), [title, value]);
      const summary = await opened.page.locator('svg.chart').first().getAttribute('aria-label');
      assert.ok(summary?.startsWith(inSentence), summary ?? '');
      await opened.close();
    });
  }

  test('a subscription is never told that it spent money', async () => {
    const opened = await openPlain({}, { setup: { billing: 'subscription' } });
    const text = await opened.page.locator('main').innerText();
    assert.doesNotMatch(
      text.replaceAll(/API-equivalent is what these calls would cost/g, ''),
      /\bspen[dt]\b|\bcost\b/i,
    );
    await opened.close();
  });

  for (const [billing, words] of [
    ['subscription', '$10.00 API-equivalent there, $11.00 API-equivalent by our prices'],
    ['copilot-credits', '1,000.0 AI credits there, 1,100.0 AI credits by our prices'],
  ] as const) {
    test(`a recorded cost is called what it is for billing by ${billing}`, async () => {
      const differing = { reportedCostNano: 10_000_000_000, reportedCostOursNano: 11_000_000_000 };
      const opened = await openPlain(differing, { setup: { billing } });
      await opened.page.getByText(words).waitFor();
      await opened.close();
    });
  }

  test('calls without a price are unpriced, never $0', async () => {
    const opened = await openPlain({
      costNano: 0,
      uncachedInputCostNano: 0,
      cacheReadCostNano: 0,
      outputCostNano: 0,
      unpricedRequests: 4,
    });
    assert.deepEqual((await cards(opened))[0], ['Cost', 'unpriced', 'Tokens as recorded. 4 calls unpriced.']);
    assert.deepEqual(await rows(opened, 'By model'), [
      ['gpt-5.3-codexCodex', '4', '1M', '75%', '100K', 'unpriced', '–'],
    ]);
    assert.doesNotMatch(await opened.page.locator('main').innerText(), /\$0/);
    await opened.close();
  });

  test('what is read out of a session is no bare amount, and no $0 where nothing has a price', async () => {
    const rows = requestRows();
    for (const [calls, words] of [
      [rows, / API-equivalent in all\./],
      [rows.map((row) => ({ ...row, costNano: null })), /, unpriced in all\./],
    ] as const) {
      const { page, close } = await openDashboard({
        state: { page: 'sessions', session: 1 },
        setup: { billing: 'subscription' },
        answers: { session: () => ({ session: sessionRows()[0], requests: calls, omitted: 0 }) },
      });
      await page.getByText('Context and cost, call by call').waitFor();
      assert.match((await page.locator('svg.chart').first().getAttribute('aria-label')) ?? '', words);
      await close();
    }
  });

  test('some calls without a price are said beside the sum', async () => {
    const opened = await openPlain({ unpricedRequests: 1 });
    assert.deepEqual((await cards(opened))[0], [
      'Cost',
      '$12.35+ plus 1 unpriced',
      'Tokens as recorded. 1 call unpriced.',
    ]);
    await opened.close();
  });

  test('an estimate is marked, with its range for eyes and ears', async () => {
    const opened = await openPlain({
      estimatedRequests: 4,
      estimatedCostNano: 12_345_000_000,
      estimatedCostErrorNano: 3_000_000_000,
    });
    assert.deepEqual((await cards(opened))[0], [
      'Cost',
      '≈ estimated, between $9.35 and $15.35 $12.35',
      '4 calls estimated. Between $9.35 and $15.35.',
    ]);
    await opened.close();
  });

  test('of an estimate of which only the least is known no more is said', async () => {
    const opened = await openPlain({
      estimatedRequests: 4,
      estimatedLeastRequests: 1,
      estimatedCostNano: 12_345_000_000,
      estimatedCostErrorNano: 3_000_000_000,
    });
    assert.deepEqual((await cards(opened))[0], [
      'Cost',
      '≈ estimated, at least $9.35 $12.35',
      '4 calls estimated. At least $9.35.',
    ]);
    await opened.close();
  });

  test('the money is split into its parts, which add up', async () => {
    const opened = await openPlain({ costNano: 12_445_000_000 });
    assert.deepEqual(await rows(opened, 'Where it goes'), [
      ['Uncached input', '48.2%', '$6.00', '250K'],
      ['Cache write', '0%', '$0.00', '0'],
      ['Cache read', '10.8%', '$1.35', '750K'],
      ['Output', '40.2%', '$5.00', '100K'],
      ['Other (web search)', '0.8%', '$0.10', '–'],
    ]);
    await opened.close();
  });

  test('a cost that the assistant recorded itself stands beside ours when they differ', async () => {
    const opened = await openPlain({ reportedCostNano: 10_000_000_000, reportedCostOursNano: 11_000_000_000 });
    await opened.page.getByText('$10.00 there, $11.00 by our prices for the same calls, a difference of 10%').waitFor();
    await opened.close();
  });

  test('a recorded cost that agrees is not mentioned', async () => {
    const opened = await openPlain({ reportedCostNano: 10_000_000_000, reportedCostOursNano: 10_000_000_001 });
    assert.equal(await opened.page.getByText('recorded a cost itself').count(), 0);
    await opened.close();
  });

  test('the chart has every day of the period, and its table says the same', async () => {
    const opened = await openPlain();
    await opened.page.getByText('Show as table').click();
    const table = await rows(opened, 'Cost');
    assert.deepEqual(
      [table.length, table[0], table.at(-2), table.at(-1)],
      [31, ['Apr 29, 2026', '$0.00', '$0.00'], ['May 28, 2026', '$12.35', '$12.35'], ['Total', '$12.35', '$12.35']],
    );
    await opened.close();
  });

  test('what remains after the five largest is one series', async () => {
    const plain = plainOverview();
    const point = (key: string, costNano: number) => ({
      day: '2026-05-28',
      key,
      totals: { ...plain.totals, requests: 1, costNano, unpricedRequests: costNano ? 0 : 1 },
    });
    const series = ['a', 'b', 'c', 'd', 'e', 'f'].map((key, i) => point(key, (9 - i) * 1_000_000_000));
    const opened = await openDashboard({
      state: { groupBy: 'model' },
      answers: { overview: () => ({ ...plain, series: [...series, point('g', 0), point('', 90_000_000_000)] }) },
    });
    const legend = opened.page.locator('.legend li');
    await legend.first().waitFor();
    assert.deepEqual(await legend.allTextContents(), [
      'a$9.00',
      'b$8.00',
      'c$7.00',
      'd$6.00',
      'e$5.00',
      'All others$94.00+ plus 1 unpriced',
    ]);
    await opened.close();
  });

  test('a small share is not shown as none', async () => {
    const opened = await openPlain({ costNano: 12_345_400_000 });
    assert.deepEqual((await rows(opened, 'Where it goes')).at(-1), ['Other (web search)', '<0.1%', '<$0.01', '–']);
    await opened.close();
  });

  test('many folders that are not there are folded away once something was found', async () => {
    const view = sources();
    const missing = ['a', 'b', 'c', 'd'].map((name) => ({ ...view.sources[0]!.roots[1]!, path: `/home/ada/${name}` }));
    view.sources[0]!.roots.push(...missing);
    const opened = await openDashboard({ state: { page: 'sources' }, answers: { sources: () => view } });
    await opened.page.getByText('5 more folders that are not there').click();
    await opened.page.getByText('/home/ada/d').waitFor();
    await opened.close();
  });

  test('numbers and days follow the language and the zone', async () => {
    const opened = await openPlain({}, { setup: { locale: 'de', timezone: 'Asia/Tokyo' } });
    assert.equal((await cards(opened))[0]?.[1], '12,35\u00a0$');
    await opened.page
      .getByText('Prices as of 20.05.2026. Counted on workbench, in local days of Asia/Tokyo.')
      .waitFor();
    await opened.close();
  });

  test('a language or zone that the browser does not know is no reason to fail', async () => {
    const opened = await openPlain({}, { setup: { locale: '!!', timezone: 'Mars/Olympus' } });
    assert.deepEqual([(await cards(opened))[0]?.[1], opened.problems], ['$12.35', []]);
    await opened.close();
  });

  test('a period asks for its local days, today included', async () => {
    const opened = await openDashboard({ state: { period: '7d' } });
    await opened.page.getByRole('combobox', { name: 'Period' }).selectOption('all');
    await opened.page.waitForTimeout(200);
    const spans = (opened.sent as { method: string; params: QueryParams<'overview'> }[])
      .filter(({ method }) => method === 'overview')
      .map(({ params }) => params.span);
    const days = (Date.parse(spans[0]?.until ?? '') - Date.parse(spans[0]?.since ?? '')) / 86_400_000;
    assert.deepEqual([days, spans[1]], [6, {}]);
    await opened.close();
  });

  test('"Why this number?" multiplies and adds up to the call’s cost', async () => {
    const opened = await openDashboard({ state: { page: 'sessions', session: 1, request: 1003 } });
    assert.deepEqual(await rows(opened, 'The arithmetic'), [
      ['Uncached input', '141', '× $5.00 per million', '= $0.000705'],
      ['Cache read', '21,354', '× $0.50 per million', '= $0.010677'],
      ['Cache write, 5 minutes', '2,211', '× $6.25 per million', '= $0.01381875'],
      ['Output', '451', '× $25.00 per million', '= $0.011275'],
      ['Total', '', '', '$0.03647575'],
    ]);
    await opened.close();
  });

  test('"Why this number?" names multipliers, long context and where the price is from', async () => {
    const [call] = requestRows();
    const [row] = sessionRows();
    const explained = explanation(call!, row!);
    const price = {
      ...explained.price!,
      origin: 'setting' as const,
      validFrom: '',
      longContextAbove: 200_000,
      multipliers: [{ why: 'fast mode', factor: 2 }],
    };
    const opened = await openDashboard({
      state: { page: 'sessions', session: 1, request: 1000 },
      answers: { explain: () => ({ ...explained, price }) },
    });
    const remarks = opened.page.locator('.remarks li');
    await remarks.first().waitFor();
    assert.deepEqual(await remarks.allTextContents(), [
      'The prices include fast mode: × 2.',
      'More than 200,000 tokens went in, so the whole call has the long-context price.',
      'Your own price from the settings: claude-opus-4-6 (anthropic). Valid at all times.',
    ]);
    await opened.close();
  });

  const NO_TOKENS = 'Claude Code recorded no tokens for this call: estimated from its text';
  for (const [what, estimate, said] of [
    ['with its range', { estimateError: 0.3 }, `${NO_TOKENS}, ±30%. Between $0.70 and $1.30.`],
    [
      'of which only the least is known',
      { estimateError: undefined },
      `${NO_TOKENS}. What Claude Code added to it is not in the log. At least $1.00.`,
    ],
    ['without a price', { estimateError: 0.3, costNano: null }, `${NO_TOKENS}, ±30%.`],
  ] as const) {
    test(`"Why this number?" tells an estimate ${what}`, async () => {
      const call = { ...requestRows()[0]!, basis: 'estimated' as const, costNano: 1_000_000_000, ...estimate };
      const explained = explanation(
        { ...call, reportedCostNano: undefined },
        { ...sessionRows()[0]!, source: 'claude-code' },
      );
      const opened = await openDashboard({
        state: { page: 'sessions', session: 1, request: 1000 },
        answers: { explain: () => explained },
      });
      const figure = opened.page.locator('.drawer .figure');
      await figure.waitFor();
      assert.equal(await figure.evaluate((element) => element.nextElementSibling?.textContent), said);
      await opened.close();
    });
  }

  for (const [billing, theirs, difference] of [
    ['api', '$1.25', '$0.05'],
    ['subscription', '$1.25 API-equivalent', '$0.05 API-equivalent'],
    ['copilot-credits', '125 AI credits', '5 AI credits'],
  ] as const) {
    test(`"Why this number?" says what the assistant recorded, and in which money: ${billing}`, async () => {
      const call = { ...requestRows()[0]!, costNano: 1_300_000_000, reportedCostNano: 1_250_000_000 };
      const explained = explanation(call, { ...sessionRows()[0]!, source: 'claude-code' });
      const opened = await openDashboard({
        state: { page: 'sessions', session: 1, request: 1000 },
        setup: { billing },
        answers: { explain: () => explained },
      });
      await opened.page
        .getByText(`Claude Code itself recorded ${theirs}; ours differs by ${difference}.`, { exact: false })
        .waitFor();
      await opened.close();
    });
  }

  test('"Why this number?" shows which lines were counted, and opens them', async () => {
    const opened = await openDashboard({ state: { page: 'sessions', session: 1, request: 1003 } });
    const lines = opened.page.locator('.log-lines li');
    await lines.first().waitFor();
    assert.deepEqual(await lines.locator('.badge').allTextContents(), [
      'counted',
      'repeated, not added',
      'copied from another session, not added',
      'replayed by a side thread, not added',
    ]);
    await lines.nth(2).getByRole('button').click();
    assert.deepEqual(opened.sent.at(-1), {
      type: 'openLog',
      file: '/home/ada/.claude/projects/harbour/feed5eed.jsonl',
      offset: 7168,
    });
    await opened.close();
  });

  test('"Why this number?" names the effort and the program’s version where the log does', async () => {
    const row = sessionRows()[0]!;
    for (const [effort, clientVersion, said] of [
      ['high', '2.1.7', ['Efforthigh', 'Version of Claude Code2.1.7']],
      ['', '', []],
    ] as const) {
      const explained = explanation({ ...requestRows()[0]!, effort, clientVersion }, row);
      const opened = await openDashboard({
        state: { page: 'sessions', session: 1, request: 1000 },
        answers: { explain: () => explained },
      });
      const facts = opened.page.locator('.facts div');
      await facts.first().waitFor({ state: 'attached' });
      const shown = (await facts.allTextContents()).filter((text) => /^(?:Effort|Version)/.test(text));
      assert.deepEqual(shown, said);
      await opened.close();
    }
  });

  test('nothing shines through the head of "Why this number?", which stays in sight', async () => {
    for (const theme of ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const) {
      const opened = await openDashboard({ theme, state: { page: 'sessions', session: 1, request: 1000 } });
      const head = opened.page.locator('.drawer-head');
      await head.waitFor();
      const [drawn, around] = await head.evaluate((element) =>
        [element, element.closest('.drawer')!].map((one) => getComputedStyle(one).backgroundColor),
      );
      assert.match(around!, /^rgb\(/, theme);
      assert.equal(drawn, around, theme);
      await opened.close();
    }
  });

  test('a log that is gone is said so, and not offered to be opened', async () => {
    const explained = explanation(requestRows()[0]!, sessionRows()[0]!);
    const opened = await openDashboard({
      state: { page: 'sessions', session: 1, request: 1000 },
      answers: { explain: () => ({ ...explained, logMissing: true }) },
    });
    await opened.page.getByText('The log is gone or has been rewritten.').waitFor();
    assert.equal(await opened.page.getByRole('button', { name: 'Open log' }).count(), 0);
    await opened.close();
  });

  test('the sources are copied as text', async () => {
    const opened = await openDashboard({ state: { page: 'sources' } });
    await opened.page.getByRole('button', { name: 'Copy as Text' }).click();
    const { type, text } = opened.sent.at(-1) as { type: string; text: string };
    assert.equal(type, 'copy');
    for (const wanted of [
      'Claude Code: 18,204 calls in 214 files, 318 MB',
      '  cannot be read: /mnt/old-laptop/.claude/projects (CLAUDE_CONFIG_DIR, 0)',
      '  3 × Not a line of the expected shape (ends in the middle of a string): /home/ada/.claude/projects/harbour/c0ffee00.jsonl, byte 81,920',
      '  Every log tells: the tokens of each call, what was cached, for how long it was cached, prompts, and tool calls',
      'Copilot Chat: switched off',
    ]) {
      assert.ok(text.includes(wanted), `${wanted}\n---\n${text}`);
    }
    await opened.close();
  });

  test('each source says what its logs tell and what they do not', async () => {
    const opened = await openDashboard({ state: { page: 'sources' } });
    const facts = opened.page.locator('section.source').first().locator('.facts > div');
    await facts.first().waitFor();
    assert.deepEqual((await facts.allTextContents()).slice(-2), [
      'Every log tells' +
        'the tokens of each call, what was cached, for how long it was cached, prompts, and tool calls',
      'Not every log tells' +
        'tokens of reasoning, tool results, edits, compactions, sub-agents, and the effort asked for',
    ]);
    await opened.close();
  });

  test('a session’s calls name the turn they answer', async () => {
    const calls = requestRows().map((call, i) => ({ ...call, turn: i < 2 ? 0 : Math.ceil(i / 4) }));
    const session = { session: sessionRows()[0]!, requests: calls, omitted: 0 };
    const opened = await openDashboard({
      state: { page: 'sessions', session: 1 },
      answers: { session: () => session },
    });
    const cells = opened.page.locator('.session tbody tr[aria-rowindex] td:nth-child(2)');
    await cells.first().waitFor();
    assert.deepEqual((await cells.allTextContents()).slice(0, 6), ['–', '–', '1', '1', '1', '2']);
    await opened.close();
  });

  for (const [state, words] of [
    ['missing', 'None of the folders in which Codex keeps its logs exists on this machine.'],
    ['found', 'The folders of Codex exist, but hold no log with a call in it.'],
    ['unreadable', 'Folders of Codex exist, but cannot be read.'],
  ] as const) {
    test(`nothing found says why: ${state}`, async () => {
      const view = sources();
      view.sources[1]!.roots[0]!.state = state;
      const opened = await openDashboard({ state: { page: 'sources' }, answers: { sources: () => view } });
      await opened.page.getByText(words).waitFor();
      await opened.close();
    });
  }
});
