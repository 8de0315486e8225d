import type { CoachRule } from './coachRule';
import { bigResults } from './rules/bigResults';
import { coldResume } from './rules/coldResume';
import { dataFormat } from './rules/dataFormat';
import { freshTask } from './rules/freshTask';
import { idleSchedule } from './rules/idleSchedule';
import { junkReads } from './rules/junkReads';
import { longTier } from './rules/longTier';
import { loop } from './rules/loop';
import { noTrace } from './rules/noTrace';
import { noisyCommand } from './rules/noisyCommand';
import { pace } from './rules/pace';
import { pasteFold } from './rules/pasteFold';
import { pasteKnown } from './rules/pasteKnown';
import { recurringBlock } from './rules/recurringBlock';
import { rereads } from './rules/rereads';
import { speedUnused } from './rules/speedUnused';
import { spike } from './rules/spike';
import { subagentModel } from './rules/subagentModel';
import { switchBust } from './rules/switchBust';
import { unattended } from './rules/unattended';
import { wholeFileOut } from './rules/wholeFileOut';

/**
 * All rules, in the order in which they claim (COACHING D0.3): what was written again for nothing, blocks that need not
 * exist, whole sessions, prices; and last the guardrails.
 */
export const coachRules: readonly CoachRule[] = [
  switchBust,
  coldResume,
  pasteFold,
  pasteKnown,
  recurringBlock,
  dataFormat,
  wholeFileOut,
  bigResults,
  noisyCommand,
  rereads,
  junkReads,
  freshTask,
  longTier,
  speedUnused,
  subagentModel,
  loop,
  spike,
  pace,
  unattended,
  idleSchedule,
  noTrace,
];
