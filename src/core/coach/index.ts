import type { CoachRule } from './coachRule';
import { coldResume } from './rules/coldResume';
import { freshTask } from './rules/freshTask';

/**
 * All rules, in the order in which they claim (COACHING D0.3): what was written again for nothing, blocks that need not
 * exist, whole sessions, prices; and last the guardrails.
 */
export const coachRules: readonly CoachRule[] = [coldResume, freshTask];
