import { dashboardHtml } from '../../src/vscode/dashboard/dashboardHtml';
import type { DashboardSetup, DashboardState, QueryName, SessionFilter } from '../../src/protocol/messages';
import type { PromptPlace } from '../../src/protocol/promptViews';
import { STRINGS } from '../../src/protocol/strings';
import * as coach from '../support/coachData';
import * as data from '../support/dashboardData';
import * as prompt from '../support/promptData';
import { openPage, webviewOrigin, type OpenedPage, type PageOptions } from '../support/page';

type Answers = Partial<Record<QueryName, (params: never) => unknown>>;

export interface DashboardOptions extends Omit<PageOptions, 'html' | 'answers' | 'state'> {
  setup?: Partial<DashboardSetup>;
  state?: Partial<DashboardState>;
  /** Instead of the invented month's answers. An answer that throws is a failure; undefined is never answered. */
  answers?: Answers;
  data?: data.DataOptions;
}

export const SETUP: DashboardSetup = {
  locale: 'en',
  timezone: 'UTC',
  billing: 'api',
  machine: 'workbench',
  strings: STRINGS,
  phrases: {},
  sample: false,
};

/** A worker that knows the invented month. */
function month(options: data.DataOptions = {}): Answers {
  const rows = data.sessionRows(options);
  const calls = data.requestRows(options);
  return {
    overview: ({ groupBy }: { groupBy: 'source' }) => data.overview(options, groupBy),
    gauge: () => data.gauge(true),
    sessions: (filter: SessionFilter) => data.sessionList(rows, filter),
    session: ({ id }: { id: number }) => ({ session: rows[id - 1], requests: calls, omitted: 0 }),
    explain: ({ request }: { request: string }) => {
      const call = calls.find(({ id }) => `#${id}` === request);
      return call && data.explanation(call, rows[0]!);
    },
    sources: () => data.sources(),
    advice: () => coach.advice({}, options.name),
    contextCost: () => coach.context(options.name),
    outcomes: () => coach.outcomes(options.name),
    whatIf: () => coach.whatIf(options.name),
    prompts: () => prompt.prompts(options.name),
    prompt: (place: PromptPlace) => prompt.promptText(place),
  };
}

/** The built dashboard in Chromium, with a host that answers from invented figures. */
export async function openDashboard(options: DashboardOptions = {}): Promise<OpenedPage> {
  const { setup, answers, data: shape, ...page } = options;
  const all: Answers = { ...month(shape), ...answers };
  return openPage({
    ...page,
    html: dashboardHtml({
      nonce: 'dGVzdA',
      cspSource: webviewOrigin,
      scriptUri: `${webviewOrigin}/media/dashboard.js`,
      styleUri: `${webviewOrigin}/media/dashboard.css`,
      codiconUri: `${webviewOrigin}/media/codicon.css`,
      setup: { ...SETUP, ...setup },
    }),
    answers: (message) => reply(all, message as { type: string; id: number; method: QueryName; params: never }),
  });
}

async function reply(answers: Answers, message: { type: string; id: number; method: QueryName; params: never }) {
  if (message.type !== 'query') return [];
  try {
    const result = await answers[message.method]?.(message.params);
    return [{ type: 'reply', id: message.id, result }];
  } catch (error) {
    return [{ type: 'failure', id: message.id, message: (error as Error).message }];
  }
}
