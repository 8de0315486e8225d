// Invented advice and what else the coach says, in the shape in which the worker answers.
import { count, minutes, nano, phrase, share, tokens } from '../../src/core/coach/phrase';
import type {
  Advice,
  AdviceView,
  ContextView,
  ContextWorkspace,
  Evidence,
  OutcomesView,
  VerdictView,
  WhatIfView,
} from '../../src/protocol/coachViews';
import { emptyTotals } from '../../src/core/usage/totals';

const DOLLAR = 1_000_000_000;
const LAST_DAY = Date.UTC(2026, 4, 28);
const HARBOUR = '/home/ada/src/harbour';
const TIDES = '/home/ada/src/tide-tables';

function evidence(n: number, why: Evidence['why'], change: Partial<Evidence> = {}): Evidence {
  return {
    requestId: 1000 + n,
    responseId: `msg_invented${n}`,
    sessionId: 1,
    conversationId: 'c0ffee00-0000-4000-8000-000000000001',
    source: 'claude-code',
    project: 'harbour',
    timestamp: LAST_DAY + 9 * 3_600_000 - n * 86_400_000,
    why,
    at: { file: '/home/ada/.claude/projects/harbour/c0ffee00.jsonl', offset: 2048 * n },
    lowNano: 0.4 * DOLLAR,
    highNano: 0.8 * DOLLAR,
    ...change,
  };
}

const BASE: Advice = {
  ruleId: 'cold-resume',
  family: 'context',
  tier: 'B',
  title: phrase('Coming back after {longest} wrote {tokens} tokens again; {n} such returns cost {cost}.', {
    longest: minutes(184),
    tokens: tokens(168_000),
    n: count(14),
    cost: nano(9.4 * DOLLAR),
  }),
  risk: phrase('A fresh session has to find again what the note leaves out.'),
  check: phrase('We compare what is written again after a pause, per session.'),
  actionLabel: 'Copy a Hand-off Note',
  action: { kind: 'copy-made', what: 'hand-off-note' },
  occurrences: 14,
  distinctDays: 6,
  savingTokens: 2_400_000,
  lowNano: 4.2 * DOLLAR,
  highNano: 7.6 * DOLLAR,
  monthly: { lowNano: 4.2 * DOLLAR, highNano: 7.6 * DOLLAR },
  workspaces: [HARBOUR, TIDES],
  evidence: [1, 2, 3].map((n) =>
    evidence(
      n,
      phrase('{tokens} tokens written again after {gap}', { tokens: tokens(168_000 / n), gap: minutes(60 * n) }),
    ),
  ),
  shown: true,
};

/** Tips of each tier and kind of action, some hidden, some rules that failed or could not run. */
export function advice(change: Partial<AdviceView> = {}, name = 'tide-tables'): AdviceView {
  return {
    days: 30,
    billNano: 212.4 * DOLLAR,
    calls: 1204,
    sessions: 86,
    unpricedCalls: 12,
    claimed: { lowNano: 12.6 * DOLLAR, highNano: 24.1 * DOLLAR },
    advice: [
      {
        ...BASE,
        ruleId: 'ttl-fit',
        tier: 'A',
        title: phrase('Keeping the cache for an hour would have spared {tokens} tokens from being written again.', {
          tokens: tokens(3_100_000),
        }),
        risk: phrase('Writing for an hour costs more where you seldom come back within it.'),
        check: phrase('We compare what is written again, per 100 calls.'),
        actionLabel: 'Show the Setting',
        action: {
          kind: 'assistant-setting',
          source: 'claude-code',
          path: ['env', 'ENABLE_PROMPT_CACHING_1H'],
          value: '1',
        },
        lowNano: 6.1 * DOLLAR,
        highNano: 6.8 * DOLLAR,
        monthly: { lowNano: 6.1 * DOLLAR, highNano: 6.8 * DOLLAR },
        workspaces: [HARBOUR],
      },
      BASE,
      {
        ...BASE,
        ruleId: 'paste-fold',
        family: 'prompt',
        title: phrase('In {project} a pasted log of {tokens} tokens says in {folded} what matters.', {
          project: name,
          tokens: tokens(9200),
          folded: tokens(1300),
        }),
        risk: phrase('A line that looks like the others may be the one that counts.'),
        check: phrase('We compare tokens per pasted log.'),
        actionLabel: 'Copy It Folded',
        action: { kind: 'copy-made', what: 'folded-log' },
        lowNano: 1.3 * DOLLAR,
        highNano: 2.6 * DOLLAR,
        monthly: { lowNano: 1.3 * DOLLAR, highNano: 2.6 * DOLLAR },
        workspaces: [TIDES],
        evidence: [
          evidence(4, phrase('a log of {lines} lines in {project}', { lines: count(412), project: name }), {
            requestId: undefined,
            project: name,
          }),
        ],
        followed: { id: 7, at: LAST_DAY },
      },
      {
        ...BASE,
        ruleId: 'effort-down',
        family: 'model',
        tier: 'C',
        title: phrase('{share} of your small edits ran with high effort.', { share: share(0.72) }),
        risk: phrase('Harder edits may need another try.'),
        check: phrase('We compare how often an edit is right at once.'),
        actionLabel: 'Show How',
        action: {
          kind: 'guide',
          steps: ['Ask for small edits in a session of their own.', 'Choose a lower effort there.'],
        },
        lowNano: 0,
        highNano: 0,
        monthly: { lowNano: 0, highNano: 0 },
      },
      {
        ...BASE,
        ruleId: 'listing-bloat',
        title: phrase('Listings of files filled {tokens} tokens.', { tokens: tokens(21_000) }),
        lowNano: 0.1 * DOLLAR,
        highNano: 0.3 * DOLLAR,
        monthly: { lowNano: 0.1 * DOLLAR, highNano: 0.3 * DOLLAR },
        shown: false,
        hiddenBecause: 'too-small',
      },
      {
        ...BASE,
        ruleId: 'rereads',
        title: phrase('The same file was read {n} times in one session.', { n: count(9) }),
        shown: false,
        hiddenBecause: 'snoozed',
        snoozedUntil: Date.UTC(2026, 5, 4),
      },
    ],
    unavailable: [
      { ruleId: 'cold-resume', source: 'codex', missing: ['cache-split'] },
      { ruleId: 'ttl-fit', source: 'codex', missing: ['cache-split', 'cache-ttl'] },
      { ruleId: 'switch-bust', source: 'codex', missing: ['cache-split'] },
      { ruleId: 'compact-warm', source: 'copilot-chat', missing: ['compactions'] },
    ],
    failures: [{ ruleId: 'noisy-command', message: 'a price that is no number' }],
    calibration: [
      { model: 'claude-opus-4-6', error: 0.06, samples: 412 },
      { model: 'gpt-5.3-codex', error: 0.03, samples: 96 },
    ],
    ...change,
  };
}

/** Everything was looked at, and all is well. */
export function noAdvice(): AdviceView {
  return advice({ advice: [], claimed: { lowNano: 0, highNano: 0 }, unavailable: [], failures: [], calibration: [] });
}

export function context(name = 'harbour'): ContextView {
  const nanoPerToken = 610_000;
  const cost = (n: number) => ({ tokens: n, costNano: n * nanoPerToken });
  const workspace: ContextWorkspace = {
    workspace: HARBOUR,
    project: name,
    source: 'claude-code',
    sessions: 41,
    calls: 812,
    prefixTokens: { low: 17_200, middle: 18_900, high: 22_400 },
    costNano: 18_900 * nanoPerToken,
    nanoPerToken,
    files: [
      {
        path: `${HARBOUR}/CLAUDE.md`,
        own: false,
        loaded: 'always',
        ...cost(3400),
        sections: [
          { title: name === 'harbour' ? 'Build and test' : name, line: 1, ...cost(420) },
          { title: 'Database schema', line: 38, ...cost(2300) },
          { title: 'Style', line: 120, ...cost(680) },
        ],
        findings: 3,
      },
      { path: '/home/ada/.claude/CLAUDE.md', own: true, loaded: 'always', ...cost(260), sections: [], findings: 0 },
      { path: `${HARBOUR}/.claude/rules/sql.md`, own: false, loaded: 'match', ...cost(30), sections: [], findings: 1 },
      {
        path: `${HARBOUR}/.claude/commands/release.md`,
        own: false,
        loaded: 'invoke',
        ...cost(20),
        sections: [],
        findings: 0,
      },
    ],
    told: [
      { what: 'skills', ...cost(2400) },
      { what: 'tools', ...cost(180) },
      { what: 'servers', ...cost(310) },
    ],
    otherTokens: 12_300,
  };
  return {
    days: 30,
    workspaces: [
      workspace,
      {
        ...workspace,
        workspace: TIDES,
        project: 'tide-tables',
        source: 'codex',
        sessions: 7,
        calls: 64,
        prefixTokens: { low: 9_100, middle: 9_100, high: 9_100 },
        costNano: undefined,
        nanoPerToken: undefined,
        files: [],
        told: [],
        otherTokens: 9_100,
      },
    ],
  };
}

const VERDICT: VerdictView = {
  id: 1,
  check: phrase('We compare the tokens of the first call, per session.'),
  ruleId: 'always-on-budget',
  workspace: HARBOUR,
  followedAt: LAST_DAY - 20 * 86_400_000,
  verdict: 'worked',
  before: 34,
  after: 28,
  ratio: { low: 0.71, middle: 0.78, high: 0.84 },
  power: 0.16,
  realisedNano: 2.1 * DOLLAR,
  why: phrase('The prefix is {tokens} tokens smaller than before.', { tokens: tokens(4100) }),
};

export function outcomes(name = 'lighthouse-web'): OutcomesView {
  return {
    days: 30,
    metrics: [
      {
        key: 'cost-per-commit',
        value: 3.4 * DOLLAR,
        unit: 'nano',
        low: 2.6 * DOLLAR,
        high: 4.7 * DOLLAR,
        n: 38,
        partner: 'corrections',
      },
      { key: 'corrections', value: 0.11, unit: 'share', low: 0.07, high: 0.17, n: 142, partner: 'cost-per-commit' },
      { key: 'cache-share', value: 0.86, unit: 'share', n: 1204, partner: 'tokens-per-change' },
      {
        key: 'tokens-per-change',
        value: 84_000,
        unit: 'tokens',
        low: 61_000,
        high: 120_000,
        n: 96,
        partner: 'cache-share',
      },
      { key: 'one-shot', unit: 'share', n: 4, partner: 'retries', missing: 'too-few' },
      { key: 'retries', unit: 'count', n: 0, partner: 'one-shot', missing: 'no-git' },
      { key: 'coach-hits', value: 0.5, unit: 'share', low: 0.15, high: 0.85, n: 4 },
    ],
    sessions: [
      { id: 3, project: name, timestamp: LAST_DAY + 3_600_000, costNano: 11.2 * DOLLAR, traceless: true },
      {
        id: 2,
        project: 'tide-tables',
        timestamp: LAST_DAY - 86_400_000,
        costNano: 6.3 * DOLLAR,
        tag: 'worth-it',
        traceless: true,
      },
    ],
    verdicts: [
      VERDICT,
      {
        ...VERDICT,
        id: 2,
        ruleId: 'effort-down',
        workspace: '',
        verdict: 'harmful',
        realisedNano: undefined,
        ratio: { low: 0.5, middle: 0.6, high: 0.7 },
        why: phrase('Fewer edits were right at once: {share} less than before.', { share: share(0.22) }),
      },
      {
        ...VERDICT,
        id: 3,
        ruleId: 'ttl-fit',
        verdict: 'pending',
        after: 6,
        ratio: undefined,
        realisedNano: undefined,
        why: phrase('{n} more sessions are needed.', { n: count(14) }),
      },
    ],
  };
}

export function whatIf(model = 'claude-sonnet-4-6'): WhatIfView {
  const rows: WhatIfView['classes'][number]['rows'] = [
    {
      key: 'sonnet',
      change: { kind: 'model', to: model },
      cost: { lowNano: 118 * DOLLAR, highNano: 151 * DOLLAR },
      quality: { oneShot: 19, of: 24, low: 0.68, high: 0.88 },
      notes: [phrase('{share} of its turns are taken to fail and to be done again.', { share: share(0.08) })],
    },
    {
      key: '1h',
      change: { kind: 'cache-life', to: '1h' },
      cost: { lowNano: 206 * DOLLAR, highNano: 207 * DOLLAR },
      notes: [],
    },
    { key: 'batch', change: { kind: 'tier', to: 'batch' }, notes: [phrase('Only for work that can wait.')] },
    {
      key: 'lower',
      change: { kind: 'effort', to: 'lower' },
      cost: { lowNano: 190 * DOLLAR, highNano: 280 * DOLLAR },
      notes: [],
    },
  ];
  const { requests: _requests, ...tokenCounts } = emptyTotals();
  const one = {
    turns: 310,
    calls: 1204,
    unpricedCalls: 0,
    tokens: tokenCounts,
    costNano: 212.4 * DOLLAR,
    rows,
  };
  return {
    days: 30,
    classes: [
      { ...one, taskClass: 'all' },
      { ...one, taskClass: 'debug', turns: 44, calls: 300, costNano: 61 * DOLLAR },
      { ...one, taskClass: 'question', turns: 90, calls: 101, costNano: 12 * DOLLAR },
    ],
  };
}
