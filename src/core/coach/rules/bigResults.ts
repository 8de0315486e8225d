import { blocksOfKind } from '../../insights/session/blocksOfKind';
import { reuseAfter } from '../../insights/activity/reuse';
import type { PlacedBlock, SessionFacts, Thread } from '../../insights/session/sessionFacts';
import { callOfResult, commandOf, pathOf } from '../../insights/activity/toolUse';
import { commandFamily } from '../../prompts/shorten/data/commandFamily';
import { BlockKind } from '../../usage/blockKind';
import type { SourceId } from '../../usage/usageRecord';
import { byGroup } from '../byGroup';
import { claimed } from '../claimed';
import type { AdviceAction, CoachRule, Occurrence } from '../coachRule';
import { phrase, tokens } from '../phrase';

/** Half of what Claude Code warns of for MCP tools. */
const LEAST_TOKENS = 5_000;
/** As much of it may come back by chance: of its rare words, and so many made-up names. */
const USED = { share: 0.01, names: 3 };
/** What a narrower question would still have answered. */
const KEPT_TOKENS = 1_000;
/** What the settings would be: most results are smaller, and these are cut. */
const BASH_CHARACTERS = 12_000;
const MCP_TOKENS = 8_000;
const CODEX_TOKENS = 5_000;
/** Results of one thread that are looked at, those carried furthest first: 43 texts each. */
const MOST_CANDIDATES = 6;

/** An answer that says what is not there needs no word of what was looked through. */
const ANSWERED =
  /\b(?:no|none|nothing|not|isn't|aren't|doesn't|don't|without|clean|empty|pass(?:es|ed|ing)?|success\w*|fine|healthy|looks? (?:good|ok\w*|right|correct)|kein\w*|nicht\w*)\b|없|않|정상|ない|なし|没有|不/i;

/**
 * C9: a large tool result that nothing refers to afterwards.
 * Signal: 5,000 tokens or more, and less than 1 % of its rare words (names, numbers) and fewer than 3 made-up names
 * come back in the next 40 things that the assistant wrote or the user typed: of a long log, 1 % is more than anybody
 * quotes; what was asked for does not count. A file that is edited or opened again later was referred to, whatever the
 * words. The test is lexical, so silent where the call that first saw it may rest on it without repeating a word: it answers by text alone, or says that there
 * is nothing in it. Tests, builds and the like are noisy-command's; of images nothing can be said.
 * Saving: all but 1,000 tokens over their life; 30 to 70 % of it, since a smaller result is not always enough.
 */
export const bigResults: CoachRule = {
  id: 'big-results',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage', 'tool-calls', 'tool-results'],
  range: [0.3, 0.7],
  words: {
    title:
      '{n} tool results of up to {tokens} tokens were carried along and never referred to again, most from {tool}.',
    risk: 'A narrower result may lack what was needed, and be asked for twice.',
    check: 'We compare the size of tool results, and how often one is asked for again.',
    action: 'Limit Tool Results',
  },
  verification: {
    unit: 'tool result',
    units: ({ threads }) =>
      threads.flatMap(({ blocks }) =>
        blocks
          .filter(({ kind, tokens: size }) => kind === BlockKind.ToolResult && size >= KEPT_TOKENS)
          .map(({ at, tokens: size, name }) => ({ at, value: size, stratum: name })),
      ),
  },
  action: (source) => limitOf(source, []),
  start: () => ({
    session(session, desk) {
      for (const thread of session.threads) {
        for (const index of candidatesOf(thread)) {
          const block = thread.blocks[index]!;
          if (!isIdle(session, thread, index)) continue;
          const { first, end } = block;
          const to = block.from + block.tokens;
          const claim = desk.claims.context(thread.calls, { from: block.from + KEPT_TOKENS, to, first, end });
          const call = thread.calls[first];
          const figures = { tokens: tokens(block.tokens), tool: toolOf(block) };
          const why = phrase('{tokens} tokens from {tool}, not referred to again', figures);
          desk.found({
            at: block.at,
            call,
            block,
            claim,
            group: `${session.source} ${block.name} ${toolOf(block)}`,
            why,
          });
        }
      }
    },
    finish(occurrences) {
      const groups = [...byGroup(occurrences).values()];
      const dearest = groups.sort((a, b) => claimed(b) - claimed(a))[0]!;
      const [{ session, why }] = dearest as [Occurrence];
      const blocks = (list: readonly Occurrence[]): PlacedBlock[] => list.flatMap(({ block }) => block ?? []);
      return {
        figures: {
          tokens: tokens(Math.max(...blocks(occurrences).map(({ tokens: size }) => size))),
          tool: why.figures['tool']!,
        },
        action: limitOf(session.source, blocks(dearest)),
      };
    },
  }),
};

function candidatesOf(thread: Thread): number[] {
  const { blocks } = thread;
  const found = blocksOfKind(thread, BlockKind.ToolResult).places.filter((i) => {
    const { tokens: size, hash, isError, first, end } = blocks[i]!;
    return size >= LEAST_TOKENS && hash !== 0 && !isError && end > first;
  });
  const carried = (i: number): number => blocks[i]!.tokens * (blocks[i]!.end - blocks[i]!.first);
  return found.sort((a, b) => carried(b) - carried(a)).slice(0, MOST_CANDIDATES);
}

function isIdle(session: SessionFacts, thread: Thread, index: number): boolean {
  const { blocks } = thread;
  const block = blocks[index]!;
  if (isOpenedAgain(blocks, index) || isAnswered(session, thread, index)) return false;
  const call = callOfResult(blocks, index);
  const request = call && session.textOf(call);
  if (request === undefined || commandFamily(commandOf(request))) return false;
  // Nothing follows that could refer to it: a session that ended there tells nothing.
  if (!blocks.some(({ writtenBy }) => writtenBy > block.first)) return false;
  const reuse = reuseAfter(session, thread, index, { request, enough: USED });
  return reuse !== undefined && reuse.share < USED.share && reuse.names < USED.names;
}

/** Is the file that a result is of edited, or given to a tool again, while the result is still there? */
function isOpenedAgain(blocks: readonly PlacedBlock[], index: number): boolean {
  const { end } = blocks[index]!;
  const path = pathOf(blocks[index]!);
  if (path === '') return false;
  for (let i = index + 1; i < blocks.length && blocks[i]!.first <= end; i++) {
    const later = blocks[i]!;
    if (later.kind !== BlockKind.Edit && later.kind !== BlockKind.ToolCall) continue;
    if (isSameFile(path, pathOf(later))) return true;
  }
  return false;
}

/** One may be named from the root, the other from the project's folder. */
function isSameFile(a: string, b: string): boolean {
  return a === b || (b !== '' && (a.endsWith(`/${b}`) || b.endsWith(`/${a}`)));
}

/** Does the call that first saw a result answer it, by text alone or by saying that there is nothing in it? */
function isAnswered(session: SessionFacts, { blocks }: Thread, index: number): boolean {
  const { first } = blocks[index]!;
  let [writesText, usesTools] = [false, false];
  for (let i = index + 1; i < blocks.length && blocks[i]!.first <= first + 1; i++) {
    const { kind, writtenBy } = blocks[i]!;
    // What the user said in between is answered first.
    if (kind === BlockKind.Typed || kind === BlockKind.Pasted) break;
    if (writtenBy !== first) continue;
    if (kind === BlockKind.ToolCall || kind === BlockKind.SubAgent) usesTools = true;
    if (kind !== BlockKind.AssistantText) continue;
    writesText = true;
    if (ANSWERED.test(session.textOf(blocks[i]!) ?? 'nothing')) return true;
  }
  return writesText && !usesTools;
}

/** As people call it: the program a shell ran, the tool otherwise. */
function toolOf({ name, target }: PlacedBlock): string {
  return target !== '' && !/[\\/.]/.test(target) ? target : name || 'a tool';
}

/**
 * What would have cut results of one tool. Claude Code cuts shell output at 30,000 characters and MCP results at 25,000
 * tokens unless told otherwise.
 */
function limitOf(source: SourceId, results: readonly PlacedBlock[]): AdviceAction {
  const { name = '' } = results[0] ?? {};
  if (source === 'codex') {
    return { kind: 'assistant-setting', source, path: ['tool_output_token_limit'], value: CODEX_TOKENS };
  }
  if (source === 'claude-code' && name === 'Bash' && results.some(({ bytes }) => bytes > BASH_CHARACTERS)) {
    const path = ['env', 'BASH_MAX_OUTPUT_LENGTH'];
    return { kind: 'assistant-setting', source, path, value: String(BASH_CHARACTERS) };
  }
  const isMcp = name.startsWith('mcp__');
  if (source === 'claude-code' && isMcp && results.some(({ tokens: size }) => size > MCP_TOKENS)) {
    return { kind: 'assistant-setting', source, path: ['env', 'MAX_MCP_OUTPUT_TOKENS'], value: String(MCP_TOKENS) };
  }
  if (isMcp) return { kind: 'copy', text: 'Ask for less at once: filter, name the fields, take the first page.' };
  return { kind: 'copy', text: 'Search for the place first, then read only the lines around it.' };
}
