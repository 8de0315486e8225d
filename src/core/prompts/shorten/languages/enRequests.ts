import type { PackEntry } from './languagePack';

/** Words after "please" that make it the text of a message or a letter. */
const MESSAGE =
  /^\s+(?:find (?:attached|enclosed|below)|let me know|note that|say|print|output|reply|respond|enter|try again|contact)\b/i;

/** "…, not to fix it": what is said of the verb goes on with it. */
const GOES_ON = /^[^.!?\n]*\b(?:not|and|or|but|than) to\b/i;

/** English request frames. In questions the mark goes with the frame: "Could you please add a test?", "Add a test." */
export const ENGLISH_REQUESTS: readonly PackEntry[] = [
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'could|can|would|will you please|kindly|pls|plz',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    notFollowedBy: MESSAGE,
    asksFor: true,
    yes: [
      ['Could you please add a test?', 'Add a test.'],
      ['Fix the bug. Can you kindly explain it too?', 'Fix the bug. Explain it too.'],
    ],
    no: [
      'Could you please not touch the API?',
      'Label the button "Could you please wait?"',
      'Could you please explain the bug, and why is it there?',
    ],
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'please|pls|plz can|could|would you',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    notFollowedBy: MESSAGE,
    asksFor: true,
    yes: [
      ['Please can you check this function?', 'Check this function.'],
      ['Please could you list the steps.', 'List the steps.'],
    ],
    no: ['Please can you not push?', 'Name the section please can you check.'],
  },
  {
    class: 'request-frame',
    tier: 'ask',
    pattern: 'could you',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    notFollowedBy: MESSAGE,
    asksFor: true,
    yes: [
      ['Could you add a test?', 'Add a test.'],
      ['It is slow. Could you explain why?', 'It is slow. Explain why.'],
    ],
    no: ['Could you see the file?', 'Would you use a heap here?'],
  },
  {
    class: 'request-frame',
    tier: 'ask',
    pattern: 'can you',
    replacement: '',
    at: 'start',
    followedBy:
      /^\s+(?:also\s+)?(?:add|explain|fix|show|tell|give|list|help|create|implement|refactor|update|change|remove|check|provide|make sure|write (?:a|an|the|me|some)|generate (?:a|an|the))\b/i,
    asksFor: true,
    yes: [
      ['Can you explain the second step?', 'Explain the second step.'],
      ['Can you write a parser for dates?', 'Write a parser for dates.'],
    ],
    no: ['Can you write Python?', 'Can you access the internet?'],
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'please|kindly|pls|plz',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    notFollowedBy: MESSAGE,
    yes: [
      ['Please add a test.', 'Add a test.'],
      ['The build fails. Please fix it.', 'The build fails. Fix it.'],
    ],
    no: [
      'Show "Please check your input" on errors.',
      'Stay as long as you please.',
      'Please find attached the report.',
    ],
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'please|kindly|pls|plz',
    replacement: '',
    at: 'start',
    followedBy: /^\s+(?:do not|don['’]t|never|always|make sure|be (?:careful|sure|concise|brief|precise|specific))\b/i,
    notFollowedBy: /^\s+do not (?:reply|disturb|touch|enter|close)\b/i,
    yes: [
      ['Please do not change the API.', 'Do not change the API.'],
      ["Please don't rename files.", "Don't rename files."],
    ],
    no: ['Please do not disturb', 'Add the text `Please never reply` to mails.'],
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'please|kindly|pls|plz',
    replacement: '',
    // A comma alone may stand in what is shown: "… reads payment failed, please check your card".
    precededBy:
      /\b(?:and|then|but|also|so|now)\s+$|(?:^|[.!?]\s+)(?:if|when|once|after|before|while|since|as|because|for|in|on|at|first|finally|also|then|now|next|additionally|lastly|otherwise|hi|hello|hey|ok|okay)\b[^.!?\n]*[\p{L}\p{N}`)],\s+$/iu,
    followedBy: 'verb',
    notFollowedBy: MESSAGE,
    yes: [
      ['Read the file and please fix the typo.', 'Read the file and fix the typo.'],
      ['If that fails, please report the time.', 'If that fails, report the time.'],
    ],
    no: [
      'Use words such as sorry and please in it.',
      'It begins with sorry, please enter a name.',
      'The toast reads payment failed, please check your card.',
      'On failure the app shows a hint, please check your card.',
    ],
    notPrecededBy:
      /\b(?:say\w*|said|sorry|word|words|text|label|message|begins|starts|like|with|reads|shows?|displays?|prints?|toast)\b[^.]*$/i,
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'please|kindly|pls|plz',
    replacement: '',
    precededBy: /\b(?:and|then|but|also|so),?\s+$/i,
    followedBy: /^\s+(?:do not|don['’]t|never|always|make sure)\b/i,
    yes: [
      ['Read the file, but please do not change it.', 'Read the file, but do not change it.'],
      ['Run it and please make sure it passes.', 'Run it and make sure it passes.'],
    ],
    no: ['Read the file and do not please anybody.', 'The label says "Stop and please do not enter".'],
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'i would|want|need like|love|want? you to',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    yes: [
      ['I would like you to refactor the parser.', 'Refactor the parser.'],
      ['I need you to check the logs.', 'Check the logs.'],
    ],
    no: [
      'I would like you to be honest.',
      'I want you to win.',
      'I need you to explain, not to fix!',
      'The function that\nI need you to fix is parseDate.',
    ],
    notFollowedBy: GOES_ON,
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: "i'd like|love|want you to",
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    yes: [
      ["I'd like you to refactor the parser.", 'Refactor the parser.'],
      ['I’d love you to write a test.', 'Write a test.'],
    ],
    no: [
      "I'd like to refactor the parser.",
      "He said: I'd like you to know.",
      "I'd like you to consider the options, not to implement them.",
    ],
    notFollowedBy: GOES_ON,
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: "i|i'm am? asking|requesting you to",
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    yes: [
      ['I am asking you to review the patch.', 'Review the patch.'],
      ["I'm asking you to list all callers.", 'List all callers.'],
    ],
    no: ['I am asking you to be patient.', 'Who says I am asking you to review it.'],
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'i would like to ask you to',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    yes: [
      ['I would like to ask you to fix the build.', 'Fix the build.'],
      ['The build fails. I would like to ask you to check why.', 'The build fails. Check why.'],
    ],
    no: ['I would like to ask you something.', 'Later I would like to ask you to fix the build.'],
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'i was just? wondering if you could|can|would please',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    asksFor: true,
    yes: [
      ['I was wondering if you could please explain closures?', 'Explain closures.'],
      ['I was just wondering if you could please check the tests.', 'Check the tests.'],
    ],
    // What somebody would do or can do, is a question; "please" makes it a request.
    no: [
      'I was wondering if you could see it.',
      'I was wondering if it could break.',
      'I was wondering if you would recommend Redis?',
      'I was wondering if you could use a heap here?',
    ],
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'i would really|greatly|highly? appreciate it? if you could|would please?',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    yes: [
      ['I would appreciate it if you could add a test.', 'Add a test.'],
      ['I would really appreciate it if you could please review the diff.', 'Review the diff.'],
    ],
    no: ['I would appreciate it if you could.', 'I would appreciate it if the build passed.'],
  },
  {
    class: 'request-frame',
    tier: 'safe',
    pattern: 'would|could you be so? kind enough? as? to|and',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    asksFor: true,
    yes: [
      ['Would you be so kind as to check the tests?', 'Check the tests.'],
      ['Could you be kind enough to list them?', 'List them.'],
    ],
    no: ['Would you be kind to others?', 'Would you be able to check the tests?'],
  },
  {
    class: 'request-frame',
    tier: 'ask',
    pattern: 'do you think you could|can',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    asksFor: true,
    yes: [
      ['Do you think you could add a test?', 'Add a test.'],
      ['Do you think you can explain this?', 'Explain this.'],
    ],
    no: ['Do you think you could be wrong?', 'Do you think it could fix it?'],
  },
  {
    class: 'request-frame',
    tier: 'ask',
    pattern: 'can you please? help me to?',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    asksFor: true,
    yes: [
      ['Can you help me write a test?', 'Write a test.'],
      ['Can you please help me to debug it?', 'Debug it.'],
    ],
    no: ['Can you help me?', 'Can you help me with a test?'],
  },
  {
    class: 'request-frame',
    tier: 'ask',
    pattern: 'please|kindly|pls|plz help me to?',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    yes: [
      ['Please help me write a test.', 'Write a test.'],
      ['Please help me to debug the job.', 'Debug the job.'],
    ],
    no: ['Please help me.', 'Please help me with the test.'],
  },
  {
    class: 'request-frame',
    tier: 'ask',
    pattern: 'go ahead and',
    replacement: '',
    at: 'start',
    followedBy: 'verb',
    yes: [
      ['Go ahead and update the docs.', 'Update the docs.'],
      ['Tests pass. Go ahead and merge it.', 'Tests pass. Merge it.'],
    ],
    no: ['Go ahead.', 'You may go ahead and merge it.'],
  },
];
