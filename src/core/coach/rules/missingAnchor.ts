import { blocksOfKind } from '../../insights/session/blocksOfKind';
import { editOutcomes, type EditOutcome } from '../../insights/activity/editOutcome';
import type { CallFacts, SessionFacts } from '../../insights/session/sessionFacts';
import { tasksOf, type Task } from '../../insights/activity/tasks';
import { hasAttachment, lacksAnchor } from '../../prompts/requestCues';
import { BlockKind } from '../../usage/blockKind';
import type { CoachRule } from '../coachRule';
import { count, phrase, tokens } from '../phrase';

/** A habit: so many tasks, and this share of those with changes. */
const LEAST_TASKS = 5;
const LEAST_SHARE = 0.2;
/** Looking around is dear from the upper quarter of one's own tasks on. */
const QUARTILE = 0.75;
const LEAST_RETRIES = 2;
/** A change of one or two lines needs no plan. */
const LEAST_LINES = 4;
/** Prompts read in all. */
const MOST_READ = 1_000;
const NOTHING = { nano: 0, tokens: 0 };

const TEMPLATE = 'Goal:\nWhere (file, function, error text):\nConstraints:\nDone when:\n';

/**
 * P6: tasks that begin without a place, and are looked for.
 * Signal: the first prompt of a conversation (or after a clear) names no path, symbol, error, link or attachment and no
 * sign of when it is done; it is no question, no command, no continuation. By the text alone that is right in one of
 * eight (COACHING B), so what happened decides: the task was corrected, failed its checks twice, or sent more before its
 * first edit than three quarters of the user's tasks do. That quartile is of all tasks, and only says what is shown:
 * there is no amount here (tier C).
 * Not: tasks of fewer than 4 changed lines, and conversations that go on from a summary.
 */
export const missingAnchor: CoachRule = {
  id: 'missing-anchor',
  family: 'prompt',
  tier: 'C',
  needs: ['prompts', 'edits', 'tool-calls'],
  range: [0.3, 0.8],
  words: {
    title:
      '{n} tasks began without a file, a name or an error text, and cost a search or a second try. Say where, and how you will know.',
    risk: 'Some tasks are about finding the place; then there is none to name.',
    check: 'We compare what is sent before the first edit, and how often you correct.',
    action: 'Copy a Template',
  },
  verification: {
    unit: 'task with changes',
    units: (session) => editTasks(session).map(({ at, sent }) => ({ at, value: sent })),
  },
  action: () => ({ kind: 'copy', text: TEMPLATE }),
  start: () => {
    let left = MOST_READ;
    const sentByCall = new Map<CallFacts, number>();
    const all: number[] = [];
    return {
      session(session, desk) {
        const { calls, blocks } = session.threads[0]!;
        for (const { task, at, sent, outcomes } of editTasks(session)) {
          all.push(sent);
          const call = calls[task.first];
          const lines = outcomes.reduce((sum, outcome) => sum + outcome.lines, 0);
          const isFresh = task.begins === 'session' || task.begins === 'cleared';
          if (!call || !isFresh || lines < LEAST_LINES || left-- <= 0 || !isVague(session, task)) continue;
          if (blocks.some(({ kind, first }) => kind === BlockKind.Compaction && first === task.first)) continue;
          const retries = outcomes.reduce((sum, outcome) => sum + outcome.retries, 0);
          const isReworked = retries >= LEAST_RETRIES || outcomes.some(({ corrected }) => corrected);
          sentByCall.set(call, isReworked ? Infinity : sent);
          const why = isReworked
            ? phrase('No place named, and done again')
            : phrase('No place named, and {tokens} tokens sent before the first edit', { tokens: tokens(sent) });
          desk.found({ at, call, block: task.turns[0]!.prompt[0], claim: NOTHING, why });
        }
      },
      finish(occurrences) {
        const dear = all.toSorted((a, b) => a - b)[Math.floor(all.length * QUARTILE)] ?? Infinity;
        const keep = ({ call }: { call?: CallFacts }): boolean => (call ? (sentByCall.get(call) ?? 0) : 0) >= dear;
        const kept = occurrences.filter(keep).length;
        const isHabit = kept >= LEAST_TASKS && kept >= LEAST_SHARE * all.length;
        return {
          figures: { tasks: count(all.length) },
          keep,
          hiddenBecause: isHabit ? undefined : 'below-threshold',
        };
      },
    };
  },
};

interface EditTask {
  task: Task;
  at: number;
  /** Tokens sent before the call of the first edit, that one's included. */
  sent: number;
  outcomes: EditOutcome[];
}

function editTasks(session: SessionFacts): EditTask[] {
  const main = session.threads[0]!;
  const { calls } = main;
  const edited = blocksOfKind(main, BlockKind.Edit).blocks.map(({ first }) => first);
  const outcomes = new Map(editOutcomes(session).map((outcome) => [outcome.turn, outcome]));
  let next = 0;
  return tasksOf(session).flatMap((task) => {
    while (next < edited.length && edited[next]! <= task.first) next++;
    const firstEdit = edited[next];
    const own = task.turns.flatMap((turn) => outcomes.get(turn) ?? []);
    if (firstEdit === undefined || firstEdit > task.end || own.length === 0) return [];
    let sent = 0;
    for (let j = task.first; j < firstEdit; j++) sent += calls[j]!.input;
    return [{ task, at: task.turns[0]!.at, sent, outcomes: own }];
  });
}

/** What an editor or an `@` put beside a prompt, in a row of its own. */
const ATTACHED = new Set(['file', 'directory', 'selected_lines_in_ide', 'opened_file_in_ide']);

function isVague(session: SessionFacts, { turns: [turn] }: Task): boolean {
  let typed = '';
  const { blocks: added } = blocksOfKind(session.threads[0]!, BlockKind.Injected);
  if (added.some(({ name, first, end }) => first === turn!.first && end > first && ATTACHED.has(name))) return false;
  for (const block of turn!.prompt) {
    if (block.kind === BlockKind.Pasted || block.kind === BlockKind.Image) return false;
    const text = session.textOf(block);
    if (block.kind === BlockKind.Injected) {
      if (block.name === 'compact-summary' || hasAttachment(text ?? '')) return false;
    } else if (text === undefined) return false;
    else typed += text;
  }
  return lacksAnchor(typed);
}
