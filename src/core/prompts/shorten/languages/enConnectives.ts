import { entry } from './languagePack';
import type { PackEntry } from './languagePack';

/** Verbs that are no nouns as well: before another word "in order" and "to" may be two things ("sent in order to disk"). */
const TO_DO =
  /^\s+(?:accomplish|achieve|add|align|allow|avoid|be|become|build|compare|comply|confirm|connect|continue|cover|create|decide|decrease|delete|deploy|detect|determine|develop|eliminate|enable|enhance|ensure|establish|evaluate|examine|explain|find|fix|generate|get|give|go|handle|have|help|identify|implement|improve|include|increase|install|investigate|keep|kill|know|learn|maintain|make|maximize|meet|minimize|obtain|pass|perform|prevent|produce|protect|prove|provide|reach|receive|reduce|remain|remove|resolve|save|see|serve|simplify|solve|stay|succeed|support|test|understand|use|validate|verify|win|work)\b/i;
/** What is done one after the other: "Process the jobs in order to keep up" may mean either. */
const IN_ORDER =
  /\b(?:append|appl|arrang|arriv|broadcast|call|commit|consum|copi|copy|deliver|dispatch|display|download|emit|enqueu|execut|feed|fetch|flush|forward|handl|hand|insert|iterat|keep|kept|list|load|log|mov|number|order|output|pass|plac|play|pop|post|print|process|publish|pull|push|put|queu|read|receiv|render|replay|return|run|sav|send|sent|show|sort|stor|stream|submit|transmit|travers|upload|visit|walk|writ)\w*\b[^.!?\n]*$/i;
/** A clause that says what the fact is, not one that says who told of it ("the fact that we discussed"). */
const FACT =
  /^\s+(?:(?:it|he|she|this|there|they|we|you|I)(?:\s+(?:is|are|was|were|does not|do not|cannot)|['’](?:s|re)|\s+(?:is|are|was|were|does|do|ca)n['’]t)|(?:the|a|an|its|our|my|your|these|those|users?|prices)\s(?:[\w-]+\s){0,3}(?:is|are|was|were|does not|do not|cannot))\b/i;
/** Who looks for a reason does not say one. */
const LOOKS = /\b(?:ask|look|search|check|scan|hunt|grep)\w*\b[^.!?\n]*$/i;
const NOUN = /^\s+(?:the|a|an|my|your|each|this|that|its|their)\b/i;

/**
 * English ways to say why, what for, how and in which case. Left out on purpose, here and in the other lists of phrases:
 * whatever changes how strong, how wide or how sure something is ("try to", "at all times", "whether or not").
 */
export const ENGLISH_CONNECTIVES: readonly PackEntry[] = [
  entry(
    'verbose-phrase safe',
    'in order to',
    'to',
    [
      ['Cache it in order to save time.', 'Cache it to save time.'],
      ['In order to test it, run make.', 'To test it, run make.'],
    ],
    [
      'Put the steps in order to the left of it.',
      'Replace "in order to" in the docs.',
      'Never say in order to.',
      'Messages must be delivered in order to consumers.',
      'Send the chunks in order to S3.',
      'Write the records in order to disk.',
      'Number them in order to Z.',
      'Process the jobs in order to keep up.',
      'Files are kept in order to test them.',
    ],
    { followedBy: TO_DO, notPrecededBy: IN_ORDER },
  ),
  entry(
    'verbose-phrase safe',
    'so as to',
    'to',
    [
      ['Cache it so as to save time.', 'Cache it to save time.'],
      ['Split it so as to test it.', 'Split it to test it.'],
    ],
    ['Split it so as not to block.', 'Explain `so as to` briefly.', 'Do so as to the first one.'],
    { notPrecededBy: /\b(?:do|does|did|done|think|say)\s+$/i, notFollowedBy: NOUN },
  ),
  entry(
    'verbose-phrase ask',
    'in such a way as to',
    'to',
    [
      ['Write it in such a way as to run fast.', 'Write it to run fast.'],
      ['Sort in such a way as to merge.', 'Sort to merge.'],
    ],
    ['Write it in such a way as the docs do.', 'The title is "in such a way as to".'],
  ),
  entry(
    'verbose-phrase ask',
    'in such a way that',
    'so that',
    [
      ['Write it in such a way that it runs fast.', 'Write it so that it runs fast.'],
      ['Sort in such a way that ties stay.', 'Sort so that ties stay.'],
    ],
    ['Not in such a way.', 'Quote "in such a way that" as it is.'],
  ),
  entry(
    'verbose-phrase safe',
    'due|owing to the fact that',
    'because',
    [
      ['It fails due to the fact that the port is taken.', 'It fails because the port is taken.'],
      ['Owing to the fact that it is slow, cache it.', 'Because it is slow, cache it.'],
    ],
    ['It fails due to the fact sheet.', 'It is due to the port.', 'It fails due to the fact that we discussed.'],
    { followedBy: FACT },
  ),
  entry(
    'verbose-phrase safe',
    'because of the fact that',
    'because',
    [
      ['It fails because of the fact that it is old.', 'It fails because it is old.'],
      ['Because of the fact that it is slow, cache it.', 'Because it is slow, cache it.'],
    ],
    ['It fails because of the fact.', 'It fails because of the port.', 'It fails because of the fact that I told you.'],
    { followedBy: FACT },
  ),
  entry(
    'verbose-phrase safe',
    'in view|light of the fact that',
    'because',
    [
      ['In light of the fact that it is slow, cache it.', 'Because it is slow, cache it.'],
      ['Skip it in view of the fact that it is old.', 'Skip it because it is old.'],
    ],
    [
      'In light of the facts, skip it.',
      'In view of the team it is done.',
      'Skip it in view of the fact that you mentioned.',
    ],
    { followedBy: FACT },
  ),
  entry(
    'verbose-phrase ask',
    'for the simple? reason that',
    'because',
    [
      ['Skip it for the reason that it is old.', 'Skip it because it is old.'],
      ['It fails for the simple reason that it is late.', 'It fails because it is late.'],
    ],
    ['Look for the reason.', 'Skip it for the reasons that follow.', 'Ask the user for the reason that they cancel.'],
    { notPrecededBy: LOOKS },
  ),
  entry(
    'verbose-phrase safe',
    'despite|notwithstanding the fact that',
    'although',
    [
      ['It runs despite the fact that it is old.', 'It runs although it is old.'],
      ['Despite the fact that it is slow, keep it.', 'Although it is slow, keep it.'],
    ],
    ['It runs despite the facts.', 'Notwithstanding the port it runs.', 'It runs despite the fact that we discussed.'],
    { followedBy: FACT },
  ),
  entry(
    'verbose-phrase safe',
    'in spite of the fact that',
    'although',
    [
      ['It runs in spite of the fact that it is old.', 'It runs although it is old.'],
      ['In spite of the fact that it is slow, keep it.', 'Although it is slow, keep it.'],
    ],
    [
      'In spite of the facts it runs.',
      'The test is named "in spite of the fact that".',
      'It runs in spite of the fact that we discussed.',
    ],
    { followedBy: FACT },
  ),
  entry(
    'verbose-phrase safe',
    'in spite of',
    'despite',
    [
      ['It runs in spite of the error.', 'It runs despite the error.'],
      ['In spite of retries it fails.', 'Despite retries it fails.'],
    ],
    ['Out of spite it fails.', 'The phrase "in spite of" is long.'],
  ),
  entry(
    'verbose-phrase ask',
    'in the event that',
    'if',
    [
      ['Retry in the event that it fails.', 'Retry if it fails.'],
      ['In the event that it hangs, stop it.', 'If it hangs, stop it.'],
    ],
    ['Log it in the event handler.', 'Put that in the event.'],
  ),
  entry(
    'verbose-phrase ask',
    'with|in regard|regards to',
    'about',
    [
      ['I have a doubt with regard to caching.', 'I have a doubt about caching.'],
      ['Explain it with regards to speed.', 'Explain it about speed.'],
    ],
    ['Send it with regards.', 'Take the derivative with respect to time.'],
  ),
  entry(
    'verbose-phrase ask',
    'for the purpose|purposes of',
    'for',
    [
      ['Keep it for the purpose of testing.', 'Keep it for testing.'],
      ['Log it for the purposes of audit.', 'Log it for audit.'],
    ],
    ['Ask for the purpose.', 'Name it "for the purpose of".'],
    { notFollowedBy: /^\s+(?:the|this|these|that)\b/i },
  ),
  entry(
    'verbose-phrase ask',
    'first and foremost',
    'first',
    [
      ['First and foremost, fix the build.', 'First, fix the build.'],
      ['It is first and foremost a parser.', 'It is first a parser.'],
    ],
    ['First and second, fix it.', 'The first and foremost-looking one.'],
  ),
  entry(
    'verbose-phrase ask',
    'in addition',
    'also',
    [
      ['In addition, log the time.', 'Also, log the time.'],
      ['Sort it; in addition, log it.', 'Sort it; also, log it.'],
    ],
    ['In addition to logs, keep traces.', 'Bugs in addition of vectors.'],
    { followedBy: /^,/ },
  ),
  entry(
    'verbose-phrase ask',
    'with the help|aid of',
    'with',
    [
      ['Sort it with the help of a heap.', 'Sort it with a heap.'],
      ['With the aid of tests, fix it.', 'With tests, fix it.'],
    ],
    ['Open it with the help command.', 'With the help of "tests".'],
    { followedBy: /^\s+\w/ },
  ),
  entry(
    'verbose-phrase ask',
    'by means of',
    'by',
    [
      ['Sort it by means of a heap.', 'Sort it by a heap.'],
      ['By means of tests we know.', 'By tests we know.'],
    ],
    ['By all means sort it.', 'What is meant by means off?'],
  ),
  entry(
    'verbose-phrase ask',
    'by virtue of',
    'by',
    [
      ['It is fast by virtue of caching.', 'It is fast by caching.'],
      ['By virtue of tests we know.', 'By tests we know.'],
    ],
    ['A virtue of caching.', 'Led by virtue.'],
  ),
  entry(
    'verbose-phrase ask',
    'in conjunction with',
    'with',
    [
      ['Use it in conjunction with the cache.', 'Use it with the cache.'],
      ['In conjunction with tests it is safe.', 'With tests it is safe.'],
    ],
    ['The conjunction with "and".', 'In conjunction, they work.'],
  ),
  entry(
    'verbose-phrase safe',
    'the way|manner in which',
    'how',
    [
      ['Explain the way in which it caches.', 'Explain how it caches.'],
      ['Change the manner in which it sorts.', 'Change how it sorts.'],
    ],
    ['Is this the way?', 'Name the ways in which it fails.', 'Clear the way in which cars come.'],
    {
      precededBy: /\b(?:explain|describe|show|understand|change|improve|document|clarify|know)\s+$/i,
      followedBy: /^\s+(?:the|it|you|we|they|your|our|this|these|those|a|an|I|users?)\b/i,
    },
  ),
  entry(
    'verbose-phrase safe',
    'as to whether',
    'whether',
    [
      ['Decide as to whether it is safe.', 'Decide whether it is safe.'],
      ['I have no idea as to whether it runs.', 'I have no idea whether it runs.'],
    ],
    ['As to weather, it is hot.', 'Decide as to where it goes.'],
  ),
  entry(
    'verbose-phrase ask',
    'the question of whether',
    'whether',
    [
      ['Discuss the question of whether it is safe.', 'Discuss whether it is safe.'],
      ['Settle the question of whether to cache.', 'Settle whether to cache.'],
    ],
    ['Answer the question.', 'The questions of whether and when.'],
  ),
  entry(
    'verbose-phrase ask',
    'along the lines of',
    'like',
    [
      ['Write something along the lines of a poem.', 'Write something like a poem.'],
      ['Output along the lines of this.', 'Output like this.'],
    ],
    ['Walk along the lines of code.', 'Count along the line of it.'],
    { notPrecededBy: /\b(?:walk|move|go|split|cut)\w*\s+$/i, notFollowedBy: /^\s+(?:code|text)\b/i },
  ),
];
