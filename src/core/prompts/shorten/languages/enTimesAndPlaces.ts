import { entry } from './languagePack';
import type { PackEntry } from './languagePack';

/** A subject; after it "that" is not "that one there". */
const CLAUSE = /^\s+(?:the|it|you|we|they|there|your|our|this|these|those|a|an|I|users?|he|she)\b/i;
const BE = /(?:\b(?:am|is|are|was|were|be|been)|['’](?:s|re|m))\s+$/i;

/** English ways to say when and where. */
export const ENGLISH_TIMES_AND_PLACES: readonly PackEntry[] = [
  entry(
    'verbose-phrase safe',
    'until such time as',
    'until',
    [
      ['Wait until such time as it is ready.', 'Wait until it is ready.'],
      ['Retry until such time as it works.', 'Retry until it works.'],
    ],
    ['Wait until such time.', 'Wait until it is ready.'],
  ),
  entry(
    'verbose-phrase ask',
    'at this|the present? point in time',
    'now',
    [
      ['It is stable at this point in time.', 'It is stable now.'],
      ['At the present point in time it is stable.', 'Now it is stable.'],
    ],
    ['Restore it at the point in time of the backup.', 'At this point it is stable.'],
    { notFollowedBy: /^\s+(?:of|when|where|at)\b/i },
  ),
  entry(
    'verbose-phrase ask',
    'at the present time',
    'now',
    [
      ['It is stable at the present time.', 'It is stable now.'],
      ['At the present time it is stable.', 'Now it is stable.'],
    ],
    ['Look at the present.', 'Look at the time.'],
  ),
  entry(
    'verbose-phrase ask',
    'at that point in time',
    'then',
    [
      ['It was stable at that point in time.', 'It was stable then.'],
      ['At that point in time it was new.', 'Then it was new.'],
    ],
    ['At that point it was stable.', 'At that point in time of the run it fails.'],
    { notFollowedBy: /^\s+(?:of|when|where|at)\b/i },
  ),
  entry(
    'verbose-phrase ask',
    'at a later date|time|point',
    'later',
    [
      ['Remove it at a later date.', 'Remove it later.'],
      ['We add it at a later time.', 'We add it later.'],
    ],
    ['Remove it at a later date than May.', 'Look at a later release.'],
    { notFollowedBy: /^\s+(?:than|in|on|of)\b/i },
  ),
  entry(
    'verbose-phrase ask',
    'in the near future',
    'soon',
    [
      ['We drop it in the near future.', 'We drop it soon.'],
      ['In the near future it moves.', 'Soon it moves.'],
    ],
    [
      'In the near term it stays.',
      'It is set in the nearest future.',
      'Only list appointments in the near future.',
      'Reject dates in the near future.',
    ],
    { notPrecededBy: /\b(?:appointments?|dates?|events?|meetings?|times?|days?)\s+$/i },
  ),
  entry(
    'verbose-phrase ask',
    'at the time when|that',
    'when',
    [
      ['Log it at the time when it fails.', 'Log it when it fails.'],
      ['It ran at the time that it broke.', 'It ran when it broke.'],
    ],
    ['Look at the time zone.', 'It ran at the time.', 'Look at the time that the query takes.'],
    { followedBy: CLAUSE, notPrecededBy: /\blook\w*\s+$/i },
  ),
  entry(
    'verbose-phrase ask',
    'prior to',
    'before',
    [
      ['Run it prior to the merge.', 'Run it before the merge.'],
      ['Prior to release, test it.', 'Before release, test it.'],
    ],
    [
      'Add a prior to the model.',
      'The prior tool broke.',
      'Change the Gaussian prior to a Laplace prior.',
      'Set the beta prior to 0.5.',
    ],
    {
      notPrecededBy: /\b(?:a|an|the|this|that|no|our|each|gaussian|normal|uniform|beta|gamma|dirichlet)\s+$/i,
      notFollowedBy: /^\s+\d/,
    },
  ),
  entry(
    'verbose-phrase safe',
    'subsequent to',
    'after',
    [
      ['Run it subsequent to the merge.', 'Run it after the merge.'],
      ['Subsequent to release, watch it.', 'After release, watch it.'],
    ],
    ['The subsequent tools broke.', 'Is the step subsequent too?'],
    { notPrecededBy: BE },
  ),
  entry(
    'verbose-phrase safe',
    'in close proximity to',
    'near',
    [
      ['Keep tests in close proximity to the code.', 'Keep tests near the code.'],
      ['In close proximity to it is a bug.', 'Near it is a bug.'],
    ],
    ['Keep them in proximity.', 'The flag is "in close proximity to".'],
  ),
  entry(
    'verbose-phrase ask',
    'in the vicinity of',
    'near',
    [
      ['The bug is in the vicinity of the parser.', 'The bug is near the parser.'],
      ['Look in the vicinity of it.', 'Look near it.'],
    ],
    ['It is in the vicinity.', 'Use `in the vicinity of` here.'],
  ),
  entry(
    'verbose-phrase ask',
    /(?<![\p{L}\p{N}_-])on an? (daily|weekly|monthly|hourly|yearly|annual) basis\b/giu,
    '$1',
    [
      ['Run it on a daily basis.', 'Run it daily.'],
      ['It rotates on an hourly basis.', 'It rotates hourly.'],
    ],
    ['Run it on a daily build.', 'On this basis run it daily.'],
  ),
  entry(
    'verbose-phrase ask',
    'on a regular basis',
    'regularly',
    [
      ['Run it on a regular basis.', 'Run it regularly.'],
      ['On a regular basis it fails.', 'Regularly it fails.'],
    ],
    ['Run it on a regular file.', 'Run it on a case-by-case basis.'],
  ),
  entry(
    'verbose-phrase ask',
    'in|during the course of',
    'during',
    [
      ['It grew in the course of the run.', 'It grew during the run.'],
      ['During the course of a day it grows.', 'During a day it grows.'],
    ],
    ['In the course on parsers.', 'Enrol in the course.', 'Enroll the user in the course of their choice.'],
    { notFollowedBy: /^\s+(?:his|her|their|your|my)\b/i },
  ),
  entry(
    'verbose-phrase ask',
    'over the course of',
    'over',
    [
      ['It grew over the course of a week.', 'It grew over a week.'],
      ['Over the course of the run it grows.', 'Over the run it grows.'],
    ],
    ['Argue over the course.', 'Over the course material.'],
  ),
  entry(
    'verbose-phrase ask',
    'as of yet',
    'yet',
    [
      ['It has no tests as of yet.', 'It has no tests yet.'],
      ['It is as of yet broken.', 'It is yet broken.'],
    ],
    ['As of today it works.', 'As of yesterday it fails.'],
    { notFollowedBy: /^,/ },
  ),
  entry(
    'verbose-phrase ask',
    'off of',
    'off',
    [
      ['Take it off of the list.', 'Take it off the list.'],
      ['Branch off of main.', 'Branch off main.'],
    ],
    ['Turn it off.', 'Hands-off of course.'],
    { notFollowedBy: /^\s+(?:course)\b/i },
  ),
  entry(
    'verbose-phrase ask',
    'inside of',
    'inside',
    [
      ['Put it inside of the class.', 'Put it inside the class.'],
      ['Inside of a loop it fails.', 'Inside a loop it fails.'],
    ],
    ['Look at the inside of the class.', 'The inside of it.'],
    { notPrecededBy: /\b(?:the|an|its|this)\s+$/i },
  ),
];
