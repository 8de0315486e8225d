import { englishPhrase } from '../core/coach/englishPhrase';
import { dollarsFromNano } from '../core/usage/money';
import type { Note } from '../protocol/views';
import type { Advice, AdviceReport, AdviceView, HiddenReason } from '../protocol/coachViews';
import { STRINGS } from '../protocol/strings';
import { COMMON_OPTIONS, UsageError, configFrom, parse } from './arguments';
import { withNotes } from './withNotes';
import { print } from './print';

const OPTIONS = { ...COMMON_OPTIONS, days: { type: 'string' } } as const;
const DEFAULT_DAYS = 30;
const MOST_EVIDENCE = 3;

export async function advise(args: string[]): Promise<number> {
  const { values } = parse(args, OPTIONS);
  const config = configFrom(values);
  const days = values['days'] === undefined ? DEFAULT_DAYS : Number(values['days']);
  if (!Number.isInteger(days) || days < 1 || days > 3650) throw new UsageError('--days: a whole number from 1 to 3650');
  const { answer, notes } = await withNotes(config, (service) => service.query('advice', { days, billing: 'api' }));
  if (values['json']) print(`${JSON.stringify(reportOf(answer, notes), undefined, 2)}\n`);
  else print((await text(answer)) + (await import('./notes')).notesBelow(notes));
  return 0;
}

function reportOf(view: AdviceView, notes: Note[]): AdviceReport {
  return {
    schema: 1,
    days: view.days,
    billUsd: dollarsFromNano(view.billNano),
    claimedLowUsd: dollarsFromNano(view.claimed.lowNano),
    claimedHighUsd: dollarsFromNano(view.claimed.highNano),
    advice: view.advice.map((a) => ({
      ruleId: a.ruleId,
      family: a.family,
      title: englishPhrase(a.title),
      tier: a.tier,
      occurrences: a.occurrences,
      distinctDays: a.distinctDays,
      savingLowUsd: dollarsFromNano(a.lowNano),
      savingHighUsd: dollarsFromNano(a.highNano),
      savingTokens: a.savingTokens,
      evidence: a.evidence.map((e) => ({
        requestId: e.responseId || (e.requestId === undefined ? '' : `#${e.requestId}`),
        sessionId: e.conversationId,
        file: e.at.file,
        offset: e.at.offset,
        why: englishPhrase(e.why),
      })),
      action: a.action,
      shown: a.shown,
      hiddenBecause: a.hiddenBecause,
    })),
    unavailable: view.unavailable,
    notes,
  };
}

const TIERS = { A: 'replayed on your bill', B: 'estimated', C: 'a direction, no amount' } as const;
const HIDDEN: Record<HiddenReason, string> = {
  'too-few': 'seen less than three times, or on one day only',
  'too-small': 'under $1 a month and under 1 % of your spend',
  'below-threshold': 'below the rule’s own threshold',
  snoozed: 'snoozed',
  dismissed: 'dismissed',
  demoted: 'did not work here before',
  off: 'not precise enough yet',
};

async function text(view: AdviceView): Promise<string> {
  const { bold, plain } = await import('./table');
  const { cost, count, counted, dollars } = await import('./figures');
  const span = view.days === 1 ? 'today' : `the last ${view.days} days`;
  const { calls: requests, unpricedCalls: unpricedRequests } = view;
  const bill = cost({ requests, costUsd: dollarsFromNano(view.billNano), unpricedRequests, estimatedRequests: 0 });
  const isPriced = requests === 0 || unpricedRequests < requests;
  const head = `${bold(`Tokenmin, advice on ${span}`)}: ${counted(requests, 'call')}, ${bill}${isPriced ? ' at list prices' : ''}\n\n`;
  if (view.calls === 0) return `${head}No calls in these days: tokenmin doctor says where was looked.\n`;

  const amount = (a: Advice): string => {
    if (a.tier === 'C' || a.highNano === 0) return TIERS.C;
    return `${dollars(dollarsFromNano(a.lowNano))} to ${dollars(dollarsFromNano(a.highNano))}, ${TIERS[a.tier]}`;
  };
  const tip = (a: Advice): string =>
    [
      `${bold(plain(englishPhrase(a.title), 300))}  [${a.ruleId}]`,
      `  ${amount(a)}; ${counted(a.occurrences, 'time')} on ${counted(a.distinctDays, 'day')}`,
      ...a.evidence.slice(0, MOST_EVIDENCE).map((e) => {
        const id = e.responseId || (e.requestId === undefined ? '' : `#${e.requestId}`);
        return `  · ${plain(englishPhrase(e.why), 160)} (${plain(e.project) || 'unknown project'}${id && `, ${plain(id)}`})`;
      }),
      `  Risk: ${plain(englishPhrase(a.risk), 300)}`,
      `  Check: ${plain(englishPhrase(a.check), 300)}`,
    ].join('\n');

  const shown = view.advice.filter((a) => a.shown);
  const hidden = view.advice.filter((a) => !a.shown);
  const claimed = `${dollars(dollarsFromNano(view.claimed.lowNano))} to ${dollars(dollarsFromNano(view.claimed.highNano))}`;
  const lines = [
    ...shown.map((a) => `${tip(a)}\n`),
    ...(shown.length === 0 ? [praise(view, isPriced)] : []),
    ...(shown.length > 0 && isPriced ? [`Together ${claimed} of ${bill}; no token is counted twice.\n`] : []),
    ...(hidden.length > 0
      ? [
          `${bold('Not shown as tips')}\n${hidden
            .map((a) => `  ${a.ruleId}, ${count(a.occurrences)} ×: ${HIDDEN[a.hiddenBecause ?? 'too-small']}`)
            .join('\n')}\n`,
        ]
      : []),
    ...(view.unavailable.length > 0 ? [`${bold('Could not be judged')}\n${notJudged(view).join('\n')}\n`] : []),
    ...view.failures.map((f) => `Rule ${plain(f.ruleId)} failed and was left out: ${plain(f.message, 200)}\n`),
  ];
  return head + lines.join('\n');
}

/** Where the tokens or prices of calls are not known, most rules are silent: then it is no praise that nothing was found. */
function praise({ unavailable }: AdviceView, isPriced: boolean): string {
  if (!isPriced) return 'Nothing worth changing, as far as can be told without prices.\n';
  return unavailable.some(({ missing }) => missing.every((capability) => capability === 'per-call-usage'))
    ? 'Nothing worth changing, as far as these logs tell.\n'
    : 'Nothing worth changing. That is a good result.\n';
}

function notJudged({ unavailable }: AdviceView): string[] {
  const bySource = new Map<string, { rules: string[]; missing: Set<string> }>();
  for (const { ruleId, source, missing } of unavailable) {
    const entry = bySource.get(source) ?? { rules: [], missing: new Set() };
    entry.rules.push(ruleId);
    for (const capability of missing) entry.missing.add(STRINGS[`capability.${capability}`]);
    bySource.set(source, entry);
  }
  return [...bySource].map(
    ([source, { rules, missing }]) =>
      `  ${source} does not always log ${[...missing].join(', ')}: silent there are ${rules.join(', ')}`,
  );
}
