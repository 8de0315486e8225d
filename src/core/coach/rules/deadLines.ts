import { alwaysLoaded, placeOf, type WorkspaceFiles } from '../../insights/workspaceFiles';
import { isKept } from '../../prompts/lint/keepList';
import type { Statement } from '../../prompts/lint/parseInstructionFile';
import type { SourceId } from '../../usage/usageRecord';
import { claimed } from '../claimed';
import type { CoachRule } from '../coachRule';
import { prefixVerification } from '../prefixVerification';
import { count, nano, phrase, tokens } from '../phrase';

/** COACHING C6: below, it is not worth a look. */
const LEAST_TOKENS = 100;
/** Findings of the lint that say of a line that it could go. */
const DEAD = new Set(['duplicate', 'tool-enforced', 'tautology', 'tree-listing']);
/** A longer line says more than where something is. */
const LONGEST = 30;

/**
 * C6: always-loaded lines that repeat, list the tree, point to files that are not there, say what a formatter enforces
 * or what every model knows. Saving: what these lines cost in every call, 50 % at least. The lint's keep-list (reasons,
 * security, numbers, what must not be done) is never proposed.
 */
export const deadLines: CoachRule = {
  id: 'dead-lines',
  family: 'context',
  tier: 'B',
  needs: ['per-call-usage'],
  range: [0.5, 1],
  words: {
    title:
      'Lines of {tokens} tokens in your always-loaded instructions repeat something, point to what is not there, or say what a tool enforces: {cost}.',
    risk: 'Read each one before it goes: some are reminders on purpose, and a path may only have to be corrected.',
    check: 'We compare the size of the first call, per session.',
    action: 'Open the File',
  },
  verification: prefixVerification,
  action: () => ({
    kind: 'guide',
    steps: ['Open the instruction files of the workspace; the findings are marked there.'],
  }),
  start: ({ filesOf }) => {
    let [most, file] = [0, ''];
    const known = new Map<string, DeadPlace[]>();
    return {
      session(session, desk) {
        const files = filesOf?.(session.workspace);
        const first = session.threads[0]!.calls[0];
        if (!files || !first) return;
        const key = `${session.source} ${session.workspace}`;
        const dead = known.get(key) ?? deadPlaces(files, session.source);
        known.set(key, dead);
        const sum = dead.reduce((all, place) => all + place.tokens, 0);
        if (sum < LEAST_TOKENS) return;
        if (sum > most) [most, file] = [sum, placeOf(files, dead[0]!.file)];
        const why = phrase('{tokens} tokens in {n} places, in every call', {
          tokens: tokens(sum),
          n: count(dead.length),
        });
        const claim = desk.claims.prefix(session.threads[0]!, sum);
        desk.found({ at: first.at, call: first, claim, why, group: session.workspace });
      },
      finish: (occurrences) => ({
        figures: { tokens: tokens(most), cost: nano(claimed(occurrences)) },
        action: { kind: 'open-file', file },
      }),
    };
  },
};

interface DeadPlace {
  file: string;
  tokens: number;
}

function deadPlaces(workspace: WorkspaceFiles, source: SourceId): DeadPlace[] {
  const loaded = new Map(alwaysLoaded(workspace, source).map(({ file }) => [file.path, file]));
  const dead = workspace.findings.filter((f) => DEAD.has(f.ruleId) && f.savingTokens > 0 && loaded.has(f.file));
  const places = dead.map(({ file, savingTokens }) => ({ file, tokens: savingTokens }));
  const seen = new Set<Statement>();
  for (const { ruleId, file: path, range } of workspace.findings) {
    const file = loaded.get(path);
    if (ruleId !== 'missing-reference' || !file) continue;
    const { start, end } = { start: range.start.offset, end: range.end.offset };
    const statement = file.statements.find((one) => one.start <= start && end <= one.end);
    if (!statement?.removal || seen.has(statement) || statement.words.length > LONGEST) continue;
    seen.add(statement);
    // A number in the path itself is no figure.
    const plain = statement.plain.replace(file.text.slice(start, end).replaceAll('`', ''), '');
    const isTold = dead.some(
      ({ file: other, range: told }) =>
        other === path && told.start.offset < statement.end && statement.start < told.end.offset,
    );
    if (isTold || isKept(file, { ...statement, plain })) continue;
    const text = file.text.slice(statement.removal.start, statement.removal.end);
    places.push({ file: path, tokens: workspace.countTokens(text) });
  }
  return places;
}
