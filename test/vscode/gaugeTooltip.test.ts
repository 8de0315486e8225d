import assert from 'node:assert/strict';
import type { Billing } from '../../src/core/pricing/billing';
import type { Totals } from '../../src/core/usage/totals';
import type { SourceId } from '../../src/core/usage/usageRecord';
import { Figures } from '../../src/vscode/figures';
import type { GaugeInput } from '../../src/vscode/gauge/gaugeFace';
import { gaugeTooltip, TOOLTIP_COMMANDS } from '../../src/vscode/gauge/gaugeTooltip';
import { englishL10n } from '../support/englishL10n';
import { CENT, gaugeView, modelTotals, totals } from '../support/gaugeViews';

/** The tooltip as it reads once Markdown has turned entities into signs. */
function tooltip(input: Partial<GaugeInput> = {}, billing: Billing = 'api'): string {
  return markdown(input, billing).replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

function markdown(input: Partial<GaugeInput> = {}, billing: Billing = 'api'): string {
  const all: GaugeInput = {
    view: gaugeView(),
    show: 'cost',
    budgets: [],
    indexing: false,
    failure: '',
    sample: false,
    machine: 'lovelace (ssh-remote)',
    ...input,
  };
  return gaugeTooltip(all, new Figures('en', billing, englishL10n), englishL10n);
}

suite('gaugeTooltip', () => {
  test('tells the day by assistant and model, the periods, what it rests on, the machine and the prices', () => {
    const links = tooltip().split('\n\n').pop() ?? '';
    assert.equal(
      tooltip().replace(links, ''),
      [
        '**$1.23 today**',
        '| Assistant | Model | Calls | Tokens | Cost |\n|:--|:--|--:|--:|--:|\n| Codex | gpt-5 | 2 | 1,200 | $1.23 |',
        '75% of the input came from the cache',
        'This week: $5.10 · this month: $20.33',
        'Calls today: 2 recorded',
        'Counted on: lovelace (ssh-remote) · prices as of Mar 1, 2026',
        '',
      ].join('\n\n'),
    );
  });

  test('tells until when a large context is cached', () => {
    const cache = { contextTokens: 142_000, expiresAt: new Date(2026, 2, 11, 14, 32).getTime(), project: 'shop' };
    assert.match(
      tooltip({ view: gaugeView({ cache }) }),
      /A context of 142K tokens \(shop\) is in the cache until 2:32\sPM/,
    );
    const unnamed = tooltip({ view: gaugeView({ cache: { ...cache, project: '' } }) });
    assert.match(unnamed, /A context of 142K tokens is in the cache until/);
  });

  test('leads to the dashboard, the sources, a refresh and the settings', () => {
    const commands = [...markdown().matchAll(/\]\(command:([\w.]+)/g)].map((match) => match[1]);
    assert.deepEqual(commands, [
      'tokenmin.openDashboard',
      'tokenmin.showAdvice',
      'tokenmin.showSources',
      'tokenmin.refresh',
      'workbench.action.openSettings',
    ]);
  });

  test('links only commands that it is allowed to run', () => {
    const linked = [...markdown({ failure: 'crash' }).matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? '');
    assert.deepEqual(linked.toSorted(), [...TOOLTIP_COMMANDS].sort());
  });

  test('tells a forecast as a range', () => {
    const forecast = { lowNano: 4100 * CENT, midNano: 5000 * CENT, highNano: 6200 * CENT };
    assert.match(tooltip({ view: gaugeView({ forecast }) }), /by the month's end: \$41\.00 – \$62\.00/);
  });

  test('tells estimated calls with their error, and calls without a price', () => {
    const today = totals({
      requests: 9,
      estimatedRequests: 3,
      estimatedCostErrorNano: 10 * CENT,
      unpricedRequests: 2,
    });
    assert.match(
      tooltip({ view: gaugeView({ today }) }),
      /Calls today: 6 recorded · 3 estimated \(±\$0\.10\) · 2 without a known price/,
    );
  });

  const estimates: [string, Partial<Totals>, string][] = [
    ['of which only the least is known', { estimatedLeastRequests: 1 }, '2 estimated (at least $0.30)'],
    ['without a price', { estimatedUnpricedRequests: 2 }, '2 estimated'],
    ['of which some have no price', { estimatedUnpricedRequests: 1 }, '2 estimated (±$0.10)'],
  ];
  for (const [what, more, expected] of estimates) {
    test(`tells estimated calls ${what}`, () => {
      const money = { estimatedCostNano: 40 * CENT, estimatedCostErrorNano: 10 * CENT };
      const today = totals({ requests: 3, estimatedRequests: 2, ...money, ...more });
      const line = tooltip({ view: gaugeView({ today }) })
        .split('\n')
        .find((l) => l.startsWith('Calls today'));
      assert.equal(line, `Calls today: 1 recorded · ${expected}`);
    });
  }

  test('marks what is estimated: of the day, the periods, and each row', () => {
    const guessed = {
      requests: 2,
      inputTokens: 700,
      costNano: 5 * CENT,
      estimatedRequests: 1,
      estimatedCostNano: CENT,
    };
    const rows = [modelTotals({ model: 'guessed', ...guessed }), modelTotals({ model: 'told', requests: 1 })];
    const text = tooltip({ view: gaugeView({ today: totals(guessed), week: totals(guessed), rows }) });
    assert.match(text, /^\*\*≈ \$0\.05 today\*\*\n/);
    assert.match(text, /This week: ≈ \$0\.05 · this month: \$/);
    assert.match(text, /\| Codex \| guessed \| 2 \| ≈ 700 \| ≈ \$0\.05 \|/);
    assert.match(text, /\| Codex \| told \| 1 \| 0 \| \$/);
  });

  test('never gives an amount for calls without a price', () => {
    const rows = [
      modelTotals({ model: 'mystery', requests: 2, unpricedRequests: 2 }),
      modelTotals({ model: 'half', requests: 2, unpricedRequests: 1, costNano: 5 * CENT }),
    ];
    const text = tooltip({ view: gaugeView({ rows }) });
    assert.match(text, /\| Codex \| mystery \| 2 \| 0 \| unpriced \|/);
    assert.match(text, /\| Codex \| half \| 2 \| 0 \| \$0\.05 and unpriced calls \|/);
  });

  test('never gives a sum for a day, a week or a month without a price, and says what a sum leaves out', () => {
    const half = totals({ requests: 4, unpricedRequests: 2, costNano: 5 * CENT });
    const none = totals({ requests: 2, unpricedRequests: 2 });
    const some = tooltip({ view: gaugeView({ today: half, week: half, month: half }) });
    assert.match(some, /^\*\*\$0\.05 and unpriced calls today\*\*\n/);
    assert.match(some, /This week: \$0\.05 and unpriced calls · this month: \$0\.05 and unpriced calls\n/);
    const all = tooltip({ view: gaugeView({ today: none, week: none, month: none }) });
    assert.match(all, /^\*\*unpriced today\*\*\n/);
    assert.match(all, /This week: unpriced · this month: unpriced\n/);
  });

  test('calls the amounts of its table what they are', () => {
    for (const [billing, title] of [
      ['subscription', 'API-equivalent'],
      ['copilot-credits', 'AI credits'],
    ] as const) {
      assert.ok(tooltip({}, billing).includes(`| Tokens | ${title} |`), title);
    }
  });

  test('tells each budget with what is used of it', () => {
    const budgets = (['day', 'week', 'month'] as const).map((period) => ({
      period,
      start: '2026-03-01',
      spentNano: 250 * CENT,
      budgetNano: 1000 * CENT,
      level: 0,
    }));
    const text = tooltip({ budgets });
    for (const whose of ["Today's", "This week's", "This month's"]) {
      assert.ok(text.includes(`${whose} budget: $2.50 of $10.00 (25%)`), whose);
    }
  });

  test('lists at most eight models and says how many there are besides', () => {
    const rows = Array.from({ length: 11 }, (_, index) => modelTotals({ model: `m${index}` }));
    const text = tooltip({ view: gaugeView({ rows }) });
    assert.equal(text.match(/^\| Codex/gm)?.length, 8);
    assert.match(text, /\n\nFurther models: 3\n/);
  });

  test('says when a day has no calls yet', () => {
    const text = tooltip({ view: gaugeView({ today: totals({}), rows: [] }) });
    assert.match(text, /No calls yet today/);
    assert.doesNotMatch(text, /came from the cache/);
  });

  test('is nothing but links before there is data', () => {
    assert.doesNotMatch(tooltip({ view: gaugeView({ hasData: false }) }), /\n/);
  });

  test('says that the sample month is shown', () => {
    assert.match(tooltip({ sample: true }), /^\*\*Sample data\*\*\n/);
  });

  test('says why counting has stopped', () => {
    assert.match(
      tooltip({ failure: 'Error: no such [module](x)' }),
      /^Counting has stopped: Error: no such \[module\]/,
    );
  });

  for (const model of [
    '[click](command:workbench.action.quit)',
    '![x](https://example.com/x.png)',
    '<img src=x onerror=alert(1)>',
    'a | b | c',
    'a\n\n# heading',
    '$(warning) `code` **bold** _it_ ~~no~~',
    'www.example.com me@example.com https://example.com',
    '&lt;b&gt;',
  ]) {
    test(`shows a hostile model name as text: ${JSON.stringify(model)}`, () => {
      const row = markdown({ view: gaugeView({ rows: [modelTotals({ model, source: 'x|y' as SourceId })] }) })
        .split('\n')
        .find((line) => line.startsWith('| x'));
      const cells = row?.split(' | ') ?? [];
      assert.equal(cells.length, 5);
      assert.equal(cells[0], '| x&#124;y');
      assert.match(cells[1] ?? '', /^(?:[\p{L}\p{N} …]|&#\d+;)+$/u);
    });
  }
});
