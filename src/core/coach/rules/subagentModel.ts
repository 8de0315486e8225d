import type { PlacedBlock, SessionFacts, Thread } from '../../insights/session/sessionFacts';
import { readsFile } from '../../insights/activity/toolUse';
import { BlockKind } from '../../usage/blockKind';
import { commandReader, isShell } from '../../insights/shell/commandReader';
import { costOfCalls } from '../../insights/session/sessionCost';
import type { Claim } from '../claims';
import type { CoachRule } from '../coachRule';
import { lighterOffer, premiumTest } from '../lighterOffer';
import { count, nano, phrase, share } from '../phrase';

/** How often the smaller model's result is taken; what is not is paid once more on the large one (COACHING D2, M3). */
const TAKEN = [0.7, 0.95] as const;
const LEAST_RUNS = 10;
const LEAST_SHARE = 0.05;
/** A search reports places; who writes more has planned or reviewed, and may need the large model. */
const LONGEST_REPORT = 1_500;

/** Tools that look and change nothing. */
const LOOKS =
  /^(?:Grep|Glob|LS|WebFetch|WebSearch|ToolSearch|TodoWrite|search_files|list_files|list_dir|file_search|grep_search|semantic_search|copilot_(?:findTextInFiles|findFiles|searchCodebase|listDirectory))$/;
/** Command lines of one helper that are read. */
const MOST_COMMANDS = 100;
/** Where a command line cannot be read, its first program tells: 'git' does not, for nobody knows what it was asked. */
const READING_PROGRAMS = new Set(
  'cat ls rg grep egrep fgrep find fd head tail wc tree sort uniq cut stat file pwd which jq nl basename dirname'.split(
    ' ',
  ),
);

/**
 * M3: sub-agents that only read and search inherit the main model, though that work is the small model's: the bundled
 * explorer of Claude Code ran on one until it came to inherit. Saving: what is left of the run's cost, times the share
 * of results that are taken less what the small model costs.
 */
export const subagentModel: CoachRule = {
  id: 'subagent-model',
  family: 'model',
  tier: 'B',
  needs: ['per-call-usage', 'sub-agents', 'tool-calls'],
  range: [0, 1],
  words: {
    title: '{n} helpers that only read and searched ran on {model}, {part} of your spend. {small} does that for less.',
    risk: 'A smaller model overlooks more; the main conversation then searches again.',
    check: 'We compare what a reading helper costs.',
    action: 'Show How',
  },
  verification: {
    unit: 'helper run',
    changes: 'model',
    isMoney: true,
    units: (session) =>
      session.threads
        .filter((thread) => onlyReads(thread, session))
        .map(({ calls }) => ({
          at: calls[0]!.at,
          value: costOfCalls(calls),
        })),
  },
  action: (source) => ({
    kind: 'guide',
    steps:
      source === 'claude-code'
        ? [
            'Set model: haiku in the file of each agent that only looks things up (.claude/agents).',
            'The built-in explorer inherits your model: ask for it on haiku, or describe an explorer of your own.',
            'CLAUDE_CODE_SUBAGENT_MODEL in the settings sets one model for all helpers, planners and reviewers too.',
          ]
        : ['Set a smaller model in the files of agents that only look things up.'],
  }),
  start: ({ prices }) => {
    const isPremium = premiumTest(prices);
    let small = '';
    let spent = 0;
    const models = new Map<string, number>();
    return {
      session(session, desk) {
        for (const thread of session.threads) {
          const [first] = thread.calls;
          if (!first || !thread.calls.every((call) => isPremium(session.source, call))) continue;
          if (!onlyReads(thread, session)) continue;
          const offers = thread.calls.map((call) => lighterOffer(prices, session.source, call));
          const parts: { claim: Claim; low: number }[] = [];
          const claim = desk.claims.together(() => {
            for (const [i, call] of thread.calls.entries()) {
              const offer = offers[i];
              if (!offer || TAKEN[0] <= offer.high) continue;
              const part = desk.claims.share(call, TAKEN[1] - offer.low);
              parts.push({ claim: part, low: (TAKEN[0] - offer.high) / (TAKEN[1] - offer.low) });
              small = offer.model;
            }
          });
          if (claim.nano === 0) continue;
          const cost = costOfCalls(thread.calls);
          spent += cost;
          models.set(first.model, (models.get(first.model) ?? 0) + cost);
          const figures = { cost: nano(cost), model: first.model, calls: count(thread.calls.length) };
          desk.found({
            at: first.at,
            call: first,
            claim,
            saving: ({ nano: got }) => ({
              lowNano: parts.reduce((sum, { claim: part, low }) => sum + part.nano * low, 0),
              highNano: got,
            }),
            why: phrase('A helper that only read: {calls} calls to {model}, {cost}', figures),
          });
        }
      },
      finish: (occurrences, { billNano }) => ({
        figures: {
          n: count(occurrences.length),
          model: [...models].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '',
          part: share(billNano > 0 ? spent / billNano : 0),
          small,
        },
        hiddenBecause:
          occurrences.length < LEAST_RUNS || spent < LEAST_SHARE * billNano ? 'below-threshold' : undefined,
      }),
    };
  },
};

function onlyReads({ agent, calls, blocks }: Thread, session: SessionFacts): boolean {
  if (agent === '' || calls.length === 0) return false;
  const commands: PlacedBlock[] = [];
  let tools = 0;
  let report = 0;
  for (const block of blocks) {
    if (block.kind === BlockKind.Edit || block.kind === BlockKind.SubAgent) return false;
    if (block.kind === BlockKind.ToolCall) {
      if (isShell(block)) commands.push(block);
      else if (!looks(block)) return false;
      tools++;
    }
    if (block.kind === BlockKind.AssistantText) report = block.tokens;
  }
  if (tools === 0 || report > LONGEST_REPORT) return false;
  const factsOf = commandReader(session, MOST_COMMANDS);
  return commands.every((call) => factsOf(call)?.onlyReads ?? READING_PROGRAMS.has(call.target));
}

function looks(block: PlacedBlock): boolean {
  return readsFile(block) || LOOKS.test(block.name) || READING_PROGRAMS.has(block.target);
}
