import type { Queries, QueryName } from '../../protocol/messages';
import { advice } from './advice';
import { countText } from './countText';
import { explain } from './explain';
import { gauge } from './gauge';
import { guardrails } from './guardrails';
import { contextCost } from './contextCost';
import { outcomes } from './outcomes';
import { overview } from './overview';
import { prompts } from './prompts';
import type { QueryContext } from './queryContext';
import { report } from './report';
import { sendCost } from './sendCost';
import { session } from './session';
import { sessions } from './sessions';
import { sources } from './sources';
import { whatIf } from './whatIf';

/** Those that a parser of Markdown comes with: it is loaded when the first of them is asked. */
type Lazy = 'lint' | 'prompt' | 'adviceText' | 'shorten' | 'pasteOffers';

/** The answer to every query there is. They read the ledger and, for `explain`, logs; they change nothing. */
export const queries: {
  [Q in QueryName]: (
    context: QueryContext,
    params: Parameters<Queries[Q]>[0],
  ) => ReturnType<Queries[Q]> | (Q extends Lazy ? Promise<ReturnType<Queries[Q]>> : never);
} = {
  gauge,
  overview,
  sessions,
  session,
  explain,
  sources,
  report,
  advice,
  contextCost,
  guardrails,
  outcomes,
  prompts,
  prompt: async (context, params) => (await import('./prompt')).prompt(context, params),
  adviceText: async (context, params) => (await import('./adviceText')).adviceText(context, params),
  lint: async (context, params) => (await import('./lint')).lint(context, params),
  countText,
  sendCost,
  shorten: async (context, params) => (await import('./shorten')).shorten(context, params),
  pasteOffers: async (context, params) => (await import('./pasteOffers')).pasteOffers(context, params),
  whatIf,
};
