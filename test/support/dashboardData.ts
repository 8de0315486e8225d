// Invented figures for the dashboard's tests, in the shape in which the worker answers.
import { addTotals, emptyTotals, type Totals } from '../../src/core/usage/totals';
import type { SourceId } from '../../src/core/usage/usageRecord';
import type { SessionFilter } from '../../src/protocol/messages';
import type {
  ExplainView,
  GaugeView,
  ModelTotals,
  OverviewView,
  RequestRow,
  SeriesKey,
  SeriesPoint,
  SessionListView,
  SessionRow,
  SourcesView,
} from '../../src/protocol/views';

const CENT = 10_000_000;
const LAST_DAY = Date.UTC(2026, 4, 28);
const DAY_MS = 86_400_000;

interface Model {
  source: SourceId;
  model: string;
  provider: string;
  /** Dollars per million tokens: input, cache write, cache read, output. */
  price?: [number, number, number, number];
  estimated?: boolean;
}

const MODELS: Model[] = [
  { source: 'claude-code', model: 'claude-opus-4-6', provider: 'anthropic', price: [5, 6.25, 0.5, 25] },
  { source: 'claude-code', model: 'claude-haiku-4-5', provider: 'anthropic', price: [1, 1.25, 0.1, 5] },
  { source: 'codex', model: 'gpt-5.3-codex', provider: 'openai', price: [1.75, 0, 0.175, 14] },
  { source: 'copilot-chat', model: 'gpt-5.1', provider: 'openai', price: [1.25, 0, 0.125, 10], estimated: true },
  { source: 'codex', model: 'nightjar-preview', provider: 'openai' },
];

const PROJECTS = ['/home/ada/src/harbour', '/home/ada/src/tide-tables', '/home/ada/src/lighthouse-web', ''];

/** The same sequence for the same seed, between 0 and 1. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function totalsOf(model: Model, requests: number, context: number): Totals {
  const inputTokens = requests * context;
  const cacheReadInputTokens = Math.round(inputTokens * 0.82);
  const cacheCreationInputTokens = model.price?.[1] === 0 ? 0 : Math.round(inputTokens * 0.09);
  const outputTokens = requests * 740;
  const [input, write, read, output] = (model.price ?? [0, 0, 0, 0]).map((dollars) => dollars * 1000) as [
    number,
    number,
    number,
    number,
  ];
  const uncachedInputCostNano = Math.round((inputTokens - cacheReadInputTokens - cacheCreationInputTokens) * input);
  const cacheWriteCostNano = Math.round(cacheCreationInputTokens * write);
  const cacheReadCostNano = Math.round(cacheReadInputTokens * read);
  const outputCostNano = Math.round(outputTokens * output);
  const webSearch = model.model === 'claude-opus-4-6' ? CENT : 0;
  const costNano = uncachedInputCostNano + cacheWriteCostNano + cacheReadCostNano + outputCostNano + webSearch;
  return {
    ...emptyTotals(),
    requests,
    inputTokens,
    cacheReadInputTokens,
    cacheCreationInputTokens,
    cacheCreation1hInputTokens: Math.round(cacheCreationInputTokens / 3),
    outputTokens,
    reasoningOutputTokens: Math.round(outputTokens / 4),
    costNano,
    uncachedInputCostNano,
    cacheWriteCostNano,
    cacheReadCostNano,
    outputCostNano,
    unpricedRequests: model.price ? 0 : requests,
    estimatedRequests: model.estimated ? requests : 0,
    estimatedCostNano: model.estimated ? costNano : 0,
    estimatedCostErrorNano: model.estimated ? Math.round(costNano * 0.3) : 0,
    reportedCostNano: model.model === 'claude-haiku-4-5' ? Math.round(costNano * 1.04) : 0,
    reportedCostOursNano: model.model === 'claude-haiku-4-5' ? costNano : 0,
  };
}

function sum(all: Totals[]): Totals {
  return all.reduce((total, one) => addTotals(total, one), emptyTotals());
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export interface DataOptions {
  /** Put in place of a model's and a project's name. */
  name?: string;
  sessions?: number;
  /** All models without a price. */
  unpriced?: boolean;
}

/** Days, models and projects of a month; each day without calls is missing from it. */
export function overview({ name, unpriced }: DataOptions = {}, groupBy: SeriesKey = 'source'): OverviewView {
  const random = sequence(7);
  const models = MODELS.map((m, i) => ({
    ...m,
    price: unpriced ? undefined : m.price,
    model: i === 0 ? (name ?? m.model) : m.model,
  }));
  const projects = PROJECTS.map((project, i) => (i === 0 && name ? `/home/ada/${name}` : project));
  const points = new Map<string, SeriesPoint>();
  const byModel = new Map<Model, Totals>();
  const byProject = new Map<string, Totals>();
  for (let back = 29; back >= 0; back -= 1) {
    const ms = LAST_DAY - back * DAY_MS;
    const weekend = [0, 6].includes(new Date(ms).getUTCDay());
    for (const [i, model] of models.entries()) {
      const requests = Math.round((weekend ? 4 : 60) * random() ** 1.5 * [1, 0.7, 0.6, 0.5, 0.15][i]!);
      if (requests === 0) continue;
      const totals = totalsOf(model, requests, Math.round(30_000 + 60_000 * random()));
      const project = projects[Math.floor(random() ** 1.6 * projects.length)]!;
      const key = groupBy === 'source' ? model.source : groupBy === 'model' ? model.model : project;
      const id = `${isoDay(ms)} ${key}`;
      const point = points.get(id) ?? { day: isoDay(ms), key, totals: emptyTotals() };
      addTotals(point.totals, totals);
      points.set(id, point);
      byModel.set(model, addTotals(byModel.get(model) ?? emptyTotals(), totals));
      byProject.set(project, addTotals(byProject.get(project) ?? emptyTotals(), totals));
    }
  }
  const dearest = (a: Totals, b: Totals) => b.costNano - a.costNano;
  const modelRows: ModelTotals[] = [...byModel].map(([{ source, model, provider }, totals]) => ({
    ...totals,
    source,
    model,
    provider,
  }));
  const totals = sum(modelRows.map(({ source: _s, model: _m, provider: _p, ...rest }) => rest));
  const sources = [...new Set(MODELS.map(({ source }) => source))];
  return {
    span: { since: isoDay(LAST_DAY - 29 * DAY_MS), until: isoDay(LAST_DAY) },
    bucket: 'day',
    totals,
    before: { ...totals, requests: 1490, costNano: Math.round(totals.costNano * 1.13), inputTokens: 88_000_000 },
    series: [...points.values()],
    bySource: sources
      .map((source) => ({ ...sum(modelRows.filter((row) => row.source === source).map(onlyTotals)), source }))
      .toSorted(dearest),
    byModel: modelRows.toSorted(dearest),
    byProject: [...byProject].map(([project, all]) => ({ ...all, project })).toSorted(dearest),
    topSessions: sessionRows({ name, sessions: 5 }).toSorted(dearest),
    unpriced: modelRows.filter(({ unpricedRequests }) => unpricedRequests > 0),
    pricesAsOf: '2026-05-20',
  };
}

function onlyTotals({ source: _s, model: _m, provider: _p, ...totals }: ModelTotals): Totals {
  return totals;
}

export function emptyOverview(): OverviewView {
  return {
    ...overview(),
    totals: emptyTotals(),
    before: undefined,
    series: [],
    bySource: [],
    byModel: [],
    byProject: [],
    topSessions: [],
    unpriced: [],
  };
}

export function gauge(hasData: boolean, indexing = false): GaugeView {
  const none = emptyTotals();
  return {
    day: '2026-05-28',
    today: none,
    week: none,
    month: none,
    rows: [],
    hasData,
    indexing,
    pricesAsOf: '2026-05-20',
  };
}

export function sessionRows({ name, sessions = 60 }: DataOptions = {}): SessionRow[] {
  const random = sequence(11);
  return Array.from({ length: sessions }, (_, i) => {
    const model = MODELS[Math.floor(random() * MODELS.length)]!;
    const requests = 3 + Math.floor(random() ** 3 * 220);
    const workspace = PROJECTS[i % PROJECTS.length]!;
    const lastAt = LAST_DAY + 15 * 3_600_000 - i * 5_400_000;
    const context = Math.round(20_000 + 70_000 * random());
    return {
      ...totalsOf(model, requests, context),
      id: i + 1,
      source: model.source,
      conversationId: `c0ffee00-0000-4000-8000-${String(i + 1).padStart(12, '0')}`,
      project: i === 0 && name ? name : (workspace.split('/').at(-1) ?? ''),
      workspace,
      models: i === 0 && name ? [name] : [model.model],
      firstAt: lastAt - requests * 55_000,
      lastAt,
      turns: Math.ceil(requests / 9),
      subAgents: i % 7 === 0 ? 2 : 0,
      peakContextTokens: context * 2,
    };
  });
}

/** Answers like the ledger: filtered, sorted, one window. */
export function sessionList(rows: SessionRow[], filter: SessionFilter): SessionListView {
  const text = filter.text.toLowerCase();
  const matching = rows
    .filter((row) => !filter.source || row.source === filter.source)
    .filter((row) =>
      [row.project, row.workspace, row.conversationId, ...row.models].join(' ').toLowerCase().includes(text),
    )
    .toSorted((a, b) => (a[filter.sort] - b[filter.sort]) * (filter.descending ? -1 : 1));
  return {
    total: matching.length,
    offset: filter.offset,
    rows: matching.slice(filter.offset, filter.offset + filter.limit),
  };
}

export function requestRows({ name, count = 48 }: { name?: string; count?: number } = {}): RequestRow[] {
  const random = sequence(5);
  let context = 14_000;
  let cached = 0;
  return Array.from({ length: count }, (_, i) => {
    const added = Math.round(600 + random() ** 4 * 22_000);
    const compacted = i > 0 && i % 34 === 0;
    if (compacted) cached = 0;
    context = compacted ? 21_000 : context + added;
    const read = i % 17 === 16 ? 0 : Math.min(cached, context);
    const written = Math.round((context - read) * 0.94);
    const outputTokens = Math.round(120 + random() * 1500);
    cached = read + written;
    const costNano = (context - read - written) * 5000 + written * 6250 + read * 500 + outputTokens * 25_000;
    const estimated = i % 12 === 7;
    return {
      id: 1000 + i,
      responseId: `msg_invented${i}`,
      timestamp: LAST_DAY + 12 * 3_600_000 + i * 52_000,
      model: i === 0 && name ? name : i % 9 === 4 ? 'claude-haiku-4-5' : 'claude-opus-4-6',
      provider: 'anthropic',
      agentName: i % 9 === 4 ? 'Explore' : '',
      operationName: compacted ? 'compaction' : 'chat',
      effort: i % 9 === 4 ? '' : 'high',
      clientVersion: '2.1.7',
      inputTokens: context,
      cacheReadInputTokens: read,
      cacheCreationInputTokens: written,
      cacheCreation1hInputTokens: 0,
      outputTokens,
      reasoningOutputTokens: 0,
      toolCalls: 1,
      costNano: i === 11 ? null : costNano,
      basis: estimated ? 'estimated' : 'recorded',
      estimateError: estimated ? 0.3 : undefined,
      turn: 1 + Math.floor(i / 8),
      filledBy: [
        ...(i % 8 === 0 ? [{ kind: 'Typed', name: '', count: 1, bytes: 412 }] : []),
        { kind: 'ToolResult', name: i % 3 ? 'Read' : 'Bash', count: 1 + (i % 3), bytes: added * 4 },
        { kind: 'AssistantText', name: '', count: 1, bytes: 900 },
      ],
      at: { file: '/home/ada/.claude/projects/harbour/c0ffee00.jsonl', offset: 2048 * i },
    };
  });
}

export function explanation(request: RequestRow, row: SessionRow): ExplainView {
  const uncached = request.inputTokens - request.cacheReadInputTokens - request.cacheCreationInputTokens;
  const terms = [
    { kind: 'input' as const, count: uncached, nanoEach: 5000, costNano: uncached * 5000 },
    {
      kind: 'cacheRead' as const,
      count: request.cacheReadInputTokens,
      nanoEach: 500,
      costNano: request.cacheReadInputTokens * 500,
    },
    {
      kind: 'cacheWrite5m' as const,
      count: request.cacheCreationInputTokens,
      nanoEach: 6250,
      costNano: request.cacheCreationInputTokens * 6250,
    },
    { kind: 'output' as const, count: request.outputTokens, nanoEach: 25_000, costNano: request.outputTokens * 25_000 },
  ];
  const line = { timestamp: request.timestamp, inputTokens: request.inputTokens };
  return {
    request,
    session: row,
    timesSeen: 4,
    lines: [
      { ...line, at: request.at, role: 'counted', outputTokens: request.outputTokens },
      { ...line, at: { ...request.at, offset: request.at.offset - 900 }, role: 'repeated', outputTokens: 8 },
      {
        ...line,
        at: { file: '/home/ada/.claude/projects/harbour/feed5eed.jsonl', offset: 7168 },
        role: 'copied',
        outputTokens: request.outputTokens,
      },
      {
        ...line,
        at: { file: '/home/ada/.claude/projects/harbour/agent-0042.jsonl', offset: 512 },
        role: 'replayed',
        outputTokens: request.outputTokens,
      },
    ],
    logMissing: false,
    price:
      request.costNano === null
        ? undefined
        : {
            model: request.model,
            matched: `${request.model} (anthropic)`,
            origin: 'bundled',
            validFrom: '2026-02-05',
            multipliers: [],
            terms,
          },
    dedupKey: `claude-code:${request.responseId}`,
  };
}

export function sources(): SourcesView {
  return {
    machine: 'workbench',
    sources: [
      {
        source: 'claude-code',
        name: 'Claude Code',
        enabled: true,
        capabilities: ['per-call-usage', 'cache-split', 'cache-ttl', 'prompts', 'tool-calls'],
        roots: [
          { path: '/home/ada/.claude/projects', label: 'default', depth: 3, state: 'found', files: 214 },
          { path: '/home/ada/.config/claude/projects', label: 'default', depth: 3, state: 'missing', files: 0 },
          {
            path: '/mnt/old-laptop/.claude/projects',
            label: 'CLAUDE_CONFIG_DIR',
            depth: 3,
            state: 'unreadable',
            files: 0,
          },
        ],
        files: 214,
        bytes: 318_000_000,
        records: 18_204,
        sessions: 172,
        firstAt: Date.UTC(2026, 1, 3, 9, 12),
        lastAt: Date.UTC(2026, 4, 28, 15, 2),
        problems: [
          {
            code: 'malformed-line',
            count: 3,
            example: { file: '/home/ada/.claude/projects/harbour/c0ffee00.jsonl', offset: 81_920 },
            detail: 'ends in the middle of a string',
          },
          {
            code: 'implausible-number',
            count: 1,
            example: { file: '/home/ada/.claude/projects/harbour/feed5eed.jsonl', offset: 12_288 },
            detail: '',
          },
        ],
      },
      {
        source: 'codex',
        name: 'Codex',
        enabled: true,
        capabilities: ['per-call-usage'],
        roots: [{ path: '/home/ada/.codex/sessions', label: 'default', depth: 3, state: 'missing', files: 0 }],
        files: 0,
        bytes: 0,
        records: 0,
        sessions: 0,
        problems: [],
      },
      {
        source: 'copilot-chat',
        name: 'Copilot Chat',
        enabled: false,
        capabilities: [],
        roots: [],
        files: 0,
        bytes: 0,
        records: 0,
        sessions: 0,
        problems: [],
      },
    ],
    ledger: {
      file: '/home/ada/.config/Code/User/globalStorage/tokenmin/ledger.db',
      bytes: 9_400_000,
      records: 18_204,
      schema: 1,
    },
    pricesAsOf: '2026-05-20',
    notes: [
      { kind: 'unpriced-models', count: 1, detail: 'nightjar-preview' },
      { kind: 'malformed-lines', count: 3 },
    ],
  };
}
