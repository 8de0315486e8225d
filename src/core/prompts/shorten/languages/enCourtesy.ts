import type { PackEntry } from './languagePack';

/** English greetings, thanks and wishes. A sentence goes as a whole; approval ("Perfect!") tells something and stays. */
export const ENGLISH_COURTESY: readonly PackEntry[] = [
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'hi|hello|hey|greetings there|all|everyone|everybody|again|guys|team|claude|copilot|chatgpt|gemini|codex?',
    replacement: '',
    at: 'opening',
    // A greeting that is talked about, or a title: "Hello, World", "Hello! is the first word".
    notFollowedBy:
      /^[,!.]?\s*[Ww]orld\b|^[,!.]\s+(?:[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Ss]hould|[Mm]ust|[Mm]eans|[Ii]n|[Aa]s|[Aa]nd|[Oo]r)\b|^,\s+(?!I\b)\p{Lu}\p{Ll}+\b/u,
    yes: [
      ['Hi! Add a test.', 'Add a test.'],
      ['Hello there, the build fails.', 'The build fails.'],
    ],
    no: [
      'Hello World in C',
      'Print it. Hi!',
      'Hello, World program in Rust with tests',
      'Hello! is the first word of the program.',
    ],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'good morning|afternoon|evening|day everyone|all|claude|copilot|team?',
    replacement: '',
    at: 'opening',
    yes: [
      ['Good morning! Add a test.', 'Add a test.'],
      ['Good evening, list the files.', 'List the files.'],
    ],
    no: ['Good morning routines for developers', 'Translate: good morning!'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: "i|we? hope you|you're are? doing? well|good|great|fine|ok",
    replacement: '',
    at: 'whole',
    yes: [
      ['I hope you are doing well. Add a test.', 'Add a test.'],
      ["I hope you're well! Add a test.", 'Add a test.'],
    ],
    no: ['I hope you are well aware of it.', 'Write "I hope you are doing well."'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: "hope you|you're|this|that are? doing? well|good|great|helps",
    replacement: '',
    at: 'whole',
    yes: [
      ['Hope you are well. Add a test.', 'Add a test.'],
      ['The log is in the ticket. Hope that helps!', 'The log is in the ticket.'],
    ],
    no: ['Hope you are well prepared.', 'The sign says hope this helps.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'i hope this|that|it helps|makes sense?',
    replacement: '',
    at: 'whole',
    yes: [
      ['The log is in the ticket. I hope this helps.', 'The log is in the ticket.'],
      ['Use the old name. I hope that makes sense!', 'Use the old name.'],
    ],
    no: ['I hope this works on Windows.', 'I hope it helps users find errors.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'thanks|thank|thx|cheers you? so? very? much? again? in? advance?',
    replacement: '',
    at: 'whole',
    yes: [
      ['Add a test. Thanks in advance!', 'Add a test.'],
      ['Add a test.\nThank you so much', 'Add a test.\n'],
    ],
    no: ['Add a page "Thanks!" after the order.', 'Thanks to the cache it is fast.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'thanks|thank you? a lot|ton|bunch|million in? advance?',
    replacement: '',
    at: 'whole',
    yes: [
      ['Add a test. Thanks a lot!', 'Add a test.'],
      ['Thanks a ton. Now add a test.', 'Now add a test.'],
    ],
    no: ['Thanks a lot of caching it is fast.', 'The comment "Thanks a lot!" is spam.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern:
      'thanks|thank you? so? very? much? in? advance? for your|the|all? your? great|kind|quick|continued? help|time|assistance|support|attention|patience|answer|response|reply|consideration|understanding|efforts?|work',
    replacement: '',
    at: 'whole',
    yes: [
      ['Add a test. Thanks for your help!', 'Add a test.'],
      ['Thank you for the quick response. Now add a test.', 'Now add a test.'],
    ],
    no: [
      'Write a note: thanks for your patience with the migration.',
      'Thanks for your help page we get fewer tickets.',
    ],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'many|much|big|lots|huge of? thanks in? advance?',
    replacement: '',
    at: 'whole',
    yes: [
      ['Add a test. Many thanks!', 'Add a test.'],
      ['Add a test.\n\nMany thanks in advance.', 'Add a test.\n\n'],
    ],
    no: ['Many thanks go to the reviewers.', 'Print many thanks.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'much|greatly|highly|really appreciated',
    replacement: '',
    at: 'whole',
    yes: [
      ['Add a test. Much appreciated!', 'Add a test.'],
      ['Greatly appreciated. The error is below.', 'The error is below.'],
    ],
    no: ['Much appreciated features come first.', 'Feedback is much appreciated by users.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'i would? really|truly|greatly|very? much? appreciate it|that|this|your|the help|time|assistance|support?',
    replacement: '',
    at: 'whole',
    yes: [
      ['Add a test. I appreciate it.', 'Add a test.'],
      ['I really appreciate your help! Add a test.', 'Add a test.'],
    ],
    no: ['I appreciate your code style.', 'I would appreciate it if it ran faster.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'have a nice|great|good|lovely|wonderful day|one|weekend|evening',
    replacement: '',
    at: 'whole',
    yes: [
      ['Add a test. Have a nice day!', 'Add a test.'],
      ['Add a test.\nHave a great weekend', 'Add a test.\n'],
    ],
    no: ['Have a good day planner.', 'The bot says have a nice day.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: "i|i'm am? looking|look forward to your|the response|reply|answer|feedback|help",
    replacement: '',
    at: 'whole',
    yes: [
      ['Add a test. I look forward to your reply.', 'Add a test.'],
      ["I'm looking forward to your answer! Add a test.", 'Add a test.'],
    ],
    no: ['I look forward to your reply on point two.', 'Users look forward to the answer.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'looking forward to your|hearing|the from? you|response|reply|answer|feedback|help soon?',
    replacement: '',
    at: 'whole',
    yes: [
      ['Add a test. Looking forward to your reply!', 'Add a test.'],
      ['Add a test.\nLooking forward to hearing from you.', 'Add a test.\n'],
    ],
    no: ['Looking forward to the release we need tests.', 'Looking forward to version two.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern:
      'sorry|apologies for the|my|all? inconvenience|trouble|bother|confusion|delay|length|long|late message|post|text|question|reply?',
    replacement: '',
    at: 'whole',
    yes: [
      ['Sorry for the long message. Add a test.', 'Add a test.'],
      ['Apologies for the confusion! The file is right.', 'The file is right.'],
    ],
    no: ['Sorry for the long loop it has.', 'Show sorry for the inconvenience.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'sorry to bother|disturb|trouble you|everyone again?',
    replacement: '',
    at: 'whole',
    yes: [
      ['Sorry to bother you. Why does it fail?', 'Why does it fail?'],
      ['Sorry to disturb you again! The build fails.', 'The build fails.'],
    ],
    no: ['Sorry to bother you with this log.', 'Sorry to see it fail.'],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'please|pls|plz',
    replacement: '',
    followedBy: /^[ \t]*(?:[.!?](?=\s|$)|[\r\n]|$)/,
    // With a comma before it, or in a question; and not the last one of a list.
    precededBy:
      /^[^,]*[\p{L}\p{N}`)"'”],\s+$|[.!?]\s+[^,.!?]*,\s+$|(?:^|[.!?]\s+)(?:can|could|will|would) (?:you|we|i)\b[^.!?\n]*$/iu,
    notPrecededBy:
      /(?:^|[:(]\s*|\b(?:yes|yep|yeah|no|sure|ok|okay|you|they|we|he|she|users?|people|to|like|say|says|said|and|word|than|or|a|the)\b,?\s*)$/i,
    yes: [
      ['Add a test, please.', 'Add a test.'],
      ['Can you fix it please?', 'Can you fix it?'],
    ],
    no: [
      'Yes please.',
      'Do as you please.',
      'Let users sort columns as they please.',
      'The options are stop, go, please.',
      'The magic word is please',
    ],
  },
  {
    class: 'courtesy',
    tier: 'safe',
    pattern: 'thanks|thx|cheers',
    replacement: '',
    precededBy: /[\w)`], $/,
    followedBy: /^[ \t]*(?:[.!]*(?:[\r\n]|$))/,
    notPrecededBy: /\b(?:say\w*|said|tells?|told|writ\w*|repl\w*|respond\w*|with|like|words?|yes|no)\b/i,
    yes: [
      ['Add a test, thanks!', 'Add a test!'],
      ['Add a test and run it, thanks', 'Add a test and run it'],
    ],
    no: ['Reply with yes, thanks.', 'It is fast, thanks to the cache.'],
  },
];
