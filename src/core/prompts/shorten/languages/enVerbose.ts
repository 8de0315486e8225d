import type { PackEntry } from './languagePack';

type Rest = Partial<Pick<PackEntry, 'tier' | 'at' | 'followedBy' | 'notFollowedBy' | 'precededBy' | 'notPrecededBy'>>;

function shorter(
  pattern: string | RegExp,
  replacement: string,
  yes: PackEntry['yes'],
  no: PackEntry['no'],
  rest: Rest = {},
): PackEntry {
  return { class: 'verbose-phrase', tier: 'safe', pattern, replacement, yes, no, ...rest };
}

const NOUN = /^\s+(?:the|a|an|my|your|each|this|that|its|their)\b/i;
/** A subject; after it "that" is not "that one there". */
const CLAUSE = /^\s+(?:the|it|you|we|they|there|your|our|this|these|those|a|an|I|users?|he|she)\b/i;
const AUXILIARY = /\b(?:must|should|shall|to|will|would|may|might|could|can|do|does|did|not|n['’]t)\s+$/i;
const BE = /(?:\b(?:am|is|are|was|were|be|been)|['’](?:s|re|m))\s+$/i;

/**
 * English phrases with a shorter one that says the same. Left out on purpose: whatever changes how strong, how wide or
 * how sure something is ("try to", "most of the time", "at all times", "whether or not", "with the exception of").
 */
export const ENGLISH_VERBOSE: readonly PackEntry[] = [
  shorter(
    'in order to',
    'to',
    [
      ['Cache it in order to save time.', 'Cache it to save time.'],
      ['In order to test it, run make.', 'To test it, run make.'],
    ],
    ['Put the steps in order to the left of it.', 'Replace "in order to" in the docs.'],
    { notFollowedBy: NOUN },
  ),
  shorter(
    'so as to',
    'to',
    [
      ['Cache it so as to save time.', 'Cache it to save time.'],
      ['Split it so as to test it.', 'Split it to test it.'],
    ],
    ['Split it so as not to block.', 'Explain `so as to` briefly.'],
  ),
  shorter(
    'in such a way as to',
    'to',
    [
      ['Write it in such a way as to run fast.', 'Write it to run fast.'],
      ['Sort in such a way as to merge.', 'Sort to merge.'],
    ],
    ['Write it in such a way as the docs do.', 'The title is "in such a way as to".'],
  ),
  shorter(
    'in such a way that',
    'so that',
    [
      ['Write it in such a way that it runs fast.', 'Write it so that it runs fast.'],
      ['Sort in such a way that ties stay.', 'Sort so that ties stay.'],
    ],
    ['Not in such a way.', 'Quote "in such a way that" as it is.'],
  ),
  shorter(
    'due|owing to the fact that',
    'because',
    [
      ['It fails due to the fact that the port is taken.', 'It fails because the port is taken.'],
      ['Owing to the fact that it is slow, cache it.', 'Because it is slow, cache it.'],
    ],
    ['It fails due to the fact sheet.', 'It is due to the port.'],
  ),
  shorter(
    'because of the fact that',
    'because',
    [
      ['It fails because of the fact that it is old.', 'It fails because it is old.'],
      ['Because of the fact that it is slow, cache it.', 'Because it is slow, cache it.'],
    ],
    ['It fails because of the fact.', 'It fails because of the port.'],
  ),
  shorter(
    'in view|light of the fact that',
    'because',
    [
      ['In light of the fact that it is slow, cache it.', 'Because it is slow, cache it.'],
      ['Skip it in view of the fact that it is old.', 'Skip it because it is old.'],
    ],
    ['In light of the facts, skip it.', 'In view of the team it is done.'],
  ),
  shorter(
    'for the simple? reason that',
    'because',
    [
      ['Skip it for the reason that it is old.', 'Skip it because it is old.'],
      ['It fails for the simple reason that it is late.', 'It fails because it is late.'],
    ],
    ['Look for the reason.', 'Skip it for the reasons that follow.'],
  ),
  shorter(
    'despite|notwithstanding the fact that',
    'although',
    [
      ['It runs despite the fact that it is old.', 'It runs although it is old.'],
      ['Despite the fact that it is slow, keep it.', 'Although it is slow, keep it.'],
    ],
    ['It runs despite the facts.', 'Notwithstanding the port it runs.'],
  ),
  shorter(
    'in spite of the fact that',
    'although',
    [
      ['It runs in spite of the fact that it is old.', 'It runs although it is old.'],
      ['In spite of the fact that it is slow, keep it.', 'Although it is slow, keep it.'],
    ],
    ['In spite of the facts it runs.', 'The test is named "in spite of the fact that".'],
  ),
  shorter(
    'in spite of',
    'despite',
    [
      ['It runs in spite of the error.', 'It runs despite the error.'],
      ['In spite of retries it fails.', 'Despite retries it fails.'],
    ],
    ['Out of spite it fails.', 'The phrase "in spite of" is long.'],
  ),
  shorter(
    'in the event that',
    'if',
    [
      ['Retry in the event that it fails.', 'Retry if it fails.'],
      ['In the event that it hangs, stop it.', 'If it hangs, stop it.'],
    ],
    ['Log it in the event handler.', 'Put that in the event.'],
  ),
  shorter(
    'until such time as',
    'until',
    [
      ['Wait until such time as it is ready.', 'Wait until it is ready.'],
      ['Retry until such time as it works.', 'Retry until it works.'],
    ],
    ['Wait until such time.', 'Wait until it is ready.'],
  ),
  shorter(
    'at this|the present? point in time',
    'now',
    [
      ['It is stable at this point in time.', 'It is stable now.'],
      ['At the present point in time it is stable.', 'Now it is stable.'],
    ],
    ['Restore it at the point in time of the backup.', 'At this point it is stable.'],
    { notFollowedBy: /^\s+(?:of|when|where|at)\b/i },
  ),
  shorter(
    'at the present time',
    'now',
    [
      ['It is stable at the present time.', 'It is stable now.'],
      ['At the present time it is stable.', 'Now it is stable.'],
    ],
    ['Look at the present.', 'Look at the time.'],
  ),
  shorter(
    'at that point in time',
    'then',
    [
      ['It was stable at that point in time.', 'It was stable then.'],
      ['At that point in time it was new.', 'Then it was new.'],
    ],
    ['At that point it was stable.', 'At that point in time of the run it fails.'],
    { notFollowedBy: /^\s+(?:of|when|where|at)\b/i },
  ),
  shorter(
    'at a later date|time|point',
    'later',
    [
      ['Remove it at a later date.', 'Remove it later.'],
      ['We add it at a later time.', 'We add it later.'],
    ],
    ['Remove it at a later date than May.', 'Look at a later release.'],
    { notFollowedBy: /^\s+(?:than|in|on|of)\b/i },
  ),
  shorter(
    'in the near future',
    'soon',
    [
      ['We drop it in the near future.', 'We drop it soon.'],
      ['In the near future it moves.', 'Soon it moves.'],
    ],
    ['In the near term it stays.', 'It is set in the nearest future.'],
  ),
  shorter(
    'at the time when|that',
    'when',
    [
      ['Log it at the time when it fails.', 'Log it when it fails.'],
      ['It ran at the time that it broke.', 'It ran when it broke.'],
    ],
    ['Look at the time zone.', 'It ran at the time.'],
    { followedBy: CLAUSE },
  ),
  shorter(
    'prior to',
    'before',
    [
      ['Run it prior to the merge.', 'Run it before the merge.'],
      ['Prior to release, test it.', 'Before release, test it.'],
    ],
    ['Add a prior to the model.', 'The prior tool broke.'],
    { notPrecededBy: /\b(?:a|an|the|this|that|no|our|each)\s+$/i },
  ),
  shorter(
    'subsequent to',
    'after',
    [
      ['Run it subsequent to the merge.', 'Run it after the merge.'],
      ['Subsequent to release, watch it.', 'After release, watch it.'],
    ],
    ['The subsequent tools broke.', 'Is the step subsequent too?'],
    { notPrecededBy: BE },
  ),
  shorter(
    'in close proximity to',
    'near',
    [
      ['Keep tests in close proximity to the code.', 'Keep tests near the code.'],
      ['In close proximity to it is a bug.', 'Near it is a bug.'],
    ],
    ['Keep them in proximity.', 'The flag is "in close proximity to".'],
  ),
  shorter(
    'in the vicinity of',
    'near',
    [
      ['The bug is in the vicinity of the parser.', 'The bug is near the parser.'],
      ['Look in the vicinity of it.', 'Look near it.'],
    ],
    ['It is in the vicinity.', 'Use `in the vicinity of` here.'],
  ),
  shorter(
    'with|in regard|regards to',
    'about',
    [
      ['I have a doubt with regard to caching.', 'I have a doubt about caching.'],
      ['Explain it with regards to speed.', 'Explain it about speed.'],
    ],
    ['Send it with regards.', 'Take the derivative with respect to time.'],
  ),
  shorter(
    'for the purpose|purposes of',
    'for',
    [
      ['Keep it for the purpose of testing.', 'Keep it for testing.'],
      ['Log it for the purposes of audit.', 'Log it for audit.'],
    ],
    ['Ask for the purpose.', 'Name it "for the purpose of".'],
    { notFollowedBy: /^\s+(?:the|this|these|that)\b/i },
  ),
  shorter(
    'has the ability to',
    'can',
    [
      ['The bot has the ability to retry.', 'The bot can retry.'],
      ['It has the ability to stop.', 'It can stop.'],
    ],
    ['It has the ability.', 'It has no ability to stop.'],
  ),
  shorter(
    'have the ability to',
    'can',
    [
      ['Users have the ability to retry.', 'Users can retry.'],
      ['We have the ability to stop it.', 'We can stop it.'],
    ],
    ['Users must have the ability to retry.', 'Users should have the ability to undo.'],
    { notPrecededBy: AUXILIARY },
  ),
  shorter(
    'is|are able to',
    'can',
    [
      ['The user is able to log in.', 'The user can log in.'],
      ['Users are able to retry.', 'Users can retry.'],
    ],
    ['The user is not able to log in.', 'The user should be able to log in.'],
    { notPrecededBy: /\b(?:what|if|whether|who|there|how)\s+$/i },
  ),
  shorter(
    'a large|great|huge|vast number of',
    'many',
    [
      ['It opens a large number of files.', 'It opens many files.'],
      ['A great number of tests fail.', 'Many tests fail.'],
    ],
    ['Print a large number.', 'It opens a number of files.'],
  ),
  shorter(
    'a large|great|huge amount of',
    'much',
    [
      ['It needs a large amount of memory.', 'It needs much memory.'],
      ['It wastes a huge amount of time.', 'It wastes much time.'],
    ],
    ['Enter a large amount.', 'It needs an amount of memory.'],
  ),
  shorter(
    /(?<![\p{L}\p{N}_-])on an? (daily|weekly|monthly|hourly|yearly|annual) basis\b/giu,
    '$1',
    [
      ['Run it on a daily basis.', 'Run it daily.'],
      ['It rotates on an hourly basis.', 'It rotates hourly.'],
    ],
    ['Run it on a daily build.', 'On this basis run it daily.'],
  ),
  shorter(
    'on a regular basis',
    'regularly',
    [
      ['Run it on a regular basis.', 'Run it regularly.'],
      ['On a regular basis it fails.', 'Regularly it fails.'],
    ],
    ['Run it on a regular file.', 'Run it on a case-by-case basis.'],
  ),
  shorter(
    'in the process of',
    '',
    [
      ['We are in the process of moving.', 'We are moving.'],
      ['It is in the process of loading.', 'It is loading.'],
    ],
    ['A step in the process of review.', 'It is lost in the process.'],
    { precededBy: BE, followedBy: /^\s+\w+ing\b/i },
  ),
  shorter(
    'first and foremost',
    'first',
    [
      ['First and foremost, fix the build.', 'First, fix the build.'],
      ['It is first and foremost a parser.', 'It is first a parser.'],
    ],
    ['First and second, fix it.', 'The first and foremost-looking one.'],
  ),
  shorter(
    'in addition',
    'also',
    [
      ['In addition, log the time.', 'Also, log the time.'],
      ['Sort it; in addition, log it.', 'Sort it; also, log it.'],
    ],
    ['In addition to logs, keep traces.', 'Bugs in addition of vectors.'],
    { followedBy: /^,/ },
  ),
  shorter(
    'makes use of',
    'uses',
    [
      ['It makes use of caching.', 'It uses caching.'],
      ['The app makes use of workers.', 'The app uses workers.'],
    ],
    ['It makes use easy.', 'It makes little use of caching.'],
  ),
  shorter(
    'make use of',
    'use',
    [
      ['Make use of the cache.', 'Use the cache.'],
      ['You can make use of workers.', 'You can use workers.'],
    ],
    ['Make good use of the cache.', 'Make users happy.'],
  ),
  shorter(
    'making use of',
    'using',
    [
      ['Solve it making use of the cache.', 'Solve it using the cache.'],
      ['Making use of workers, sort it.', 'Using workers, sort it.'],
    ],
    ['Making it use the cache.', 'Making used parts new.'],
  ),
  shorter(
    'made use of',
    'used',
    [
      ['We made use of the cache.', 'We used the cache.'],
      ['It made use of workers.', 'It used workers.'],
    ],
    ['We made it use the cache.', 'It was made of used parts.'],
    { notPrecededBy: /\b(?:be|is|are|was|were|been|being)\s+$/i },
  ),
  shorter(
    'take into account|consideration',
    'consider',
    [
      ['Take into account the size.', 'Consider the size.'],
      ['Take into consideration that it is old.', 'Consider that it is old.'],
    ],
    ['Take the size into account.', 'What to take into account?'],
    { followedBy: /^\s+(?:the|that|all|any|both|your|our|their|its|how|what)\b/i },
  ),
  shorter(
    'taking into account|consideration',
    'considering',
    [
      ['Sort it taking into account the size.', 'Sort it considering the size.'],
      ['Taking into consideration that it is old, skip it.', 'Considering that it is old, skip it.'],
    ],
    ['Taking that into account, skip it.', 'It is worth taking into account.'],
    { followedBy: /^\s+(?:the|that|all|any|both|your|our|their|its|how|what)\b/i },
  ),
  shorter(
    'make changes|modifications to',
    'change',
    [
      ['Make changes to the parser.', 'Change the parser.'],
      ["Don't make changes to it.", "Don't change it."],
    ],
    ['Make the changes to the parser.', 'Make changes.'],
    { followedBy: /^\s+(?:the|this|it|that|these|those|my|our|your|any)\b/i },
  ),
  shorter(
    'make sure that',
    'make sure',
    [
      ['Make sure that the tests pass.', 'Make sure the tests pass.'],
      ['Please check and make sure that it runs.', 'Please check and make sure it runs.'],
    ],
    ['Make sure that function returns.', 'Make sure of that.'],
    { followedBy: CLAUSE },
  ),
  shorter(
    'ensure that',
    'ensure',
    [
      ['Ensure that the tests pass.', 'Ensure the tests pass.'],
      ['You ensure that it runs.', 'You ensure it runs.'],
    ],
    ['Ensure that value is set.', 'Ensure all that.'],
    { followedBy: CLAUSE },
  ),
  shorter(
    /(?<![\p{L}\p{N}_-])(is|are) (?:located|situated) in\b/giu,
    '$1 in',
    [
      ['The file is located in the root.', 'The file is in the root.'],
      ['The scripts are situated in the repo.', 'The scripts are in the repo.'],
    ],
    ['The file is located.', 'It is located under the root.'],
  ),
  shorter(
    'with the help|aid of',
    'with',
    [
      ['Sort it with the help of a heap.', 'Sort it with a heap.'],
      ['With the aid of tests, fix it.', 'With tests, fix it.'],
    ],
    ['Open it with the help command.', 'With the help of "tests".'],
    { followedBy: /^\s+\w/ },
  ),
  shorter(
    'by means of',
    'by',
    [
      ['Sort it by means of a heap.', 'Sort it by a heap.'],
      ['By means of tests we know.', 'By tests we know.'],
    ],
    ['By all means sort it.', 'What is meant by means off?'],
  ),
  shorter(
    'by virtue of',
    'by',
    [
      ['It is fast by virtue of caching.', 'It is fast by caching.'],
      ['By virtue of tests we know.', 'By tests we know.'],
    ],
    ['A virtue of caching.', 'Led by virtue.'],
  ),
  shorter(
    'in conjunction with',
    'with',
    [
      ['Use it in conjunction with the cache.', 'Use it with the cache.'],
      ['In conjunction with tests it is safe.', 'With tests it is safe.'],
    ],
    ['The conjunction with "and".', 'In conjunction, they work.'],
  ),
  shorter(
    'in|during the course of',
    'during',
    [
      ['It grew in the course of the run.', 'It grew during the run.'],
      ['During the course of a day it grows.', 'During a day it grows.'],
    ],
    ['In the course on parsers.', 'Enrol in the course.'],
  ),
  shorter(
    'over the course of',
    'over',
    [
      ['It grew over the course of a week.', 'It grew over a week.'],
      ['Over the course of the run it grows.', 'Over the run it grows.'],
    ],
    ['Argue over the course.', 'Over the course material.'],
  ),
  shorter(
    'the way|manner in which',
    'how',
    [
      ['Explain the way in which it caches.', 'Explain how it caches.'],
      ['Change the manner in which it sorts.', 'Change how it sorts.'],
    ],
    ['Is this the way?', 'Name the ways in which it fails.'],
    { notPrecededBy: /\b(?:in|is|was|like|than|on|of)\s+$/i },
  ),
  shorter(
    'as to whether',
    'whether',
    [
      ['Decide as to whether it is safe.', 'Decide whether it is safe.'],
      ['I have no idea as to whether it runs.', 'I have no idea whether it runs.'],
    ],
    ['As to weather, it is hot.', 'Decide as to where it goes.'],
  ),
  shorter(
    'the question of whether',
    'whether',
    [
      ['Discuss the question of whether it is safe.', 'Discuss whether it is safe.'],
      ['Settle the question of whether to cache.', 'Settle whether to cache.'],
    ],
    ['Answer the question.', 'The questions of whether and when.'],
  ),
  shorter(
    'along the lines of',
    'like',
    [
      ['Write something along the lines of a poem.', 'Write something like a poem.'],
      ['Output along the lines of this.', 'Output like this.'],
    ],
    ['Walk along the lines of code.', 'Count along the line of it.'],
    { notPrecededBy: /\b(?:walk|move|go|split|cut)\w*\s+$/i, notFollowedBy: /^\s+(?:code|text)\b/i },
  ),
  shorter(
    'all of the',
    'all the',
    [
      ['Run all of the tests.', 'Run all the tests.'],
      ['All of the files are old.', 'All the files are old.'],
    ],
    ['Run all of them.', 'First of all of these.'],
  ),
  shorter(
    'as of yet',
    'yet',
    [
      ['It has no tests as of yet.', 'It has no tests yet.'],
      ['It is as of yet broken.', 'It is yet broken.'],
    ],
    ['As of today it works.', 'As of yesterday it fails.'],
    { notFollowedBy: /^,/ },
  ),
  shorter(
    'off of',
    'off',
    [
      ['Take it off of the list.', 'Take it off the list.'],
      ['Branch off of main.', 'Branch off main.'],
    ],
    ['Turn it off.', 'Hands-off of course.'],
    { notFollowedBy: /^\s+(?:course)\b/i },
  ),
  shorter(
    'inside of',
    'inside',
    [
      ['Put it inside of the class.', 'Put it inside the class.'],
      ['Inside of a loop it fails.', 'Inside a loop it fails.'],
    ],
    ['Look at the inside of the class.', 'The inside of it.'],
    { notPrecededBy: /\b(?:the|an|its|this)\s+$/i },
  ),
  shorter(
    'end result',
    'result',
    [
      ['The end result is a list.', 'The result is a list.'],
      ['Show the end result.', 'Show the result.'],
    ],
    ['In the end results differ.', 'The front-end result.'],
  ),
  shorter(
    'final outcome',
    'outcome',
    [
      ['The final outcome is a list.', 'The outcome is a list.'],
      ['Show the final outcome.', 'Show the outcome.'],
    ],
    ['The final outcomes.', 'The final report.'],
  ),
  shorter(
    /(?<![\p{L}\p{N}_-])(?:absolutely|completely) (essential|necessary|critical)\b/giu,
    '$1',
    [
      ['Tests are absolutely essential.', 'Tests are essential.'],
      ['It is completely necessary.', 'It is necessary.'],
    ],
    ['It is absolutely wrong.', 'It is essential.'],
    { tier: 'ask' },
  ),
  shorter(
    'combine together',
    'combine',
    [
      ['Combine together the lists.', 'Combine the lists.'],
      ['We combine together both.', 'We combine both.'],
    ],
    ['Combine them together.', 'Combine altogether.'],
  ),
  shorter(
    'merge together',
    'merge',
    [
      ['Merge together the lists.', 'Merge the lists.'],
      ['We merge together both.', 'We merge both.'],
    ],
    ['Merge them together.', 'Merge to get her data.'],
  ),
  shorter(
    'group together',
    'group',
    [
      ['Group together the rows.', 'Group the rows.'],
      ['We group together both.', 'We group both.'],
    ],
    ['The group together wins.', 'Group them together.'],
    { notPrecededBy: /\b(?:the|a|this|our|your|each)\s+$/i },
  ),
  shorter(
    'repeat again',
    'repeat',
    [
      ['Repeat again the step.', 'Repeat the step.'],
      ['We repeat again all.', 'We repeat all.'],
    ],
    ['Repeat it again.', 'Again repeat it.'],
  ),
  shorter(
    'return back',
    'return',
    [
      ['Return back the list.', 'Return the list.'],
      ['It must return back a number.', 'It must return a number.'],
    ],
    ['Return to back up.', 'Return the back page.'],
    { notFollowedBy: /^\s+(?:button|pages?|office)\b/i },
  ),
  shorter(
    'revert back',
    'revert',
    [
      ['Revert back to main.', 'Revert to main.'],
      ['We revert back the change.', 'We revert the change.'],
    ],
    ['Revert it back.', 'Revert the back end.'],
    { notFollowedBy: /^\s+end\b/i },
  ),
  shorter(
    'refer back to',
    'refer to',
    [
      ['Refer back to the docs.', 'Refer to the docs.'],
      ['We refer back to it.', 'We refer to it.'],
    ],
    ['Refer to the back page.', 'Refer back.'],
  ),
  shorter(
    'provide me with',
    'give me',
    [
      ['Provide me with a list.', 'Give me a list.'],
      ['Then provide me with it.', 'Then give me it.'],
    ],
    ['Provide me a list.', 'Provide us with a list.'],
  ),
  shorter(
    'provide|give me? a|an detailed? explanation of|for|about',
    'explain',
    [
      ['Provide an explanation of closures.', 'Explain closures.'],
      ['Give me an explanation for it.', 'Explain it.'],
    ],
    ['Provide an explanation.', 'Provide an explanation to users of it.'],
    { at: 'start', notFollowedBy: /^\s+(?:each|why)\b/i },
  ),
  shorter(
    'provide|give me? a description of',
    'describe',
    [
      ['Provide a description of the bug.', 'Describe the bug.'],
      ['Give me a description of it.', 'Describe it.'],
    ],
    ['Provide a description.', 'Provide a short description of it.'],
    { at: 'start' },
  ),
  shorter(
    'provide|give me? a summary of',
    'summarize',
    [
      ['Provide a summary of the bug.', 'Summarize the bug.'],
      ['Give me a summary of it.', 'Summarize it.'],
    ],
    ['Provide a summary.', 'Provide a short summary of it.'],
    { at: 'start' },
  ),
  shorter(
    'perform|conduct|do an analysis of',
    'analyze',
    [
      ['Perform an analysis of the logs.', 'Analyze the logs.'],
      ['Conduct an analysis of the data.', 'Analyze the data.'],
    ],
    ['Perform the analysis.', 'We perform an analysis of it.'],
    { at: 'start' },
  ),
];
