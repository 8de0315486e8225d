import { knownPastes } from '../../insights/activity/knownPastes';
import { BlockKind } from '../../usage/blockKind';
import type { CoachRule } from '../coachRule';
import { phrase, tokens } from '../phrase';

/**
 * P2: pasting what the assistant has in front of it.
 * Signal: a pasted excerpt of at least 30 lines and 400 tokens that stands line for line (98 %) in something already in
 * the context, or in a file that the assistant read in answer to it; see knownPastes. A file nobody read is no
 * duplicate, so nothing is said of it.
 * Saving: what the excerpt cost over its life, less the path that stands in its place; 80 to 100 % of it.
 */
export const pasteKnown: CoachRule = {
  id: 'paste-known',
  family: 'prompt',
  tier: 'B',
  needs: ['prompts', 'tool-results'],
  range: [0.8, 1],
  words: {
    title: '{n} pasted excerpts were in the context already: {tokens} tokens. Name the path and the lines instead.',
    risk: 'Where the file has changed since, say so: an old excerpt may be what you mean.',
    check: 'We compare the tokens pasted twice, per prompt.',
    action: 'Copy the Path',
  },
  verification: {
    unit: 'prompt',
    units: (session) => {
      const twice = new Map<number, number>();
      for (const { block, tokensLeft } of knownPastes(session)) {
        twice.set(block.at, (twice.get(block.at) ?? 0) + block.tokens - tokensLeft);
      }
      return session.turns.map(({ at }) => ({ at, value: twice.get(at) ?? 0 }));
    },
  },
  action: () => ({ kind: 'copy-made', what: 'path' }),
  start: () => {
    let sum = 0;
    return {
      session(session, desk) {
        const { calls, blocks } = session.threads[0]!;
        if (!blocks.some(({ kind }) => kind === BlockKind.Pasted)) return;
        for (const { block, reference, tokensLeft } of knownPastes(session)) {
          const [from, to] = [block.from + tokensLeft, block.from + block.tokens];
          const claim = desk.claims.context(calls, { from, to, first: block.first, end: block.end });
          const twice = tokens(to - from);
          sum += to - from;
          const why = reference
            ? phrase('{tokens} tokens pasted that are {reference}', { tokens: twice, reference })
            : phrase('{tokens} tokens pasted that the conversation held already', { tokens: twice });
          desk.found({ at: block.at, call: calls[block.first], block, claim, why });
        }
      },
      finish: () => ({ figures: { tokens: tokens(sum) } }),
    };
  },
};
