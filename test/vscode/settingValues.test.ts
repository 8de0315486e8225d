import assert from 'node:assert/strict';
import { readSettingValues } from '../../src/vscode/settingValues';

function read(key: string, value: unknown) {
  return readSettingValues((asked) => (asked === key ? value : undefined));
}

suite('settingValues', () => {
  test('without any setting: cost of API calls, no budget, the system zone, all sources', () => {
    assert.deepEqual(
      readSettingValues(() => undefined),
      {
        gaugeShow: 'cost',
        billing: 'api',
        budgets: { day: undefined, week: undefined, month: undefined },
        budgetWarnAt: 80,
        budgetNotices: true,
        guardrails: ['loop', 'spike', 'pace', 'unattended'],
        cacheCountdown: false,
        firstDay: 'locale',
        timezone: '',
        prices: { overrides: {}, aliases: {} },
        disabledSources: [],
        extraFolders: {},
        lint: { enabled: true, codeLens: true, rules: {} },
        tokenCount: { enabled: true, model: '' },
        problems: [],
      },
    );
  });

  for (const [key, value, expected] of [
    ['gauge.show', 'tokens', { gaugeShow: 'tokens' }],
    ['gauge.show', 'everything', { gaugeShow: 'cost' }],
    ['billing', 'subscription', { billing: 'subscription' }],
    ['billing', 7, { billing: 'api' }],
    ['budget.day', 12.5, { budgets: { day: 12.5, week: undefined, month: undefined } }],
    ['budget.day', 0, { budgets: { day: undefined, week: undefined, month: undefined } }],
    ['budget.day', null, { budgets: { day: undefined, week: undefined, month: undefined } }],
    ['budget.week', -3, { budgets: { day: undefined, week: undefined, month: undefined } }],
    ['budget.month', '40', { budgets: { day: undefined, week: undefined, month: undefined } }],
    ['budget.month', Infinity, { budgets: { day: undefined, week: undefined, month: undefined } }],
    ['budget.warnAt', 50, { budgetWarnAt: 50 }],
    ['budget.warnAt', 500, { budgetWarnAt: 80 }],
    ['notifications.budget', false, { budgetNotices: false }],
    ['week.firstDay', 'saturday', { firstDay: 'saturday' }],
    ['timezone', ' Europe/Berlin ', { timezone: 'Europe/Berlin' }],
    ['timezone', 'Mars/Olympus', { timezone: '' }],
    ['sources.disabled', ['codex'], { disabledSources: ['codex'] }],
    ['sources.disabled', 'codex', { disabledSources: [] }],
    ['tokenCount.enabled', 'no', { tokenCount: { enabled: true, model: '' } }],
    ['tokenCount.model', ' gpt-5.1 ', { tokenCount: { enabled: true, model: 'gpt-5.1' } }],
    ['tokenCount.model', 51, { tokenCount: { enabled: true, model: '' } }],
    ['lint.enabled', false, { lint: { enabled: false, codeLens: true, rules: {} } }],
    ['lint.codeLens', 'no', { lint: { enabled: true, codeLens: true, rules: {} } }],
    [
      'lint.rules',
      { tautology: 'off', duplicate: 'loud', emphasis: 'warning' },
      { lint: { enabled: true, codeLens: true, rules: { tautology: 'off', emphasis: 'warning' } } },
    ],
    ['sources.folders', { codex: ['/a'], 'claude-code': 5 }, { extraFolders: { codex: ['/a'], 'claude-code': [] } }],
    ['prices.aliases', { mine: 'gpt-5' }, { prices: { overrides: {}, aliases: { mine: 'gpt-5' } } }],
    ['prices.aliases', ['gpt-5'], { prices: { overrides: {}, aliases: {} } }],
  ] as const) {
    test(`${key}: ${typeof value === 'number' ? value : JSON.stringify(value)}`, () => {
      const all = read(key, value) as unknown as Record<string, unknown>;
      for (const [name, one] of Object.entries(expected)) assert.deepEqual(all[name], one);
    });
  }
});
