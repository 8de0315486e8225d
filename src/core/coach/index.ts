import type { CoachRule } from './coachRule';
import { alwaysOnBudget } from './rules/alwaysOnBudget';
import { askShape } from './rules/askShape';
import { batchIt } from './rules/batchIt';
import { bigResults } from './rules/bigResults';
import { coldResume } from './rules/coldResume';
import { compactWarm } from './rules/compactWarm';
import { dataFormat } from './rules/dataFormat';
import { deadLines } from './rules/deadLines';
import { dripFeed } from './rules/dripFeed';
import { effortDown } from './rules/effortDown';
import { evidenceDefault } from './rules/evidenceDefault';
import { falseEconomy } from './rules/falseEconomy';
import { fanOut } from './rules/fanOut';
import { freshTask } from './rules/freshTask';
import { idleSchedule } from './rules/idleSchedule';
import { junkReads } from './rules/junkReads';
import { languageCost } from './rules/languageCost';
import { lexicalTrim } from './rules/lexicalTrim';
import { listingBloat } from './rules/listingBloat';
import { longTier } from './rules/longTier';
import { loop } from './rules/loop';
import { mcpIdle } from './rules/mcpIdle';
import { missingAnchor } from './rules/missingAnchor';
import { noTrace } from './rules/noTrace';
import { noisyCommand } from './rules/noisyCommand';
import { pace } from './rules/pace';
import { pasteFold } from './rules/pasteFold';
import { pasteKnown } from './rules/pasteKnown';
import { planFit } from './rules/planFit';
import { recurringBlock } from './rules/recurringBlock';
import { rereads } from './rules/rereads';
import { scopeRules } from './rules/scopeRules';
import { simpleOnPremium } from './rules/simpleOnPremium';
import { speedUnused } from './rules/speedUnused';
import { spike } from './rules/spike';
import { subagentModel } from './rules/subagentModel';
import { switchBust } from './rules/switchBust';
import { ttlFit } from './rules/ttlFit';
import { unattended } from './rules/unattended';
import { unstablePrefix } from './rules/unstablePrefix';
import { wholeFileOut } from './rules/wholeFileOut';

/**
 * All rules, in the order in which they claim (COACHING D0.3): what was written again for nothing, blocks that need not
 * exist, whole sessions, prices; and last the guardrails.
 */
export const coachRules: readonly CoachRule[] = [
  ttlFit,
  switchBust,
  unstablePrefix,
  coldResume,
  pasteFold,
  pasteKnown,
  recurringBlock,
  dataFormat,
  wholeFileOut,
  askShape,
  languageCost,
  alwaysOnBudget,
  deadLines,
  scopeRules,
  mcpIdle,
  listingBloat,
  bigResults,
  noisyCommand,
  rereads,
  junkReads,
  lexicalTrim,
  freshTask,
  compactWarm,
  fanOut,
  missingAnchor,
  dripFeed,
  longTier,
  speedUnused,
  subagentModel,
  simpleOnPremium,
  effortDown,
  batchIt,
  evidenceDefault,
  falseEconomy,
  planFit,
  loop,
  spike,
  pace,
  unattended,
  idleSchedule,
  noTrace,
];
