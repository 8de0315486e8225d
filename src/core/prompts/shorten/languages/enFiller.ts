import type { PackEntry } from './languagePack';

function filler(pattern: string, yes: PackEntry['yes'], no: PackEntry['no'], rest: Partial<PackEntry> = {}): PackEntry {
  return { class: 'filler', tier: 'ask', pattern, replacement: '', yes, no, ...rest };
}

/** What denies or narrows the word after it: then it is no filler. */
const STRESSED = /(?:\b(?:not|only|but|than|or|nor|if|whether|more|less|most|and|as)|n['’]t)\s+$/i;
const NOT = /(?:\b(?:not|no|never|nor|or|how|what|only)|n['’]t)\s+$/i;

/** English words that mostly say nothing, always to be looked at: each of them can say something. */
export const ENGLISH_FILLER: readonly PackEntry[] = [
  filler(
    'basically',
    [
      ['It basically sorts the list.', 'It sorts the list.'],
      ['Basically, it is slow.', 'It is slow.'],
    ],
    ['It is not basically wrong.', 'Use "basically" less.'],
    { notPrecededBy: NOT },
  ),
  filler(
    'actually',
    [
      ['It actually fails.', 'It fails.'],
      ['Actually, use the old one.', 'Use the old one.'],
    ],
    ['It does not actually run.', 'What it said or actually did.'],
    { notPrecededBy: NOT },
  ),
  filler(
    'really',
    [
      ['It is really slow.', 'It is slow.'],
      ['I really need the log.', 'I need the log.'],
    ],
    ['It is not really slow.', 'Is it really?'],
    { notPrecededBy: NOT, notFollowedBy: /^\s*[?.,]/ },
  ),
  filler(
    'simply',
    [
      ['You simply call it.', 'You call it.'],
      ['Simply sort the list.', 'Sort the list.'],
    ],
    ['It is not simply a list.', 'Put simply, it fails.'],
    { notPrecededBy: /(?:\b(?:not|put|quite|to|more)|n['’]t)\s+$/i },
  ),
  filler(
    'just',
    [
      ['Just add a test.', 'Add a test.'],
      ['Then just run it with make. I just want to build it.', 'Then run it with make. I want to build it.'],
    ],
    ['Retry just 3 times.', 'Not just add a test, run it.'],
    {
      notPrecededBy: STRESSED,
      followedBy:
        /^\s+(?:add|want|wanted|need|make|use|run|fix|create|write|show|give|tell|remove|change|update|keep|put|call|copy|check)\b(?!\s+(?:one|two|that|this|those|these)\b)/i,
    },
  ),
  filler(
    'obviously',
    [
      ['Obviously, it fails.', 'It fails.'],
      ['It obviously needs tests.', 'It needs tests.'],
    ],
    ['It is not obviously wrong.', 'Say obviously wrong things or obviously right ones.'],
    { notPrecededBy: /(?:\b(?:not|or|less|more|say)|n['’]t)\s+$/i, notFollowedBy: /^\s+right\b/i },
  ),
  filler(
    'essentially',
    [
      ['It is essentially a parser.', 'It is a parser.'],
      ['Essentially, it sorts.', 'It sorts.'],
    ],
    ['It is not essentially wrong.', 'Is it essentially?'],
    { notPrecededBy: NOT, notFollowedBy: /^\s*[?.]/ },
  ),
  filler(
    'honestly',
    [
      ['Honestly, it is slow.', 'It is slow.'],
      ['It is honestly slow.', 'It is slow.'],
    ],
    ['Answer honestly.', 'Honestly reported errors are fine.'],
    {
      notPrecededBy: /\b(?:answer|tell me|me|speak|respond|reply|not|act|be)\s+$/i,
      notFollowedBy: /^\s*[.!]|^\s+\w+(?:ed|ing)\b/,
    },
  ),
  filler(
    'frankly',
    [
      ['Frankly, it is slow.', 'It is slow.'],
      ['Fix it. Frankly, it fails.', 'Fix it. It fails.'],
    ],
    ['Answer frankly.', 'Speak frankly about it.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    'to be honest',
    [
      ['To be honest, it is slow.', 'It is slow.'],
      ['It fails. To be honest, it is old.', 'It fails. It is old.'],
    ],
    ['I want you to be honest, kind and brief.', 'Be to be honest.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    'of course',
    [
      ['Of course, add tests.', 'Add tests.'],
      ['Fix it. Of course, keep the API.', 'Fix it. Keep the API.'],
    ],
    ['A list of course titles.', 'Of course titles are long.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    'as a matter of fact',
    [
      ['As a matter of fact, it fails.', 'It fails.'],
      ['It is old. As a matter of fact, it fails.', 'It is old. It fails.'],
    ],
    ['It is a matter of fact.', 'Treat it as a matter of fact.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    'in fact',
    [
      ['In fact, it fails.', 'It fails.'],
      ['It is old. In fact, it fails.', 'It is old. It fails.'],
    ],
    ['The error is in fact tables.', 'In fact tables it is slow.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    'needless to say',
    [
      ['Needless to say, it fails.', 'It fails.'],
      ['It is old. Needless to say, it is slow.', 'It is old. It is slow.'],
    ],
    ['It is needless to say more.', 'Needless to say it.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    'at the end of the day',
    [
      ['At the end of the day, it fails.', 'It fails.'],
      ['It is old. At the end of the day, drop it.', 'It is old. Drop it.'],
    ],
    ['Rotate it at the end of the day.', 'At the end of the day rotate it.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    'in my opinion',
    [
      ['In my opinion, it is old.', 'It is old.'],
      ['It fails. In my opinion, it is old.', 'It fails. It is old.'],
    ],
    ['Put it in my opinion column.', 'In my opinion piece it says so.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    "in today's world|age",
    [
      ["In today's world, apps are fast.", 'Apps are fast.'],
      ['In today’s world, apps are fast.', 'Apps are fast.'],
    ],
    ["In today's build it fails.", 'In the world of today it fails.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    'totally',
    [
      ['It is totally broken.', 'It is broken.'],
      ['I totally forgot it.', 'I forgot it.'],
    ],
    ['It is not totally broken.', 'Is it broken totally?'],
    { notPrecededBy: NOT, notFollowedBy: /^\s*[?.]/ },
  ),
  filler(
    'you know',
    [
      ['It is, you know, slow.', 'It is slow.'],
      ['Well, you know, it fails.', 'Well it fails.'],
    ],
    ['You know the answer.', 'Say what you know.'],
    { precededBy: /,\s+$/, followedBy: /^,/ },
  ),
  filler(
    'kind|sort of',
    [
      ['It is kind of slow.', 'It is slow.'],
      ['It looks sort of broken.', 'It looks broken.'],
    ],
    ['It is a kind of tree.', 'What kind of tree is it?'],
    {
      precededBy: /\b(?:is|are|was|looks|look|feels|seems)\s+$/i,
      followedBy: /^\s+(?:slow|broken|hard|weird|strange|annoying|bad|ugly|messy|confusing|complicated|stuck)\b/i,
    },
  ),
  filler(
    'anyway|anyways',
    [
      ['Anyway, fix the test.', 'Fix the test.'],
      ['It is old. Anyways, fix it.', 'It is old. Fix it.'],
    ],
    ['Fix it anyway.', 'Anyway you like it.'],
    { at: 'start', followedBy: /^,/ },
  ),
  filler(
    'well',
    [
      ['Well, it fails.', 'It fails.'],
      ['It is old. Well, fix it.', 'It is old. Fix it.'],
    ],
    ['Well tested code.', 'It works well, mostly.'],
    { at: 'start', followedBy: /^,/ },
  ),
];
