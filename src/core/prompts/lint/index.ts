import type { LintRule } from './lintRule';
import { alwaysLoaded } from './rules/alwaysLoaded';
import { brokenImport } from './rules/brokenImport';
import { contradiction } from './rules/contradiction';
import { duplicate } from './rules/duplicate';
import { emphasis } from './rules/emphasis';
import { fileSize } from './rules/fileSize';
import { importCycle } from './rules/importCycle';
import { longDescription } from './rules/longDescription';
import { missingProgram } from './rules/missingProgram';
import { missingReference } from './rules/missingReference';
import { scopeSection } from './rules/scopeSection';
import { sectionSize } from './rules/sectionSize';
import { tautology } from './rules/tautology';
import { toolEnforced } from './rules/toolEnforced';
import { treeListing } from './rules/treeListing';
import { unreadable } from './rules/unreadable';
import { unstablePrefix } from './rules/unstablePrefix';

/** All rules of the lint, in the order of their names. */
export const lintRules: readonly LintRule[] = [
  alwaysLoaded,
  brokenImport,
  contradiction,
  duplicate,
  emphasis,
  fileSize,
  importCycle,
  longDescription,
  missingProgram,
  missingReference,
  scopeSection,
  sectionSize,
  tautology,
  toolEnforced,
  treeListing,
  unreadable,
  unstablePrefix,
];
