import type { ProblemCode } from '../core/sources/source';

/** Why something in a log was passed over. */
export const PROBLEMS: Record<ProblemCode, string> = {
  'malformed-line': 'damaged line',
  'line-too-long': 'too long to be read',
  'implausible-number': 'impossible number of tokens',
  'implausible-time': "impossible time; the file's own was taken",
  'unknown-format': 'format of an unknown version',
  unreadable: 'could not be read',
  locked: 'database in use by another program',
  corrupt: 'damaged file',
};
