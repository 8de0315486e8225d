import { entry } from './languagePack';
import type { PackEntry } from './languagePack';

/** A subject; after it "that" is not "that one there". */
const CLAUSE = /^\s+(?:the|it|you|we|they|there|your|our|this|these|those|a|an|I|users?|he|she)\b/i;
/** Before the verb itself, or at the head of a question. */
const AUXILIARY =
  /\b(?:must|should|shall|to|will|would|may|might|could|can|do|does|did|not|n['’]t)\s+$|(?:^|[.!?,]\s+|\b(?:how|why|what|when|where|who|which)\s)(?:do|does|did|should|would|could|can|will|must|may)\s[^.!?\n]*$/i;
/** One thing up to the end of the sentence: what comes after "and" or "for" may hang on the noun that goes. */
const ONE_THING =
  /^\s+(?:the|this|these|those|how|what|why|it|its|my|our|your)\b(?:(?!\s(?:and|or|nor|with|plus|to|for|in|not|but|as|of)\b)[^.,;:!?\n(]){0,45}(?:[.!?]|\r?\n|$)/i;
/** "can not" would forbid what "is able to not" allows. */
const DENIAL = /^\s+(?:not|never)\b/i;

/** English verbs and amounts with more words than they need. */
export const ENGLISH_VERBOSE_PHRASES: readonly PackEntry[] = [
  entry(
    'verbose-phrase safe',
    'has the ability to',
    'can',
    [
      ['The bot has the ability to retry.', 'The bot can retry.'],
      ['It has the ability to stop.', 'It can stop.'],
    ],
    ['It has the ability.', 'It has no ability to stop.', 'It has the ability to not crash.'],
    { notFollowedBy: DENIAL },
  ),
  entry(
    'verbose-phrase ask',
    'have the ability to',
    'can',
    [
      ['Users have the ability to retry.', 'Users can retry.'],
      ['We have the ability to stop it.', 'We can stop it.'],
    ],
    [
      'Users must have the ability to retry.',
      'We have the ability to not stop.',
      'Do admins have the ability to delete users?',
      'Should guests have the ability to comment?',
    ],
    { notPrecededBy: AUXILIARY, notFollowedBy: DENIAL },
  ),
  entry(
    'verbose-phrase safe',
    'is|are able to',
    'can',
    [
      ['The user is able to log in.', 'The user can log in.'],
      ['Users are able to retry.', 'Users can retry.'],
    ],
    [
      'The user is not able to log in.',
      'The user should be able to log in.',
      'It is able to not crash.',
      'Add a test named user is able to log in.',
      'Given the user is able to log in',
      'Call the test user is able to log in',
    ],
    {
      // Without an article it may be the name of a test.
      precededBy: /\b(?:it|he|she|they|we|you|I|users|(?:the|a|an|this|that|our|my|your|each|every)\s+[\p{L}-]+)\s+$/iu,
      notPrecededBy: /\b(?:what|if|whether|who|there|how)\s+$|\b(?:given|call|name)\b[^.!?\n]*$/i,
      notFollowedBy: DENIAL,
    },
  ),
  entry(
    'verbose-phrase ask',
    'a large|great|huge|vast number of',
    'many',
    [
      ['It opens a large number of files.', 'It opens many files.'],
      ['A great number of tests fail.', 'Many tests fail.'],
    ],
    [
      'Print a large number.',
      'It opens a number of files.',
      'Return a large number of type BigInt.',
      'Generate a huge number of 20 digits.',
    ],
    { notFollowedBy: /^\s+(?:type|the|size|kind|form|length|digits|bits)\b|^\s+\d/i },
  ),
  entry(
    'verbose-phrase ask',
    'a large|great|huge amount of',
    'much',
    [
      ['It needs a large amount of memory.', 'It needs much memory.'],
      ['It wastes a huge amount of time.', 'It wastes much time.'],
    ],
    ['Enter a large amount.', 'It needs an amount of memory.'],
  ),
  entry(
    'verbose-phrase safe',
    'in the process of',
    '',
    [
      ['We are in the process of moving.', 'We are moving.'],
      ['They are in the process of loading.', 'They are loading.'],
    ],
    [
      'A step in the process of review.',
      'It is lost in the process.',
      'The bug is in the process of parsing.',
      'The object is situated in the process of loading.',
    ],
    {
      precededBy: /(?:^|[.!?,]\s+)(?:I['’]m|I am|(?:we|you|they)(?:['’]re| are))\s+$/i,
      followedBy: /^\s+\w+ing\b/i,
    },
  ),
  entry(
    'verbose-phrase ask',
    'makes use of',
    'uses',
    [
      ['It makes use of caching.', 'It uses caching.'],
      ['The app makes use of workers.', 'The app uses workers.'],
    ],
    ['It makes use easy.', 'It makes little use of caching.'],
  ),
  entry(
    'verbose-phrase ask',
    'make use of',
    'use',
    [
      ['Make use of the cache.', 'Use the cache.'],
      ['You can make use of workers.', 'You can use workers.'],
    ],
    ['Make good use of the cache.', 'Make users happy.'],
  ),
  entry(
    'verbose-phrase ask',
    'making use of',
    'using',
    [
      ['Solve it making use of the cache.', 'Solve it using the cache.'],
      ['Making use of workers, sort it.', 'Using workers, sort it.'],
    ],
    ['Making it use the cache.', 'Making used parts new.'],
  ),
  entry(
    'verbose-phrase ask',
    'made use of',
    'used',
    [
      ['We made use of the cache.', 'We used the cache.'],
      ['It made use of workers.', 'It used workers.'],
    ],
    ['We made it use the cache.', 'It was made of used parts.'],
    { notPrecededBy: /\b(?:be|is|are|was|were|been|being)\s+$/i },
  ),
  entry(
    'verbose-phrase ask',
    'take into account|consideration',
    'consider',
    [
      ['Take into account the size.', 'Consider the size.'],
      ['Take into consideration that it is old.', 'Consider that it is old.'],
    ],
    ['Take the size into account.', 'What to take into account?'],
    { followedBy: /^\s+(?:the|that|all|any|both|your|our|their|its|how|what)\b/i },
  ),
  entry(
    'verbose-phrase ask',
    'taking into account|consideration',
    'considering',
    [
      ['Sort it taking into account the size.', 'Sort it considering the size.'],
      ['Taking into consideration that it is old, skip it.', 'Considering that it is old, skip it.'],
    ],
    ['Taking that into account, skip it.', 'It is worth taking into account.'],
    { followedBy: /^\s+(?:the|that|all|any|both|your|our|their|its|how|what)\b/i },
  ),
  entry(
    'verbose-phrase safe',
    'make changes|modifications to',
    'change',
    [
      ['Make changes to the parser.', 'Change the parser.'],
      ["Don't make changes to it.", "Don't change it."],
    ],
    ['Make the changes to the parser.', 'Make changes.'],
    { followedBy: /^\s+(?:the|this|it|that|these|those|my|our|your|any)\b/i },
  ),
  entry(
    'verbose-phrase safe',
    'make sure that',
    'make sure',
    [
      ['Make sure that the tests pass.', 'Make sure the tests pass.'],
      ['Please check and make sure that it runs.', 'Please check and make sure it runs.'],
    ],
    ['Make sure that function returns.', 'Make sure of that.'],
    { followedBy: CLAUSE },
  ),
  entry(
    'verbose-phrase safe',
    'ensure that',
    'ensure',
    [
      ['Ensure that the tests pass.', 'Ensure the tests pass.'],
      ['You ensure that it runs.', 'You ensure it runs.'],
    ],
    ['Ensure that value is set.', 'Ensure all that.'],
    { followedBy: CLAUSE },
  ),
  entry(
    'verbose-phrase safe',
    /(?<![\p{L}\p{N}_-])(is|are) (?:located|situated) in\b/giu,
    '$1 in',
    [
      ['The file is located in the root.', 'The file is in the root.'],
      ['The scripts are situated in the repo.', 'The scripts are in the repo.'],
    ],
    ['The file is located.', 'It is located under the root.'],
  ),
  entry(
    'verbose-phrase safe',
    'all of the',
    'all the',
    [
      ['Run all of the tests.', 'Run all the tests.'],
      ['All of the files are old.', 'All the files are old.'],
    ],
    ['Run all of them.', 'First of all of these.', 'Play All of the Lights.'],
  ),
  entry(
    'verbose-phrase ask',
    'end result',
    'result',
    [
      ['The end result is a list.', 'The result is a list.'],
      ['Show the end result.', 'Show the result.'],
    ],
    [
      'In the end results differ.',
      'The front-end result.',
      'Compare the back end result with it.',
      'Store the start result and the end result.',
    ],
    { notPrecededBy: /\b(?:back|front|start|begin\w*|first|intermediate)\b[^.!?\n]*$/i },
  ),
  entry(
    'verbose-phrase ask',
    'final outcome',
    'outcome',
    [
      ['The final outcome is a list.', 'The outcome is a list.'],
      ['Show the final outcome.', 'Show the outcome.'],
    ],
    ['The final outcomes.', 'The final report.', 'Store the initial outcome and the final outcome separately.'],
    { notPrecededBy: /\b(?:initial|first|intermediate)\b[^.!?\n]*$/i },
  ),
  entry(
    'verbose-phrase ask',
    /(?<![\p{L}\p{N}_-])(?:absolutely|completely) (essential|necessary|critical)\b/giu,
    '$1',
    [
      ['Tests are absolutely essential.', 'Tests are essential.'],
      ['It is completely necessary.', 'It is necessary.'],
    ],
    ['It is absolutely wrong.', 'It is essential.'],
  ),
  entry(
    'verbose-phrase ask',
    'combine together',
    'combine',
    [
      ['Combine together the lists.', 'Combine the lists.'],
      ['We combine together both.', 'We combine both.'],
    ],
    ['Combine them together.', 'Combine altogether.'],
  ),
  entry(
    'verbose-phrase ask',
    'merge together',
    'merge',
    [
      ['Merge together the lists.', 'Merge the lists.'],
      ['We merge together both.', 'We merge both.'],
    ],
    ['Merge them together.', 'Merge to get her data.'],
  ),
  entry(
    'verbose-phrase ask',
    'group together',
    'group',
    [
      ['Group together the rows.', 'Group the rows.'],
      ['We group together both.', 'We group both.'],
    ],
    [
      'The group together wins.',
      'Group them together.',
      'Keep rows of one group together.',
      'Keep every group together when you sort.',
    ],
    { notPrecededBy: /\b(?:the|a|an|this|that|our|your|each|every|one|any|same|whole)\s+$/i },
  ),
  entry(
    'verbose-phrase ask',
    'repeat again',
    'repeat',
    [
      ['Repeat again the step.', 'Repeat the step.'],
      ['We repeat again all.', 'We repeat all.'],
    ],
    ['Repeat it again.', 'Again repeat it.'],
  ),
  entry(
    'verbose-phrase ask',
    'return back',
    'return',
    [
      ['Return back the list.', 'Return the list.'],
      ['It must return back a number.', 'It must return a number.'],
    ],
    ['Return to back up.', 'Return the back page.', 'Return back references and forward references.'],
    { followedBy: /^\s+(?:the|a|an|it|them|to|this|that|all)\b/i },
  ),
  entry(
    'verbose-phrase safe',
    'revert back',
    'revert',
    [
      ['Revert back to main.', 'Revert to main.'],
      ['We revert back to it.', 'We revert to it.'],
    ],
    ['Revert it back.', 'Revert the back end.', 'Revert back references.'],
    { followedBy: /^\s+to\b/i },
  ),
  entry(
    'verbose-phrase safe',
    'refer back to',
    'refer to',
    [
      ['Refer back to the docs.', 'Refer to the docs.'],
      ['We refer back to it.', 'We refer to it.'],
    ],
    ['Refer to the back page.', 'Refer back.'],
  ),
  entry(
    'verbose-phrase safe',
    'provide me with',
    'give me',
    [
      ['Provide me with a list.', 'Give me a list.'],
      ['Then provide me with it.', 'Then give me it.'],
    ],
    ['Provide me a list.', 'Provide us with a list.', 'Rate the lists you provide me with.'],
    { followedBy: /^\s+(?:the|a|an|some|any|all|it|them|this|your|more|at|exactly|\d)/i },
  ),
  entry(
    'verbose-phrase ask',
    'provide|give me? an explanation of|for|about',
    'explain',
    [
      ['Provide an explanation of the closures.', 'Explain the closures.'],
      ['Give me an explanation for it.', 'Explain it.'],
    ],
    [
      'Provide an explanation.',
      'Provide an explanation to users of it.',
      'Provide an explanation for beginners.',
      'Give an explanation for 5 year olds.',
    ],
    { at: 'start', followedBy: ONE_THING },
  ),
  entry(
    'verbose-phrase safe',
    'provide|give me? a description of',
    'describe',
    [
      ['Provide a description of the bug.', 'Describe the bug.'],
      ['Give me a description of it.', 'Describe it.'],
    ],
    [
      'Provide a description.',
      'Provide a short description of it.',
      'Provide a description of 100 words.',
      'Provide a description of the bug and a list of fixes.',
    ],
    { at: 'start', followedBy: ONE_THING },
  ),
  entry(
    'verbose-phrase safe',
    'provide|give me? a summary of',
    'summarize',
    [
      ['Provide a summary of the bug.', 'Summarize the bug.'],
      ['Give me a summary of it.', 'Summarize it.'],
    ],
    [
      'Provide a summary.',
      'Provide a short summary of it.',
      'Give me a summary of 3 sentences.',
      'Provide a summary of the bug and a list of fixes.',
    ],
    { at: 'start', followedBy: ONE_THING },
  ),
  entry(
    'verbose-phrase safe',
    'perform|conduct|do an analysis of',
    'analyze',
    [
      ['Perform an analysis of the logs.', 'Analyze the logs.'],
      ['Conduct an analysis of the data.', 'Analyze the data.'],
    ],
    ['Perform the analysis.', 'We perform an analysis of it.', 'Do an analysis of the logs and a review of the code.'],
    { at: 'start', followedBy: ONE_THING },
  ),
];
