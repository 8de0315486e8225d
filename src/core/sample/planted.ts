import type { SourceId } from '../usage/usageRecord';
import { sampleSessionId } from './sampleRandom';

/** A piece of waste put into the sample month for the coach to find: which rule, and where. */
export interface PlantedWaste {
  ruleId: string;
  source: SourceId;
  sessionId: string;
  note: string;
}

function planted(ruleId: string, source: SourceId, sessions: readonly string[], note: string): PlantedWaste[] {
  return sessions.map((name) => ({ ruleId, source, sessionId: sampleSessionId(name), note }));
}

const count = (name: string, sessions: number) => Array.from({ length: sessions }, (_, i) => `${name}-${i + 1}`);

/** Names of the planted sessions, by what is wrong in them. */
export const PLANTED_SESSIONS = {
  longHaul: ['long-haul'],
  pastedLogs: count('pasted-log', 4),
  pastedFiles: count('pasted-file', 3),
  recurring: count('recurring-paragraph', 7),
  tables: count('pasted-table', 3),
  wholeFiles: count('whole-file', 3),
  simple: count('simple-on-premium', 44),
  helpers: count('premium-helpers', 6),
  fast: count('fast-unattended', 3),
  bigResults: count('big-results', 3),
  noisy: count('noisy-command', 4),
  rereads: count('rereads', 3),
  junk: count('junk-reads', 3),
  loops: count('failing-loop', 3),
  longTier: count('copilot-long-context', 3),
} as const;

/** The catalogue of the waste in `sampleMonth`; nothing of it is in a healthy month. */
export const PLANTED: readonly PlantedWaste[] = [
  ...planted(
    'cold-resume',
    'claude-code',
    PLANTED_SESSIONS.longHaul,
    'four returns after hours to more than 100,000 tokens',
  ),
  ...planted(
    'fresh-task',
    'claude-code',
    PLANTED_SESSIONS.longHaul,
    'unrelated tasks on top of an old one, four times',
  ),
  ...planted('switch-bust', 'claude-code', PLANTED_SESSIONS.longHaul, 'one answer from another model, three times'),
  ...planted('paste-fold', 'claude-code', PLANTED_SESSIONS.pastedLogs, 'a log of 1,300 lines that folds to a few'),
  ...planted('paste-known', 'claude-code', PLANTED_SESSIONS.pastedFiles, '40 lines pasted that were just read'),
  ...planted(
    'recurring-block',
    'claude-code',
    PLANTED_SESSIONS.recurring,
    'the same paragraph typed in seven sessions',
  ),
  ...planted('data-format', 'claude-code', PLANTED_SESSIONS.tables, 'a flat table pasted as indented JSON'),
  ...planted(
    'whole-file-out',
    'claude-code',
    PLANTED_SESSIONS.wholeFiles,
    'a file of 520 lines written anew for 4, three times',
  ),
  ...planted(
    'simple-on-premium',
    'claude-code',
    PLANTED_SESSIONS.simple,
    'questions and commit texts on the dearest model',
  ),
  ...planted('subagent-model', 'claude-code', PLANTED_SESSIONS.helpers, 'three read-only helpers on the dearest model'),
  ...planted('speed-unused', 'claude-code', PLANTED_SESSIONS.fast, 'fast mode, then nobody at the keyboard'),
  ...planted(
    'big-results',
    'claude-code',
    PLANTED_SESSIONS.bigResults,
    'a result of 22,000 tokens that nothing refers to',
  ),
  ...planted('noisy-command', 'claude-code', PLANTED_SESSIONS.noisy, 'four test runs of 6,000 tokens each'),
  ...planted('rereads', 'claude-code', PLANTED_SESSIONS.rereads, 'one unchanged file read six times'),
  ...planted(
    'junk-reads',
    'claude-code',
    PLANTED_SESSIONS.junk,
    'reads in dist, node_modules, coverage and a lock file',
  ),
  ...planted('loop', 'claude-code', PLANTED_SESSIONS.loops, 'the same failing command four times'),
  ...planted(
    'long-tier',
    'copilot-chat',
    PLANTED_SESSIONS.longTier,
    'calls above the tier where the whole request costs more',
  ),
  ...planted('spike', 'claude-code', PLANTED_SESSIONS.longHaul, 'one session dearer than most days'),
  ...planted('spike', 'copilot-chat', PLANTED_SESSIONS.longTier, 'a session of two very large calls'),
];
