import * as v from 'valibot';
import { DISMISSAL_REASONS } from '../../core/coach/marks';
import { BILLINGS } from '../../core/pricing/billing';
import type { FromWebview, QueryName } from '../../protocol/messages';
import type { SeriesKey, SessionSort } from '../../protocol/views';
import type { SourceId } from '../../core/usage/usageRecord';
import type { SessionTag } from '../../protocol/coachViews';

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const day = v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)));
const span = { since: day, until: day };
const groupBy = v.picklist(['source', 'model', 'project'] satisfies SeriesKey[]);
const sort = v.picklist([
  'lastAt',
  'costNano',
  'inputTokens',
  'outputTokens',
  'requests',
  'peakContextTokens',
] satisfies SessionSort[]);
const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650));
const source = v.picklist(['claude-code', 'codex', 'copilot-chat'] satisfies SourceId[]);

type WhileWriting = 'lint' | 'countText' | 'sendCost' | 'shorten' | 'pasteOffers';

/** What each query may be asked with. What is written in an editor is not the page's concern. */
const queries: Record<Exclude<QueryName, WhileWriting>, v.GenericSchema> = {
  gauge: v.object({ weekStart: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6)) }),
  overview: v.object({ span: v.object(span), groupBy }),
  sessions: v.object({
    ...span,
    text: text(1000),
    source: v.optional(source),
    sort,
    descending: v.boolean(),
    offset: id,
    limit: v.pipe(id, v.maxValue(500)),
  }),
  session: v.object({ id }),
  explain: v.object({ request: text(500) }),
  sources: v.object({}),
  notes: v.object({}),
  report: v.object({ ...span, source: v.optional(source) }),
  advice: v.object({ days, billing: v.picklist(BILLINGS) }),
  prompts: v.object({ days }),
  prompt: v.object({ sessionId: id, file: text(10_000), offset: id, timestamp: id }),
  adviceText: v.object({ ruleId: text(100), sessionId: id, file: text(10_000), offset: id }),
  whatIf: v.object({ days }),
  // The page asks without commits: the host adds them.
  contextCost: v.object({ days }),
  guardrails: v.object({}),
  outcomes: v.object({ days, billing: v.picklist(BILLINGS) }),
};

const rule = { ruleId: text(100), workspace: text(10_000) };
const nano = v.pipe(v.number(), v.finite(), v.minValue(0));

const message = v.variant('type', [
  v.object({
    type: v.literal('query'),
    id,
    method: v.picklist(Object.keys(queries) as (keyof typeof queries)[]),
    params: v.unknown(),
  }),
  v.object({ type: v.literal('openLog'), file: text(10_000), offset: id }),
  v.object({ type: v.literal('openSettings'), query: text(200) }),
  v.object({ type: v.literal('refresh') }),
  v.object({ type: v.literal('trySampleData') }),
  v.object({ type: v.literal('stopSampleData') }),
  v.object({ type: v.literal('copy'), text: text(5_000_000) }),
  v.object({ type: v.literal('openFile'), file: text(10_000), line: v.optional(v.pipe(id, v.minValue(1))) }),
  v.object({
    type: v.literal('adviceAction'),
    ...rule,
    monthlyNano: nano,
    evidence: v.optional(v.object({ sessionId: id, file: text(10_000), offset: id })),
  }),
  v.object({ type: v.literal('follow'), ...rule, monthlyNano: nano }),
  v.object({ type: v.literal('unfollow'), id, back: v.optional(v.boolean()) }),
  v.object({ type: v.literal('undoChange'), ruleId: text(100) }),
  v.object({ type: v.literal('snooze'), ...rule, days: v.picklist([0, 7, 30, 'forever']) }),
  v.object({
    type: v.literal('dismiss'),
    ...rule,
    reason: v.optional(v.picklist(DISMISSAL_REASONS)),
    lowNano: nano,
  }),
  v.object({
    type: v.literal('tagSession'),
    session: id,
    tag: v.optional(v.picklist(['worth-it', 'waste', 'exploring'] satisfies SessionTag[])),
  }),
]);

const numbered = v.object({ type: v.literal('query'), id });

export interface Refusal {
  error: string;
  /** Of the query that waits for an answer; undefined when nobody does. */
  id: number | undefined;
}

/** What the page sent, or why it makes no sense. The page is ours, but shows what others wrote. */
export function parseFromWebview(received: unknown): FromWebview | Refusal {
  const parsed = v.safeParse(message, received);
  if (!parsed.success) {
    const waiting = v.safeParse(numbered, received);
    return { error: v.summarize(parsed.issues), id: waiting.success ? waiting.output.id : undefined };
  }
  if (parsed.output.type !== 'query') return parsed.output;
  const params = v.safeParse(queries[parsed.output.method], parsed.output.params);
  if (!params.success) return { error: `${parsed.output.method}: ${v.summarize(params.issues)}`, id: parsed.output.id };
  return { ...parsed.output, params: params.output };
}
