import { alwaysLoaded } from '../../insights/workspaceFiles';
import { claimPrefix } from '../claimPrefix';
import type { CoachRule } from '../coachRule';
import { prefixVerification } from '../prefixVerification';
import { count, nano, phrase, tokens } from '../phrase';

/** COACHING C6: below, it is not worth a look. */
const LEAST_TOKENS = 100;
/** Findings of the lint that say of a line that it could go. What points to nothing is to be corrected, not removed. */
const DEAD = new Set(['duplicate', 'tool-enforced', 'tautology', 'tree-listing']);

/**
 * C6: always-loaded lines that repeat, list the tree, say what a formatter enforces or what every model knows. Saving: what these lines cost in every call, 50 % at least. The lint's keep-list (reasons, security, numbers,
 * what must not be done) is never proposed.
 */
export const deadLines: CoachRule = {
  id: 'dead-lines',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage'],
  range: [0.5, 1],
  words: {
    title: '{lines} places in your always-loaded instructions repeat something, or say what a tool enforces: {cost}.',
    risk: 'Read each one before it goes: some are reminders on purpose.',
    check: 'We compare the size of the first request, per session.',
    action: 'Open the File',
  },
  verification: prefixVerification,
  action: () => ({
    kind: 'guide',
    steps: ['Open the instruction files of the workspace; the findings are marked there.'],
  }),
  start: ({ filesOf }) => {
    let [lines, file] = [0, ''];
    return {
      session(session, desk) {
        const files = filesOf?.(session.workspace);
        const first = session.threads[0]!.calls[0];
        if (!files || !first) return;
        const loaded = new Set(alwaysLoaded(files, session.source).map((one) => one.file.path));
        const dead = files.findings.filter((f) => DEAD.has(f.ruleId) && f.savingTokens > 0 && loaded.has(f.file));
        const sum = dead.reduce((all, { savingTokens }) => all + savingTokens, 0);
        if (sum < LEAST_TOKENS) return;
        if (dead.length > lines) [lines, file] = [dead.length, `${files.root}/${dead[0]!.file}`];
        const why = phrase('{tokens} tokens in {n} places, in every call', {
          tokens: tokens(sum),
          n: count(dead.length),
        });
        const claim = claimPrefix(session, desk.claims, sum);
        desk.found({ at: first.at, call: first, claim, why, group: session.workspace });
      },
      finish: (occurrences) => ({
        figures: { lines: count(lines), cost: nano(occurrences.reduce((sum, { claim }) => sum + claim.nano, 0)) },
        action: { kind: 'open-file', file },
      }),
    };
  },
};
