import { alwaysLoaded, placeOf } from '../../insights/workspaceFiles';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { prefixVerification } from '../prefixVerification';
import { count, nano, phrase, tokens } from '../phrase';

/** COACHING C5: Anthropic's 200 lines are 1,600 to 2,000 tokens; with several files, twice that. */
const MOST_IN_FILE = 2_000;
const MOST_IN_ALL = 4_000;

/**
 * C5: instruction files that are in every request are larger than they need be. Saving: what the excess cost in every
 * call, 30 to 60 % of it, since some of it will be needed. Not "delete the file": studies disagree on whether such files
 * help, and short ones with what cannot be found in the code do. Main threads only; helpers load them, too.
 */
export const alwaysOnBudget: CoachRule = {
  id: 'always-on-budget',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage'],
  range: [0.3, 0.6],
  words: {
    title:
      'Your always-loaded instructions are {tokens} tokens, sent in {calls} calls: {cost} for what is over {budget}.',
    risk: 'A line that is gone may be missed: move what is needed sometimes, and keep what cannot be found in the code.',
    check: 'We compare the size of the first call, per session.',
    action: 'Open the Largest File',
  },
  verification: prefixVerification,
  action: () => ({
    kind: 'guide',
    steps: ['Open the instruction files of the workspace and shorten the longest sections.'],
  }),
  start: ({ filesOf }) => {
    let [most, calls, budget, largest] = [0, 0, 0, ''];
    return {
      session(session, desk) {
        const files = filesOf?.(session.workspace);
        const main = session.threads[0]!;
        if (!files || main.calls.length === 0) return;
        const loaded = alwaysLoaded(files, session.source).filter(({ file }) => !file.managed);
        const sum = loaded.reduce((all, file) => all + file.tokens, 0);
        const inFiles = loaded.reduce((all, file) => all + Math.max(0, file.tokens - MOST_IN_FILE), 0);
        const excess = Math.max(inFiles, sum - MOST_IN_ALL);
        if (excess <= 0) return;
        calls += main.calls.length;
        if (sum > most) [most, budget, largest] = [sum, sum - excess, placeOf(files, loaded[0]!.file.path)];
        const figures = { tokens: tokens(sum), n: count(main.calls.length) };
        const why = phrase('{tokens} tokens of instructions in {n} calls', figures);
        const claim = desk.claims.prefix(session.threads[0]!, excess);
        desk.found({ at: main.calls[0]!.at, call: main.calls[0]!, claim, why, group: session.workspace });
      },
      finish: (occurrences) => ({
        figures: {
          tokens: tokens(most),
          calls: count(calls),
          budget: tokens(budget),
          cost: nano(claimed(occurrences)),
        },
        action: { kind: 'open-file', file: largest },
      }),
    };
  },
};
